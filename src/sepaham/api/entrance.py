"""Who may read through the API: a signed-in account, with its second factor where one is demanded."""

from typing import Any

from django.http import HttpRequest
from ninja.security import SessionAuth

from sepaham.records.access import owes_second_factor


class DeskAuth(SessionAuth):
    """A browser's session, as the desk's pages ask for it."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Return the account, or None where it must sign in or take its second factor first."""
        del key
        account = request.user
        return account if account.is_authenticated and not owes_second_factor(account) else None


desk_auth = DeskAuth()
