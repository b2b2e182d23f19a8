"""
What needs a look about a handover that was told by text message.

A message is heard and shown, but it is no account of an office's own: it says how many pieces, never which,
and whoever holds the sender's code may have sent it.
"""

from collections.abc import Iterator, Sequence

from sepaham.domain.custody import Act, Handover
from sepaham.domain.findings import Finding


def judge_messages(handover: Handover) -> Iterator[Finding]:
    """Yield what needs a look about the text messages among a handover's accounts."""
    for side, acts in (("give", handover.given), ("receive", handover.received)):
        if acts and acts[0].by_sms:
            yield from _short(handover, side, acts)
    if handover.given and handover.received:
        yield from _alone(handover)


def _short(handover: Handover, side: str, acts: Sequence[Act]) -> Iterator[Finding]:
    """Yield that a message counted other than the list, until its office says itself what there was."""
    first, expected, own = acts[0], len(handover.load.units), _own(acts)
    if first.pieces is None or first.pieces == expected:
        return
    yield Finding(
        rule="pieces_differ",
        subject=f"{handover.hash}:{side}",
        region=handover.load.region,
        since=first.at,
        until=own.at if own else None,
        values={
            **handover.load.route,
            "office": first.statement.actor,
            "stated": first.pieces,
            "expected": expected,
        },
        basis=(first.id, *([own.id] if own else [])),
        units=() if own else handover.load.units,
    )


def _alone(handover: Handover) -> Iterator[Finding]:
    """Yield that both sides spoke by message, until one of them states it itself."""
    both = (*handover.given, *handover.received)
    own = _own(sorted(both, key=lambda act: act.order))
    since = max(handover.given[0].at, handover.received[0].at)
    if not (handover.given[0].by_sms and handover.received[0].by_sms) or (own and own.at <= since):
        return
    yield Finding(
        rule="sms_alone",
        subject=handover.hash,
        region=handover.load.region,
        since=since,
        until=own.at if own else None,
        values=handover.load.route,
        basis=tuple(act.id for act in both),
        units=() if own else handover.load.units,
    )


def _own(acts: Sequence[Act]) -> Act | None:
    return next((act for act in acts if not act.by_sms), None)
