"""What a mirror shows its own institution: one read-only page, and the same as JSON."""

import json
import threading
from collections.abc import Iterable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sepaham.audit.replay import Replay
from sepaham.audit.report import Report, say_fault
from sepaham.audit.words import PAGE
from sepaham.domain.findings import explain
from sepaham.domain.picture import PLACES, place_of
from sepaham.domain.words import Language, write_number
from sepaham.errors import SepahamError

MOST = 200
"""Findings shown at most."""
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#24323f}"
    "h1{font-size:1.4rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}.as{color:#5b6570}"
)
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class ListenError(SepahamError):
    """An address at which nothing can be shown."""


class Shown:
    """What is shown; the mirror replaces it after each look."""

    def __init__(self, language: Language) -> None:
        """Begin with nothing looked at."""
        self.language = language
        self._report: Report | None = None
        self._replay: Replay | None = None

    def show(self, report: Report, replay: Replay | None) -> None:
        """Show what the last look found."""
        self._report, self._replay = report, replay

    def json(self) -> bytes:
        """Return the last look's answer as JSON."""
        value = self._report.as_json(self.language) if self._report else {}
        return json.dumps(value, ensure_ascii=False).encode()

    def html(self) -> bytes:
        """Return the page."""
        language, report = self.language, self._report
        title = PAGE["title"].say(language, {})
        parts = [f"<p>{escape(PAGE['waiting'].say(language, {}))}</p>"]
        if report:
            parts = list(self._body(report))
        body = "\n".join(parts)
        return (
            f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
            f"<style>{_STYLE}</style><main>{body}</main></html>"
        ).encode()

    def _body(self, report: Report) -> list[str]:
        language = self.language
        figures = {
            "log": report.figures.get("log", ""),
            "entries": write_number(int(report.figures.get("entries", 0)), language),
        }
        lines = [
            f'<p class="as">{escape(PAGE["asof"].say(language, figures))}</p>',
            f"<h1>{escape(report.verdict(language))}</h1>",
            _list(f"✗ {say_fault(one, language)}" for one in report.faults),
            _list(f"● {one.say(language)}" for one in report.proven),
            _list(f"○ {one.say(language)}" for one in report.unproven),
        ]
        return [*lines, *self._picture()] if self._replay else lines

    def _picture(self) -> list[str]:
        """Return where the pieces are and what needs a look, as folded here."""
        language, book = self.language, self._replay.book if self._replay else None
        if book is None:
            return []
        counts = dict.fromkeys(PLACES, 0)
        for state in book.states.values():
            counts[place_of(state)] += 1
        rows = "".join(
            f'<tr><td>{escape(place)}</td><td class="n">{write_number(count, language)}</td></tr>'
            for place, count in counts.items()
            if count
        )
        found = [one for one in book.findings.values() if one.until is None]
        title = PAGE["findings"].say(language, {"count": write_number(len(found), language)})
        told = [explain(one, language, lambda code, _language: code) for one in found[:MOST]]
        heading = escape(PAGE["units"].say(language, {}))
        return [f"<h2>{heading}</h2><table>{rows}</table>", f"<h2>{escape(title)}</h2>", _list(told)]


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def serve(listen: str, shown: Shown) -> ThreadingHTTPServer:
    """
    Show a mirror at ``HOST:PORT`` from a thread of its own.

    Raises:
        ListenError: ``mirror.listen``; nothing can be shown there.
    """
    host, _, port = listen.rpartition(":")

    class Handler(_Handler):
        held = shown

    try:
        server = ThreadingHTTPServer((host or "127.0.0.1", int(port)), Handler)
    except (ValueError, OSError) as fault:
        raise ListenError(f"Nothing can be shown at {listen}: {fault}.", "mirror.listen") from fault
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    held: Shown

    def do_GET(self) -> None:
        pages = {
            "/": ("text/html; charset=utf-8", self.held.html),
            "/report.json": ("application/json", self.held.json),
        }
        kind, made = pages.get(self.path, ("", None))
        body = made() if made else b""
        self.send_response(200 if made else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name http.server calls
        """Say nothing of single requests."""
