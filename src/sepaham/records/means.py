"""What a log tells of deeds: means proposed and answered, commitments made, declared done and confirmed."""

from sepaham.domain.commitments import Commitment, commitments_of
from sepaham.domain.means import Proposal, Suggestion, owner_at, proposals_for, proposals_of
from sepaham.domain.threats import Threats
from sepaham.domain.understanding import COMMITMENTS, MEANS
from sepaham.records import understanding
from sepaham.records.facts import facts
from sepaham.records.log import Log
from sepaham.records.rakor import post_over


def proposals(*, log: Log, code: str = "") -> list[Proposal]:
    """Return what was proposed, or the one of a code, in the order of the log."""
    return proposals_of(facts(log=log, kinds=MEANS, subject=code))


def commitments(*, log: Log, code: str = "") -> list[Commitment]:
    """Return the commitments, or the one of a code, in the order of the log."""
    return commitments_of(facts(log=log, kinds=COMMITMENTS, subject=code))


def suggestions(*, log: Log, shipped: Threats) -> list[Suggestion]:
    """Return what may be proposed by how cells ended and was not yet; `shipped` as in `understanding`."""
    made = {(one.cell, one.barrier) for one in (*proposals(log=log), *commitments(log=log))}
    return proposals_for(
        understanding.endings(log=log, shipped=shipped),
        understanding.threats(log=log, shipped=shipped),
        proposed=made,
        owner=owner,
    )


def owner(line: str, region: str) -> str:
    """Return the office that owns means of a line over an area; '' where the register has none."""
    return owner_at(line, region, post_over)
