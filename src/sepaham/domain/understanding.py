"""The kinds of statement by which institutions come to one understanding: lists, rounds, meetings, deeds."""

from collections.abc import Mapping

from sepaham.domain.cells import is_cell
from sepaham.domain.forms import (
    Shape,
    between,
    code,
    count,
    day,
    either,
    exactly,
    hash_,
    having,
    instant,
    list_of,
    office,
    offices,
    one_of,
    text,
    up_to,
    word,
)

Body = Mapping[str, Shape]
_photos = list_of(hash_, 8)
_step = between(1, 5)
_steps = exactly(likelihood=_step, impact=_step)
_MOST_CELLS = 400
MOST_RATINGS = 40
"""How many ratings one sheet holds, so that its reveal stays well below the size limit."""
_rating = either(
    having(
        {"cell": is_cell, "likelihood": _step, "impact": _step, "confidence": between(1, 3)},
        {"evidence": text(160), "guess": _steps},
    ),
    having({"cell": is_cell, "answer": one_of("unknown", "not_ours")}, {"guess": _steps}),
)
_note: Body = {"note": text(280)}
_round: Body = {"round": code, "number": between(1, 3)}
_sheet: Body = {**_round, "sheet": between(1, 40)}
_cells = list_of(is_cell, _MOST_CELLS)
_ASSESSING: Mapping[str, tuple[Body, Body]] = {
    "instrument.state": (
        {"instrument": word, "sha256": hash_, "rows": count, "dated": day, "source": text(160)},
        {},
    ),
    "round.open": ({**_round, "cells": _cells, "offices": offices}, {"closes": instant}),
    "round.close": (_round, {}),
    "rating.commit": (
        {**_sheet, "sha256": hash_, "cells": up_to(MOST_RATINGS)},
        {"seconds": up_to(86_400)},
    ),
    "rating.reveal": ({**_sheet, "salt": hash_, "ratings": list_of(_rating, MOST_RATINGS)}, {}),
    "dissent.state": (
        {"cell": is_cell, "round": code, "likelihood": _step, "impact": _step, "reason": text(280)},
        {},
    ),
    "cell.end": (
        {
            **_round,
            "cell": is_cell,
            "outcome": one_of("agreed", "dissent"),
            "likelihood": _step,
            "impact": _step,
        },
        _note,
    ),
}
_RAKOR: Mapping[str, tuple[Body, Body]] = {
    "rakor.call": (
        {"rakor": code, "starts": instant, "place": text(80), "agenda": _cells, "offices": offices},
        {"round": code},
    ),
    "rakor.attend": ({"rakor": code}, {"persons": up_to(100), "photos": _photos}),
    "rakor.note": ({"rakor": code, "note": text(280)}, {"cell": is_cell}),
    "rakor.file": (
        {"rakor": code, "what": one_of("minutes", "agreement", "attendance"), "sha256": hash_},
        {"signed": offices, "document": text(64), "photos": _photos},
    ),
}
_proposal: Body = {"proposal": code}
_commitment: Body = {"commitment": code}
_DEEDS: Mapping[str, tuple[Body, Body]] = {
    "means.propose": (
        {**_proposal, "cell": is_cell, "to": office, "what": text(280)},
        {"barrier": word, "amount": count, "due": instant},
    ),
    "means.answer": (
        {**_proposal, "answer": one_of("accept", "less", "decline")},
        {
            **_note,
            "amount": count,
            "reason": one_of("few_officers", "no_means", "other_duty", "not_ours", "other"),
        },
    ),
    "commitment.make": (
        {**_commitment, "what": text(280), "due": instant, "confirms": office},
        {"cell": is_cell, "barrier": word, "proposal": code},
    ),
    "commitment.done": (_commitment, {**_note, "photos": _photos}),
    "commitment.confirm": (
        {**_commitment, "answer": one_of("done", "not_done")},
        {**_note, "photos": _photos},
    ),
}
UNDERSTANDING: Mapping[str, tuple[Body, Body]] = {**_ASSESSING, **_RAKOR, **_DEEDS}
"""Each kind: the fields its body must have and those it may have."""
ROUNDS = ("round.open", "round.close", "rating.commit", "rating.reveal")
ENDINGS = ("cell.end", "dissent.state")
RAKOR = tuple(_RAKOR)
MEANS = ("means.propose", "means.answer")
COMMITMENTS = ("commitment.make", "commitment.done", "commitment.confirm")
COPIED = frozenset({"instrument.state", "rakor.attend"})
"""What of these may be copied from another's paper: its published list, its name on a list of who came."""
