"""Accounts of people and the offices whose hat they wear."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """One person's way in. Names live here alone and never in a statement."""

    class Meta:
        """Table options."""

        db_table = "account"


class Hat(models.Model):
    """An office a person speaks and looks for; a person may hold several."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="hats")
    office = models.CharField(max_length=64)

    class Meta:
        """Table options."""

        db_table = "hat"
        constraints = [models.UniqueConstraint(fields=["account", "office"], name="hat_once")]
