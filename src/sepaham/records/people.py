"""
Accounts, people and the offices they hold.

Names, phones and addresses live here alone and never in a statement: a person's row can be erased and every
proof stays whole.
"""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class Account(AbstractUser):
    """One person's way in."""

    class Meta:
        """Table options."""

        db_table = "account"


class Hat(models.Model):
    """An office a person speaks and looks for at the desk; a person may hold several."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="hats")
    office = models.CharField(max_length=64)

    class Meta:
        """Table options."""

        db_table = "hat"
        constraints = [models.UniqueConstraint(fields=["account", "office"], name="hat_once")]


class Person(models.Model):
    """Who can be called: a name and a phone, with the account they sign in with, if any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    account = models.OneToOneField(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    changed_at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "person"
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="person_has_name")]


class Post(models.Model):
    """An office a person holds, and as what: ``ketua``, ``anggota``, ``sekretaris``."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts")
    office = models.CharField(max_length=64, db_index=True)
    title = models.CharField(max_length=60, blank=True)

    class Meta:
        """Table options."""

        db_table = "post"
        constraints = [models.UniqueConstraint(fields=["person", "office"], name="post_once")]


class Preference(models.Model):
    """What an account chose for itself: the columns it copies out, when it last read its notices."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="preferences")
    key = models.CharField(max_length=60)
    value = models.JSONField()

    class Meta:
        """Table options."""

        db_table = "preference"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="preference_once")]


class RestrictedRead(models.Model):
    """Who looked at a restricted record, for which office, and when; only ever added to."""

    account = models.CharField(max_length=150)
    office = models.CharField(max_length=64)
    what = models.CharField(max_length=32)
    subject = models.CharField(max_length=120)
    region = models.CharField(max_length=20)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """Table options."""

        db_table = "restricted_read"


COLUMNS = "columns.{table}"
"""The preference that holds which columns of a table an account copies out."""


def chosen_columns(*, account: Account, table: str) -> list[str]:
    """Return the columns an account copies out of a table, in its order; none until it chose."""
    rows = Preference.objects.filter(account=account, key=COLUMNS.format(table=table)[:60])
    found = rows.values_list("value", flat=True).first()
    return [key for key in found if isinstance(key, str)] if isinstance(found, list) else []


def keeps_register(account: Account) -> bool:
    """Tell whether an account may bring in and change the register: KPU of the kabupaten, or the operator."""
    if not account.is_authenticated:
        return False
    hats = Hat.objects.filter(account=account)
    return (
        account.is_staff
        or hats.filter(Q(office__startswith="kpu:") | Q(office__startswith="gateway:")).exists()
    )


def people_counted() -> int:
    """Return how many people are recorded."""
    return Person.objects.count()


def called(account: Account) -> str:
    """Return what whoever signs in with an account is called: the person's name, else the account's."""
    name = Person.objects.filter(account=account).values_list("name", flat=True).first()
    return name or account.get_username()


def account_of(username: str) -> Account:
    """Return the account of a name."""
    return Account.objects.get(username=username)
