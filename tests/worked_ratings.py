"""The worked cases of agreement, as rows of units: where they come from stands in docs/agreement.md."""


def units(*raters):
    """Turn a line per rater into a row per unit; a point is no rating."""
    columns = [[None if mark in ".*" else mark for mark in line.split()] for line in raters]
    return [
        [int(mark) if mark and mark.isdigit() else mark for mark in row] for row in zip(*columns, strict=True)
    ]


KRIPPENDORFF = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
THREE_OBSERVERS = units(
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)
BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
LABELS = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
FIVE_OBSERVERS = units(
    "1 1 2 . 0 0 1 1 2 2 . 0 1 3 1",
    "1 1 3 0 0 0 0 . 2 1 1 0 2 3 1",
    "2 0 3 0 0 0 2 2 2 1 0 0 2 2 1",
    ". 1 3 . . . . 0 . 1 0 0 2 2 .",
    "2 . . 0 0 0 1 . 2 . . . . 3 1",
)
TWO_DOCTORS = [
    [one, other]
    for one, row in enumerate(([13, 0, 0], [0, 20, 7], [0, 4, 56]), start=1)
    for other, count in enumerate(row, start=1)
    for _ in range(count)
]
RANKINGS = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 2, 4, 3], [6, 3, 2, 5, 4, 1]]
