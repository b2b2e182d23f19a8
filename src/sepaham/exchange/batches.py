"""
A batch on the wire: ``{"statements": [envelope, ...]}``, cut into the exact bytes of each envelope.

The bytes are not read and written again, so that what is judged, hashed and quarantined is what came; and
whatever one item holds, the others stay whole.
"""

import re

MOST_STATEMENTS = 1000
"""Statements a batch may hold; a body with more is no batch."""
_HEAD = re.compile(rb'\s*\{\s*"statements"\s*:\s*\[\s*')
_TAIL = re.compile(rb"\s*\]\s*\}\s*")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],]', re.DOTALL)


def split_batch(body: bytes) -> list[bytes] | None:
    """Return the bytes of each item of a batch, or None when the body is no batch."""
    head = _HEAD.match(body)
    if head is None:
        return None
    items, start, depth = [], head.end(), 0
    for token in _TOKEN.finditer(body, start):
        sign = token.group()
        if sign in b"{[":
            depth += 1
        elif sign == b"," and depth == 0:
            items.append(body[start : token.start()].strip())
            start = token.end()
        elif sign in b"]}" and depth == 0:
            last = body[start : token.start()].strip()
            whole = _TAIL.fullmatch(body, token.start()) is not None
            return ([*items, last] if last or items else []) if whole else None
        elif sign in b"]}":
            depth -= 1
    return None
