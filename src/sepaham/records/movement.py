"""Proposals of a movement plan: asked for, being made, ready or found impossible, and the one in force."""

from django.db import models
from django.db.models import Q

from sepaham.domain.movement import Movement, movement_from_bytes
from sepaham.records.log import Log

ASKED, RUNNING, READY = "asked", "running", "ready"
INFEASIBLE, FAILED, CANCELLED = "infeasible", "failed", "cancelled"
ADOPTED, SUPERSEDED = "adopted", "superseded"
STATUSES = (ASKED, RUNNING, READY, INFEASIBLE, FAILED, CANCELLED, ADOPTED, SUPERSEDED)
UNDER_WAY = (ASKED, RUNNING)
_MOST = 2**63 - 1


class Proposal(models.Model):
    """
    One asking for a movement plan, and what came of it.

    `options` is `domain.orders.Order` as JSON; `result` what `sepaham plan --json` answers; `file` the
    canonical movement, kept here until it is adopted and enters the log by its hash.
    """

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64, blank=True)
    options = models.JSONField(default=dict)
    status = models.CharField(max_length=12, default=ASKED)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    incumbent = models.BigIntegerField(null=True)
    step = models.CharField(max_length=64, blank=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    file = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        """Table options."""

        db_table = "proposal"
        indexes = [models.Index(fields=["log", "asked_at"], name="proposal_asked")]
        constraints = [models.CheckConstraint(condition=Q(status__in=STATUSES), name="proposal_status")]

    @property
    def movement(self) -> Movement | None:
        """Return the movement it holds; None where there is none."""
        return movement_from_bytes(bytes(self.file)) if self.file else None


def proposals(*, log: Log) -> "models.QuerySet[Proposal]":
    """Return a log's proposals without their files, the newest first."""
    return Proposal.objects.filter(log=log).defer("file").order_by("-asked_at", "-id")


def proposal(*, log: Log, key: int) -> Proposal | None:
    """Return one proposal of a log with its file; None where there is none of that number."""
    return Proposal.objects.filter(log=log, pk=key).first() if 0 < key <= _MOST else None


def under_way(*, log: Log) -> Proposal | None:
    """Return the newest proposal that is asked for or being made; None where all have ended."""
    return proposals(log=log).filter(status__in=UNDER_WAY).first()


def in_force(*, log: Log) -> Proposal | None:
    """Return the proposal that was put in force last; None where none was."""
    return Proposal.objects.filter(log=log, status=ADOPTED).order_by("-id").first()
