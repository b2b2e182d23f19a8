"""Pages of keys: what this browser holds, the devices of offices, inviting, confirming and revoking them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions import enrolment
from sepaham.actions.gateway import gateway_office
from sepaham.domain.authority import stands_above
from sepaham.domain.base import ancestor
from sepaham.domain.devices import Device
from sepaham.domain.enrolment import CODE_LASTS, write_code
from sepaham.domain.register import LINES, Office, office_id
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import spoken
from sepaham.records import acts, facts
from sepaham.records import enrolment as invitations
from sepaham.records.access import Access, access
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.present import devices as shown
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say

_WRONG = 422


@dataclass(frozen=True, slots=True)
class _House:
    """The reader's offices, those right below them, and the devices of all of these."""

    posts: tuple[Office, ...]
    below: list[str]
    devices: list[Device]

    def above(self, office: str) -> str:
        """Return which of the reader's offices stands right above another; '' when none does."""
        return next((post.id for post in self.posts if stands_above(post, office)), "")


def _house(r: Reader) -> _House:
    posts = acts.posts(r.offices)
    below = invitations.offices_below(posts)
    near = {*r.offices, *below}
    return _House(posts, below, [one for one in facts.devices(log=r.log) if one.office in near])


def _above(office: str, r: Reader) -> str:
    """Return what the office right above another is called."""
    line, _, seat = office.partition(":")
    upper = LINES[LINES[line].above] if line in LINES and LINES[line].above else None
    if upper is None or upper.code == "gateway":
        return say("pengelola sistem", r.language)
    return r.place(office_id(upper.code, ancestor(seat, upper.level)))


@access(Access.SIGNED_IN)
@require_safe
@in_log
def device(request: HttpRequest) -> HttpResponse:
    """Show which keys this browser holds and take a code; its script fills the page."""
    r = reader(request)
    if not r.offices:
        return render(request, "no_office.html")
    signing = [office for office in r.offices if office != gateway_office(r.log.origin)]
    if not signing:
        return redirect("devices")  # The gateway signs with the server's own key.
    page = {
        "head": head_of(r.scope.region),
        "place": {"log": r.log.origin, "offices": signing},
        "offices": [(office, r.place(office), _above(office, r)) for office in signing],
        "minutes": int(CODE_LASTS.total_seconds()) // 60,
    }
    return render(request, "devices/device.html", page)


@access(Access.SIGNED_IN)
@require_safe
@in_log
@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    """Show the devices of the reader's offices and of those right below; who asks for a key stands first."""
    r = reader(request)
    return _devices(request, r) if r.offices else render(request, "no_office.html")


def _devices(request: HttpRequest, r: Reader, problem: str = "") -> HttpResponse:
    house, now = _house(r), timezone.now()
    invited = invitations.invitations(log=r.log, inviters=r.offices, at=now)
    asking = shown.asking(invited, r.log.origin, spoken(), r.language, r.names)
    able = {one.office for one in house.devices if not one.revoked}
    page = {
        "head": head_of(r.scope.region),
        "browser": set(r.offices) != {gateway_office(r.log.origin)},
        "answer": shown.answer(house.devices, house.below, len(asking), r.language),
        "asking": asking,
        "out": shown.out(invited, r.language, r.names),
        "choices": shown.choices(house.below, able, r.language, r.names),
        "coded": [(office, r.place(office)) for office in house.below],
        "problems": [problem] if problem else [],
        "kept": kept(request, r),
    }
    last = invitations.last_words(log=r.log, offices={one.office for one in house.devices})
    table = shown.table(house.devices, last, r.language, r.names)
    answer = respond(request, table, "devices/devices.html", page)
    answer.status_code = _WRONG if problem else answer.status_code
    return answer


@access(Access.SIGNED_IN)
@require_POST
@in_log
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Make a code for a device of an office right below, and show it this once."""
    r = reader(request)
    office, now = request.POST.get("below", ""), timezone.now()
    inviter = _house(r).above(office) if ":" in office else ""
    if not inviter:
        return _devices(request, r, say(shown.PROBLEMS["enrolment.office"], r.language))
    try:
        code = enrolment.invite(log=r.log, inviter=inviter, office=office, at=now)
    except enrolment.EnrolmentError as error:
        return _devices(request, r, say(shown.PROBLEMS[error.code], r.language))
    page = {
        "head": head_of(inviter.partition(":")[2]),
        "code": write_code(code),
        "office": r.place(office),
        "region": inviter.partition(":")[2],
        "until": now + CODE_LASTS,
    }
    return render(request, "devices/invited.html", page)


@access(Access.SIGNED_IN)
@require_POST
@in_log
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take an invitation back: a code that is not needed, or a key whose words were others."""
    r = reader(request)
    found = _asked(request, r)
    enrolment.withdraw(log=r.log, inviter=found.inviter, invitation=found.id, at=timezone.now())
    return redirect("devices")


@access(Access.SIGNED_IN)
@require_POST
@in_log
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the signature that enrols a key whose words were the same; the gateway's is given here."""
    r = reader(request)
    found = _asked(request, r)
    if found.standing is not invitations.Standing.WAITING:
        raise Http404
    if found.inviter == gateway_office(r.log.origin):
        gateway = gateway_signer(settings.INSTANCE, r.log.origin)
        enrolment.enrol_head(log=r.log, invited=found, gateway=gateway, at=r.at)
        return redirect("devices")
    (asking,) = shown.asking([found], r.log.origin, spoken(), r.language, r.names)
    sentence = say(
        "{office} mendaftarkan perangkat {device} untuk {other}. Empat kata yang didengar: {words}.",
        r.language,
        office=r.place(found.inviter),
        device=asking.device,
        other=asking.office,
        words=asking.words,
    )
    draft = Draft("device.enrol", asking.region, found.enrolment())
    title = say("Sahkan kunci {office}", r.language, office=asking.office)
    return _to_sign(request, found.inviter, draft, sentence, title)


def _asked(request: HttpRequest, r: Reader) -> invitations.Invited:
    """Return the unsettled invitation a form names, if an office of the reader's made it."""
    sent = request.POST.get("invitation", "")
    found = invitations.invitations(log=r.log, inviters=r.offices, at=timezone.now())
    for one in found:
        if str(one.id) == sent:
            return one
    raise Http404


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Show one device; the office right above revokes it here."""
    r = reader(request)
    house = _house(r)
    found = next((one for one in house.devices if one.id == key), None)
    if found is None:
        raise Http404
    above = "" if found.revoked else house.above(found.office)
    if request.method == "POST":
        return _revoke(request, r, found, above)
    page = {
        "head": head_of(found.office.partition(":")[2]),
        "device": found,
        "short": found.id[: shown.SHOWN],
        "region": found.office.partition(":")[2],
        "office": r.place(found.office),
        "by": r.place(found.enrolled_by),
        "above": r.place(above) if above else "",
        "upper": _above(found.office, r),
        "reasons": [(reason, say(told, r.language)) for reason, told in shown.REASONS.items()],
    }
    return render(request, "devices/one.html", page)


def _revoke(request: HttpRequest, r: Reader, found: Device, above: str) -> HttpResponse:
    reason = request.POST.get("reason", "")
    if not above or reason not in shown.REASONS:
        raise Http404
    if above == gateway_office(r.log.origin):
        gateway = gateway_signer(settings.INSTANCE, r.log.origin)
        enrolment.revoke_head(log=r.log, device=found.id, reason=reason, gateway=gateway, at=r.at)
        return redirect("devices")
    sentence = say(
        "{office} mencabut perangkat {device} milik {other}: {reason}.",
        r.language,
        office=r.place(above),
        device=found.id[: shown.SHOWN],
        other=r.place(found.office),
        reason=say(shown.REASONS[reason], r.language),
    )
    draft = Draft("device.revoke", found.office.partition(":")[2], {"device": found.id, "reason": reason})
    title = say("Cabut perangkat {office}", r.language, office=r.place(found.office))
    return _to_sign(request, above, draft, sentence, title)


def _to_sign(request: HttpRequest, office: str, draft: Draft, sentence: str, title: str) -> HttpResponse:
    return ask_to_sign(
        request, office=office, drafts=[draft], sentences=[sentence], then=reverse("devices"), title=title
    )


urlpatterns = [
    path("device", device, name="device"),
    path("devices", devices, name="devices"),
    path("devices/invite", invite, name="device-invite"),
    path("devices/withdraw", withdraw, name="device-withdraw"),
    path("devices/confirm", confirm, name="device-confirm"),
    path("devices/<str:key>", one, name="device-one"),
]
