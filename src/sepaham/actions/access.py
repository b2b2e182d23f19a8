"""What the operator does with a way in: a new password, no second factor any more, shut or opened again."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from sepaham.actions.sessions import end_sessions
from sepaham.errors import SepahamError
from sepaham.records.people import Account


class NoAccountError(SepahamError):
    """There is no account of that name."""


def find_account(*, username: str) -> Account:
    """
    Return the account of a name.

    Raises:
        NoAccountError: There is none.
    """
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise NoAccountError(
            f"There is no account {username!r}; `sepaham account list` names them all.", "account.none"
        )
    return found


def give_password(*, account: Account, password: str, at: datetime) -> None:
    """Give an account a password, checked by the caller, and sign it out everywhere."""
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        end_sessions(account=account, at=at)


def drop_second_factor(*, account: Account, at: datetime) -> int:
    """Take an account's second factors away, and sign it out everywhere; return how many there were."""
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user=account).delete()
        end_sessions(account=account, at=at)
        return gone


def shut_account(*, account: Account, at: datetime) -> None:
    """Let an account in no more, and sign it out everywhere; what it did stays."""
    with transaction.atomic():
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions(account=account, at=at)


def reopen_account(*, account: Account) -> None:
    """Let an account that was shut in again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
