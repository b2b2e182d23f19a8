"""Invitations to enrol a device: a one-time code from the office above, and what came of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import models

from sepaham.domain.authority import stands_above
from sepaham.domain.register import LINES
from sepaham.domain.register import Office as OfficeValue
from sepaham.records.facts import devices
from sepaham.records.log import Log, Statement
from sepaham.records.register import Office


class Invitation(models.Model):
    """
    A code by which one device may ask to be enrolled for an office.

    The code itself is never kept, only its hash. A claimed invitation holds the key that asks; the office
    above hears the spoken words, compares, and signs the enrolment.
    """

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    office = models.CharField(max_length=64)
    inviter = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=64, blank=True)
    algorithm = models.CharField(max_length=10, blank=True)
    key = models.CharField(max_length=120, blank=True)
    proof = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Table options."""

        db_table = "invitation"
        indexes = [models.Index(fields=["log", "inviter"], name="invitation_inviter")]


class Standing(StrEnum):
    """How far an invitation has come."""

    OPEN = "open"
    WAITING = "waiting"
    ENROLLED = "enrolled"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invited:
    """
    An invitation as pages and commands tell of it.

    Attributes:
        office: For whom a device is invited.
        inviter: The office right above.
        claimed_at: When a new key asked; None while nobody did.
        device, algorithm, key, proof, phone: The key that asked and its phone; empty while nobody did.
    """

    id: int
    office: str
    inviter: str
    made_at: datetime
    expires_at: datetime
    claimed_at: datetime | None
    device: str
    algorithm: str
    key: str
    proof: str
    phone: str
    standing: Standing

    def enrolment(self) -> dict[str, str]:
        """Return the body of the statement that enrols the key that asked."""
        body = {
            "device": self.device,
            "algorithm": self.algorithm,
            "key": self.key,
            "office": self.office,
            "proof": self.proof,
        }
        return {**body, "phone": self.phone} if self.phone else body


def invitations(*, log: Log, inviters: Collection[str], at: datetime) -> list[Invited]:
    """Return what some offices invited and is not settled yet: codes still good, and keys that wait."""
    rows = Invitation.objects.filter(log=log, inviter__in=list(inviters), withdrawn_at=None)
    found = (invitation_value(row, at) for row in rows.order_by("made_at", "id"))
    return [one for one in found if one.standing in {Standing.OPEN, Standing.WAITING}]


def standing_of(*, log: Log, device: str, at: datetime) -> Standing | None:
    """Return how far a device has come; None where nobody of that name asked."""
    enrolled = devices(log=log, device=device)
    if enrolled:
        return Standing.REVOKED if enrolled[0].revoked else Standing.ENROLLED
    row = Invitation.objects.filter(log=log, device=device).order_by("-id").first()
    return invitation_value(row, at).standing if row else None


def offices_below(posts: Iterable[OfficeValue]) -> list[str]:
    """Return the offices right below some posts, in the order of their lines and codes."""
    found: dict[str, None] = {}
    for post in posts:
        for line in (line for line in LINES.values() if line.above == post.line):
            near = models.Q()
            for area in post.regions:
                near |= models.Q(id__startswith=f"{line.code}:{area}")
            ids = Office.objects.filter(near, line=line.code).order_by("id").values_list("id", flat=True)
            found |= dict.fromkeys(id_ for id_ in ids if stands_above(post, id_))
    return list(found)


def last_words(*, log: Log, offices: Collection[str]) -> dict[str, datetime]:
    """Return when offices last stated something themselves."""
    rows = Statement.objects.filter(log=log, office__in=list(offices)).values_list("office")
    return dict(rows.annotate(last=models.Max("received_at")))


def invitation_value(row: Invitation, at: datetime) -> Invited:
    """Return a row as a value, as it stands at an hour."""
    return Invited(
        id=row.pk,
        office=row.office,
        inviter=row.inviter,
        made_at=row.made_at,
        expires_at=row.expires_at,
        claimed_at=row.claimed_at,
        device=row.device,
        algorithm=row.algorithm,
        key=row.key,
        proof=row.proof,
        phone=row.phone,
        standing=_standing(row, at),
    )


def _standing(row: Invitation, at: datetime) -> Standing:
    if row.device and (enrolled := devices(log=row.log, device=row.device)):
        return Standing.REVOKED if enrolled[0].revoked else Standing.ENROLLED
    if row.withdrawn_at:
        return Standing.WITHDRAWN
    if row.device:
        return Standing.WAITING
    return Standing.OPEN if at < row.expires_at else Standing.EXPIRED
