"""The way in, a few tries at a time."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse

from sepaham.gateways.limits import Limit
from sepaham.records.access import Access, access

TRIES = Limit(rate=1 / 30, burst=10)
"""Ten tries at once from one address for one account, then one each half minute."""
TRIES_OF_ADDRESS = Limit(rate=1 / 3, burst=100)
"""Tries from one address for whatever accounts: an office behind one address signs in each morning."""


def may_try(request: HttpRequest, account: str) -> bool:
    """Tell whether a password may be tried for an account from where the request comes."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    return TRIES_OF_ADDRESS.allows(address) and TRIES.allows(f"{address} {account[:150]}")


class SignIn(LoginView):
    """Asks for account and password; who guesses is made to wait."""

    template_name = "sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check one try, unless there were too many."""
        if not may_try(request, request.POST.get("username", "")):
            context = self.get_context_data(form=self.get_form_class()(request), wait=True)
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let the account in, or ask for its second factor first."""
        found: HttpResponse = perform_login(
            self.request, form.get_user(), redirect_url=self.get_success_url()
        )
        return found


sign_in = access(Access.PUBLIC)(SignIn.as_view())
