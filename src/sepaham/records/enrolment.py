"""Invitations to enrol a device: a one-time code from the office above, and what came of it."""

from django.db import models

from sepaham.records.log import Log


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
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Table options."""

        db_table = "invitation"
        indexes = [models.Index(fields=["log", "inviter"], name="invitation_inviter")]
