"""The rules of `watching` tried on given tracks: faults planted, alerts raised, both compared."""

from collections.abc import Mapping, Sequence

from sepaham.domain.tracking import Corridor, Event, Rules, Track
from sepaham.simulator.lawful import find, lawful
from sepaham.simulator.planting import Fix, Planting, plant
from sepaham.simulator.track_score import DAY, TrackScore, score_tracks


def try_rules(
    tracks: Mapping[str, Sequence[Fix]],
    events: Mapping[str, Sequence[Event]],
    *,
    rules: Rules,
    corridor: Corridor | None,
    width: float,
    number: int,
    seed: int,
    window: float,
) -> tuple[Planting, TrackScore]:
    """
    Return what was planted and how well it was found.

    Args:
        tracks: Each device's positions, in any order.
        events: What each did by itself.
        rules: What counts.
        corridor: Where all may be; None where each one's own way is its corridor.
        width: The metres beside a way that are still on it.
        number: How many faults, and as many harmless twins.
        seed: What chance begins from.
        window: An alert counts that comes so many seconds after its fault began.
    """
    own = {uid: _believed(track, rules) for uid, track in tracks.items()}
    plans = {uid: lawful(track, events[uid]) for uid, track in own.items()}
    given = {uid: corridor or plan.corridor(width) for uid, plan in plans.items()}
    made = plant(own, events, corridor=given.__getitem__, number=number, seed=seed)
    alerts = find(
        made.tracks,
        {uid: plans[of] for uid, of in made.plan_of.items()},
        rules=rules,
        corridors={
            uid: plans[of].corridor(width, made.detours[of])
            if of in made.detours and not corridor
            else given[of]
            for uid, of in made.plan_of.items()
        },
        stores=made.stores,
    )
    own_doing = {
        uid: [(e.kind, made.later(of, e.started), made.later(of, e.ended)) for e in events[of]]
        for uid, of in made.plan_of.items()
    }
    score = score_tracks(alerts, made.truth, given=own_doing, window=window, device_days=_days(made, events))
    return made, score


def _believed(track: Sequence[Fix], rules: Rules) -> list[Fix]:
    """Return the positions of a device that are believed, in order."""
    read, kept = Track(rules), list[Fix]()
    for fix in sorted(track, key=lambda fix: fix[0]):
        read.take(*fix)
        if read.at == fix[0] and not (kept and kept[-1][0] == fix[0]):
            kept.append(fix)
    return kept


def _days(made: Planting, events: Mapping[str, Sequence[Event]]) -> float:
    """Return how many days all devices were heard."""
    whole = sum(track[-1][0] - track[0][0] for track in made.tracks.values() if track)
    silent = sum(e.seconds for told in events.values() for e in told if e.kind == "silence")
    return max(0.0, whole - silent) / DAY
