"""What a reader sees or hears of a page."""

from html.parser import HTMLParser


class Visible(HTMLParser):
    """Its texts, and what the house keeps out of pages: styles and scripts within them."""

    def __init__(self):
        super().__init__()
        self.texts, self.styles, self.scripts, self.inside = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        given = dict(attrs)
        self.texts += [
            given[name] for name in ("placeholder", "aria-label", "alt", "title") if given.get(name)
        ]
        self.styles += [tag for name in given if name == "style" or name.startswith("on")] + [tag] * (
            tag == "style"
        )
        inline = tag == "script" and "src" not in given and given.get("type") != "application/json"
        self.scripts += [tag] * inline

    def handle_data(self, data):
        self.texts.append(data)


def read(html):
    page = Visible()
    page.feed(html)
    return page
