"""What django-allauth asks the house: who may have an account, how to be sure, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from sepaham.crypto.boxes import open_text, seal_text


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the operator; who must be sure asks for the password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        del request
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the one way to show again who one is."""
        return [way for way in super().get_reauthentication_methods(user) if way["id"] == "reauthenticate"]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are locked with a key of the instance; an authenticator app shows the account's name alone."""

    def encrypt(self, text: str) -> str:
        """Return a secret as the table keeps it."""
        return seal_text(settings.INSTANCE.secret("second-factor"), text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret from what the table keeps."""
        return open_text(settings.INSTANCE.secret("second-factor"), encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return under which name an authenticator app lists the account."""
        return f"Sepaham {self._get_site_name()}"

    def get_totp_label(self, user: Any) -> str:
        """Return the account's name, never its e-mail."""
        return str(user.get_username())
