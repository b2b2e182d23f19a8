"""What the templates of the house can say and draw. They are builtins: no template loads them."""

from datetime import datetime

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sepaham.domain.picture import Head
from sepaham.domain.words import write_moment, write_number
from sepaham.gateways.backup import forked_at
from sepaham.web import rooms as menu
from sepaham.web import words
from sepaham.web.language import reader_language
from sepaham.web.present import matching
from sepaham.web.present.states import SIGNS, State

register = template.Library()


@register.simple_tag
def say(text: str, **values: object) -> str:
    """Say a sentence in the reader's language; values are escaped unless they are markup already."""
    sentence = words.say(text, reader_language())
    return format_html(sentence, **values) if values else sentence


@register.filter
def number(value: int) -> str:
    """Write a whole number with the language's thousands mark."""
    return write_number(value, reader_language())


@register.simple_tag
def moment(at: datetime, region: str) -> SafeString:
    """Write an instant as officers do where it happened, for people and machines."""
    text = write_moment(at, reader_language(), region)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), text)


@register.simple_tag
def window(opens_at: datetime, closes_at: datetime, region: str) -> str:
    """Write a period; its day once where it is the same."""
    start, end = (write_moment(at, reader_language(), region).split() for at in (opens_at, closes_at))
    from_ = " ".join(start[:-1])
    return f"{from_}–{end[-2]} {end[-1]}" if start[:-2] == end[:-2] else f"{from_} – {' '.join(end)}"


@register.simple_tag
def shape(state: State | str, spoken: str = "spoken") -> SafeString:
    """Draw a state's shape, with its word for those who listen; 'mute' where the word stands beside it."""
    state = State(state)
    drawn = format_html('<svg class="shape {0}" aria-hidden="true"><use href="#{0}"/></svg>', state.value)
    if spoken == "mute":
        return drawn
    return format_html('{}<span class="vh">{} </span>', drawn, words.say(SIGNS[state][1], reader_language()))


@register.simple_tag
def matched(head: Head) -> SafeString:
    """Say who matched the log, or who has not since when, and lead to the page that tells more."""
    found = matching.matched(head.witnessed, reader_language(), head.region)
    return format_html('{} <a href="{}">{}</a>', shape(found.state, "mute"), reverse("matching"), found.text)


@register.simple_tag
def fork() -> SafeString | str:
    """Say that this log was put back from an older state than institutions saw; nothing where it was not."""
    size = forked_at(settings.INSTANCE)
    if size is None:
        return ""
    text = say("CABANG: dipulihkan sampai entri {number}, lembaga lain melihat lebih", number=number(size))
    return format_html(' · <span class="chip">{} <b>{}</b></span>', shape("serious", "mute"), text)


@register.inclusion_tag("_rooms.html", takes_context=True)
def rooms(context: template.Context) -> dict[str, object]:
    """Draw the menu of the rooms a reader may enter."""
    request = context["request"]
    found = menu.rooms(request)
    waiting = sum(room.count for room in found)
    return {"rooms": found, "first": found[: menu.SHOWN], "waiting": waiting, "user": request.user}
