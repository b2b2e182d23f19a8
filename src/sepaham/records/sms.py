"""Text messages: the one-time codes offices hold, and what came of each message, without number or text."""

from datetime import datetime

from django.db import models

from sepaham.exchange.sms import Task
from sepaham.records import acts
from sepaham.records.custody import Load
from sepaham.records.log import Log


class SmsCode(models.Model):
    """A code by which one office states one thing by text message, once; kept only by its hash."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    office = models.CharField(max_length=64)
    verb = models.CharField(max_length=8)
    subject = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    entry = models.PositiveBigIntegerField(null=True)

    class Meta:
        """Table options."""

        db_table = "sms_code"
        indexes = [models.Index(fields=["log", "office"], name="sms_code_office")]


class SmsMessage(models.Model):
    """A message that came, by the hashes of its name and sender, and what was answered, to say it again."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    key = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=64)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    entry = models.PositiveBigIntegerField(null=True)
    reply = models.CharField(max_length=320)

    class Meta:
        """Table options."""

        db_table = "sms_message"
        indexes = [models.Index(fields=["sender", "at"], name="sms_message_sender")]


def tasks(*, log: Log, office: str, nights: bool) -> list[Task]:
    """
    Return what an office may state by message, in the order of the way.

    Args:
        log: Whose lists.
        office: Who gives or receives.
        nights: Whether it reports of the night.
    """
    near = Load.objects.filter(models.Q(giver=office) | models.Q(receiver=office), log=log)
    loads = acts.loads(log=log, hashes=near.values_list("hash", flat=True))
    moves = [
        Task("give" if load.giver == office else "receive", hash_, load)
        for hash_, load in sorted(loads.items(), key=lambda one: (one[1].stage, one[1].region, one[0]))
    ]
    return [*moves, *(Task("night", slot) for slot in ("22", "05") if nights)]


def wrong_since(*, sender: str, since: datetime) -> int:
    """Return how many messages of a sender were not understood, or bore no good code, since an hour."""
    return SmsMessage.objects.filter(sender=sender, at__gte=since, outcome="refused").count()
