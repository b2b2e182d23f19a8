"""The way in, a few tries at a time."""

from typing import Any

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse

from sepaham.gateways.limits import Limit
from sepaham.records.access import Access, access

TRIES = Limit(rate=1 / 30, burst=10)
"""Ten tries at once from one address for one account, then one each half minute."""
TRIES_OF_ADDRESS = Limit(rate=1 / 3, burst=100)
"""Tries from one address for whatever accounts: an office behind one address signs in each morning."""


class SignIn(LoginView):
    """Asks for account and password; who guesses is made to wait."""

    template_name = "sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check one try, unless there were too many."""
        account, address = request.POST.get("username", "")[:150], str(request.META.get("REMOTE_ADDR", ""))
        if not (TRIES_OF_ADDRESS.allows(address) and TRIES.allows(f"{address} {account}")):
            context = self.get_context_data(form=self.get_form_class()(request), wait=True)
            return self.render_to_response(context, status=429)
        return super().post(request, *args, **kwargs)


sign_in = access(Access.PUBLIC)(SignIn.as_view())
