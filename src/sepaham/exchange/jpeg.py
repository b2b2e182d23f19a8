"""What a JPEG file holds beside its pixels, read from its segments alone."""

from collections.abc import Iterator

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_COMMENT = 0xFE
_FIRST_APP, _LAST_APP = 0xE0, 0xEF
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_HARMLESS = {0xE0: (b"JFIF\0",), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}


def is_bare(data: bytes) -> bool:
    """
    Tell whether a JPEG holds its pixels and nothing a camera adds: no EXIF, no position, no comment, no tail.

    Only the headers JFIF, ICC and Adobe, which say how to draw it, may stand in it.
    """
    try:
        return all(_is_harmless(marker, body) for marker, body in _segments(data))
    except (IndexError, ValueError):
        return False


def _is_harmless(marker: int, body: bytes) -> bool:
    if _FIRST_APP <= marker <= _LAST_APP:
        return body.startswith(_HARMLESS.get(marker, ()))
    return marker != _COMMENT


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments up to the end of the picture; raise where it has none or something follows it."""
    if data[:2] != bytes((0xFF, _START)):
        raise ValueError(data[:2])
    at = 2
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            if at != len(data):
                raise ValueError(at)
            return
        if marker in _ALONE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):  # noqa: PLR2004  the length counts itself
            raise ValueError(length)
        yield marker, data[at + 2 : at + length]
        at += length
        if marker == _SCAN:
            at = _after_scan(data, at)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    if data[at] != 0xFF:  # noqa: PLR2004  what begins every marker
        raise ValueError(at)
    while data[at] == 0xFF:  # noqa: PLR2004
        at += 1
    return data[at], at + 1


def _after_scan(data: bytes, at: int) -> int:
    """Return where the coded pixels end: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = data.index(0xFF, at)
        if data[at + 1] != 0 and data[at + 1] not in _ALONE:
            return at
        at += 2
