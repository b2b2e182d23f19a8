"""What agreement among raters was found, as JSON: figures, intervals, and why some are undefined."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from sepaham.domain.agreement import ENOUGH, REASONS, Figure, figures, tally
from sepaham.domain.bootstrap import Interval
from sepaham.domain.raters import biases, cohen, without_each
from sepaham.exchange.ratings import Sheet

_WATCHED = ("alpha.nominal", "alpha.ordinal", "ac1", "ac2.ordinal")
_MOST_PAIRS = 20


def agreement_to_dict(
    *, sheet: Sheet, found: Mapping[str, Figure], intervals: Mapping[str, Interval]
) -> dict[str, Any]:
    """
    Return the statistics of a table as JSON; undefined ones are null, and ``reasons`` says why by their path.

    Args:
        sheet: The ratings.
        found: Every statistic by name.
        intervals: The interval of each.
    """
    rated = [sum(value is not None for value in row) for row in sheet.ratings]
    pairable = sum(count > 1 for count in rated)
    reasons = {name: reason_to_dict(figure.reason) for name, figure in found.items() if figure.reason}
    reasons |= {
        f"intervals.{name}": reason_to_dict(interval.reason)
        for name, interval in intervals.items()
        if interval.reason
    }
    few = [reason_to_dict("too-small", n=pairable, enough=ENOUGH)] if pairable < ENOUGH else []
    ends = {name: None if each.low is None else [each.low, each.high] for name, each in intervals.items()}
    return {
        "n_units": len(sheet.ratings),
        "n_raters": len(sheet.raters),
        "n_pairable": pairable,
        "categories": list(sheet.scale.categories),
        "categories_given": sheet.given,
        "absent": {
            "empty": sheet.absent[""],
            "tidak_tahu": sheet.absent["TT"],
            "bukan_kewenangan": sheet.absent["BK"],
        },
        **_nested({name: figure.value for name, figure in found.items()}),
        "intervals": _nested({name: end for name, end in ends.items() if not name.startswith("chance")}),
        "reasons": {name: reason for name, reason in reasons.items() if "chance" not in name},
        "warnings": few,
    }


def raters_to_dict(sheet: Sheet) -> dict[str, Any]:
    """Return what each rater does to the agreement, and how far each two agree, as JSON."""
    whole = figures(sums=tally(ratings=sheet.ratings, scale=sheet.scale).total(), scale=sheet.scale)
    apart = biases(ratings=sheet.ratings)
    rows = []
    for place, rest in enumerate(without_each(ratings=sheet.ratings, scale=sheet.scale)):
        changes = {name: _change(whole[name], rest[name]) for name in _WATCHED}
        rows.append(
            {
                "rater": sheet.raters[place],
                "rated": sum(row[place] is not None for row in sheet.ratings),
                "bias": apart[place].value,
                "shared": apart[place].cells,
                "change_without": _nested(changes),
            }
        )
    return {"raters": rows, "pairs": _pairs(sheet) if len(sheet.raters) <= _MOST_PAIRS else []}


def _pairs(sheet: Sheet) -> list[dict[str, Any]]:
    columns = list(zip(*sheet.ratings, strict=True))
    weights = "unweighted" if sheet.scale.labelled else "linear"
    found = []
    for one, other in combinations(range(len(columns)), 2):
        kappa = cohen(first=columns[one], second=columns[other], scale=sheet.scale, weights=weights)
        both = sum(a is not None and b is not None for a, b in zip(columns[one], columns[other], strict=True))
        names = [sheet.raters[one], sheet.raters[other]]
        reason = {"reason": reason_to_dict(kappa.reason)} if kappa.reason else {}
        found.append({"raters": names, "n": both, "kappa": kappa.value, "weights": weights, **reason})
    return found


def _change(whole: Figure, rest: Figure) -> float | None:
    return None if whole.value is None or rest.value is None else rest.value - whole.value


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in flat.items():
        outer, _, inner = name.partition(".")
        if inner:
            found.setdefault(outer, {})[inner] = value
        else:
            found[outer] = value
    return found


def reason_to_dict(code: str, **values: int) -> dict[str, str]:
    """Return a reason of `agreement.REASONS` in both languages."""
    sentence = REASONS[code]
    return {"code": code, "id": sentence.say("id", values), "en": sentence.say("en", values)}
