"""
An account's own doors: its second factor, its password, and the question for either.

The work is django-allauth's; the pages, the words and the addresses are ours. Its views find each other by
its own names of addresses, so those stay. There is no door to sign up, to reset by e-mail or to come from
another site: accounts are made, and mended, by the operator.
"""

import json
from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse_lazy
from django.utils import timezone

from sepaham.actions.sessions import end_sessions
from sepaham.records.access import Access, access, lacks_second_factor, owes_second_factor
from sepaham.records.sessions import KEY, open_sessions
from sepaham.web.sign_in import may_try, sign_in


def passkeys_work(request: HttpRequest) -> bool:
    """Tell whether a browser offers passkeys here: by HTTPS, or on the machine itself by its name."""
    return request.is_secure() or request.get_host().partition(":")[0] == "localhost"


class OwnAccount(IndexView):
    """What keeps the account: password, codes, passkeys, where it is signed in."""

    template_name = "account/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is owed and where the account is signed in."""
        account: Any = self.request.user
        since = timezone.now() - settings.SESSION_IDLE
        return {
            **super().get_context_data(**kwargs),
            "owes": owes_second_factor(account),
            "lacks": lacks_second_factor(account),
            "passkeys": passkeys_work(self.request),
            "signed_in": len(open_sessions(account=account, seen_since=since)),
            "changed": "changed" in self.request.GET,
        }


_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
"""What reading an answer that is no passkey's runs into."""


class PasskeyAnswer(AuthenticateWebAuthnForm):
    """What a browser says a passkey answered."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey, or refuse what is none."""
        try:
            return super().clean_credential()
        except _UNREADABLE as error:
            raise ValidationError("This is no passkey's answer.", "passkey") from error


class NewPasskey(AddWebAuthnForm):
    """What a browser says of a passkey it made."""

    def clean(self) -> dict[str, Any]:
        """Return the fields, or refuse what is no passkey."""
        try:
            return super().clean()
        except _UNREADABLE as error:
            raise ValidationError("This is no passkey.", "passkey") from error


class SecondStep(AuthenticateView):
    """Asks for a code or a passkey once the password was right."""

    webauthn_form_class = PasskeyAnswer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the browser what to ask a passkey for, where the account has one."""
        page = super().get_context_data(**kwargs)
        asked = page["js_data"]["request_options"]
        return {**page, "options": json.dumps(asked) if asked["publicKey"]["allowCredentials"] else ""}


class AddPasskey(AddWebAuthnView):
    """Takes a new passkey."""

    form_class = NewPasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the browser what to make a passkey for; a form that failed tells so."""
        page = {**super().get_context_data(**kwargs), **kwargs}
        return {**page, "options": json.dumps(page["js_data"]["creation_options"])}


class RemovePasskey(RemoveWebAuthnView):
    """Takes one passkey away."""

    success_url = reverse_lazy("mfa_index")


class ChangePassword(PasswordChangeView):
    """Takes the old password and the new one twice; every other browser is signed out."""

    template_name = "account/password.html"
    success_url = reverse_lazy("mfa_index", query={"changed": "1"})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one try, unless there were too many."""
        if not may_try(request, request.user.get_username()):
            context = self.get_context_data(form=self.get_form_class()(request.user), wait=True)
            return self.render_to_response(context, status=429)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep the new password and end the account's other sessions."""
        answer: HttpResponse = super().form_valid(form)
        account: Any = self.request.user
        end_sessions(account=account, at=timezone.now(), but=self.request.session.get(KEY, ""))
        return answer


_own = access(Access.OWN)

urlpatterns = [
    path("account", _own(OwnAccount.as_view()), name="mfa_index"),
    path("account/password", _own(ChangePassword.as_view()), name="password"),
    path("account/confirm", _own(ReauthenticateView.as_view()), name="account_reauthenticate"),
    path("account/codes", _own(ActivateTOTPView.as_view()), name="mfa_activate_totp"),
    path("account/codes/off", _own(DeactivateTOTPView.as_view()), name="mfa_deactivate_totp"),
    path("account/recovery", _own(ViewRecoveryCodesView.as_view()), name="mfa_view_recovery_codes"),
    path(
        "account/recovery/new", _own(GenerateRecoveryCodesView.as_view()), name="mfa_generate_recovery_codes"
    ),
    path("account/passkey", _own(AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("account/passkey/<int:pk>/off", _own(RemovePasskey.as_view()), name="mfa_remove_webauthn"),
    path("sign-in/code", access(Access.PUBLIC)(SecondStep.as_view()), name="mfa_authenticate"),
    path("sign-in", sign_in, name="account_login"),
]
