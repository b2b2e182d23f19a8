"""The movement plan: the one in force, proposals asked for, made in the background, looked at and adopted."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from sepaham.actions.movement import ProposalError, adopt, ask_movement, cancel_proposal
from sepaham.domain.base import Level, level_of
from sepaham.domain.loads import LEGS
from sepaham.domain.orders import Order
from sepaham.domain.replan import difference
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.trips import VEHICLES as KINDS
from sepaham.domain.words import write_number
from sepaham.gateways.keys import gateway_signer
from sepaham.jobs import planning
from sepaham.records import movement as records
from sepaham.records.access import Access, access
from sepaham.records.foundations import movement_in_force, plan_in_force
from sepaham.records.movement import ADOPTED, INFEASIBLE, READY, UNDER_WAY, Proposal
from sepaham.web.choosing import below, chosen
from sepaham.web.fields import Fields
from sepaham.web.plan_view import NOW, Look, look, plan_reader, plans, stale
from sepaham.web.present import plan as told
from sepaham.web.present import proposals as proposed
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.present.trips import VEHICLES
from sepaham.web.reader import Reader, head_of, in_log, region_asked
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422
SHOWN = 8
"""Proposals listed on the page of the plan in force."""


@access(Access.SIGNED_IN)
@require_safe
@in_log
def plan(request: HttpRequest) -> HttpResponse:
    """Show the movement plan in force, what was proposed lately, and how to have one proposed."""
    return _overview(request, plan_reader(request))


def _overview(request: HttpRequest, r: Reader, fields: Fields | None = None) -> HttpResponse:
    region = region_asked(request, r.scope)
    found = list(records.proposals(log=r.log)[:SHOWN])
    try:
        seen = look(request, NOW, r=r)
    except Http404:
        seen = None
    page: dict[str, Any] = {
        **_frame(r, region),
        "proposals": [proposed.line(row, r.language, r.names) for row in found],
        "plans": plans(r),
        "stale": stale(r),
        "legs": [(leg, LEG_NAMES[leg].say(r.language, {})) for leg in LEGS],
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
    }
    if seen is None:
        return render(request, "plan/none.html", page, status=WRONG if fields else 200)
    answer = _shown(request, seen, "plan/plan.html", page)
    answer.status_code = WRONG if fields else answer.status_code
    return answer


def _frame(r: Reader, region: str) -> dict[str, Any]:
    return {"head": head_of(region), "region": region, "place": r.place(region), "regions": below(r, region)}


def _shown(request: HttpRequest, seen: Look, template: str, page: dict[str, Any]) -> HttpResponse:
    """Answer with a plan's answer, its figures and its journeys as a table."""
    r = seen.r
    legs = {leg: LEG_NAMES[leg].say(r.language, {}) for leg in LEGS}
    states = {key: say(text, r.language) for key, text in told.STATES.items()}
    kinds = {kind: say(VEHICLES[kind], r.language) for kind in KINDS}
    leg, state, kind = (chosen(request, *one) for one in (("leg", legs), ("state", states), ("kind", kinds)))
    journeys = [j for j in seen.journeys if told.fits(j, seen.lists, leg=leg, state=state)]
    journeys = [j for j in journeys if not kind or _kind(seen, j.vehicle) == kind]
    page |= {
        "which": seen.which,
        "answer": _answer(seen),
        "figures": told.figures(seen.movement, seen.journeys, seen.lists_here, r.language),
        "rehearsal": _rehearsal(seen),
        "basis": proposed.basis(seen.movement, seen.proposal, r.language),
        "leg_choices": legs.items(),
        "states": states.items(),
        "kinds": kinds.items(),
        "leg": leg,
        "state": state,
        "kind": kind,
    }
    table = told.table(
        journeys,
        seen.lists,
        r.language,
        r.names,
        called=seen.called,
        href=lambda id_: seen.href("plan-journey", id_),
    )
    return respond(request, table, template, page)


def _answer(seen: Look) -> Answer:
    """Return whether all is complete in time; a plan that falls short elsewhere is not called complete."""
    lists, language = seen.lists_here, seen.r.language
    answer = told.answer(told.reach(seen.movement, lists), language, seen.region)
    if answer.state is State.SERIOUS:
        return answer
    left = sum(hash_ in lists for hash_ in seen.movement.left)
    whole = level_of(seen.region) <= Level.KABUPATEN
    short = whole and seen.proposal is not None and seen.proposal.status == INFEASIBLE
    rest = say("{number} muatan ruas lain tidak terangkut", language, number=write_number(left, language))
    return replace(
        answer, state=State.SERIOUS if left or short else answer.state, rest=rest if left else answer.rest
    )


def _rehearsal(seen: Look) -> proposed.Rehearsal | None:
    """Return how the whole plan fared on sampled days, to who answers for the whole of it."""
    whole = level_of(seen.r.scope.region) <= Level.KABUPATEN
    return proposed.rehearsal(seen.proposal, seen.r.language, seen.r.names, seen.href) if whole else None


def _kind(seen: Look, vehicle: str) -> str:
    row = seen.vehicles.get(vehicle)
    return row.kind if row else ""


@access(Access.SIGNED_IN)
@require_POST
@in_log
def ask(request: HttpRequest) -> HttpResponse:
    """Have a movement plan proposed in the background; only KPU asks."""
    r = plan_reader(request)
    office = plans(r)
    if not office:
        raise Http404
    busy = records.under_way(log=r.log)
    if busy is not None:
        return redirect("proposal", busy.pk)
    fields = Fields(request.POST.dict(), r.language)
    order = _order(fields, request.POST.getlist("leg"))
    if fields.problems:
        return _overview(request, r, fields)
    row = ask_movement(log=r.log, order=order, by=office, at=r.at)
    planning.JOBS.start(settings.INSTANCE, row.pk)
    return redirect("proposal", row.pk)


def _order(fields: Fields, legs: list[str]) -> Order:
    """Return what a form asks for."""
    seconds = fields.typed("by") == "seconds"
    most = proposed.MOST_SECONDS if seconds else proposed.MOST_ITERATIONS
    label = "Detik" if seconds else "Putaran"
    bound = fields.number("seconds" if seconds else "iterations", label, most=most) or 0
    if not bound and not fields.problems:
        fields.refuse("{field}: isi lebih dari nol.", field=fields.label(label))
    return Order(
        legs=tuple(leg for leg in LEGS if leg in legs),
        seed=fields.number("seed", "Benih acak", most=proposed.MOST_SEED) or 0,
        iterations=0 if seconds else bound,
        seconds=float(bound) if seconds else 0.0,
        scratch=bool(fields.typed("scratch")),
    )


@access(Access.SIGNED_IN)
@require_safe
@in_log
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """Show a proposal: how far it is, why it failed, or what it would do."""
    r = plan_reader(request)
    return _proposal(request, r, _row(r, key))


def _proposal(request: HttpRequest, r: Reader, row: Proposal, refused: str = "") -> HttpResponse:
    region = region_asked(request, r.scope)
    page = {**_frame(r, region), "line": proposed.line(row, r.language, r.names), "plans": plans(r)}
    if row.status in UNDER_WAY:
        return render(request, "plan/making.html", page | _progress(r, row))
    if not row.file:
        return render(request, "plan/failed.html", page | {"failure": row.failure})
    page |= {
        "refused": refused,
        "why": proposed.why(row, r.language),
        "changes": _changes(r, row),
        "adoptable": row.status in {READY, INFEASIBLE} and bool(plans(r)),
    }
    answer = _shown(request, look(request, str(row.pk), r=r), "plan/proposal.html", page)
    answer.status_code = WRONG if refused else answer.status_code
    return answer


def _changes(r: Reader, row: Proposal) -> proposed.Changes | None:
    """Return what a proposal changes of the plan in force; None where none is, or where it is that."""
    before, after = movement_in_force(r.log), row.movement
    if before is None or after is None or row.status == ADOPTED:
        return None
    found = difference(before, after, lists=plan_in_force(r.log).lists)
    return proposed.changes(found, r.language, r.names, covers=r.scope.covers)


def _row(r: Reader, key: int) -> Proposal:
    row = records.proposal(log=r.log, key=key)
    if row is None:
        raise Http404
    return row


def _progress(r: Reader, row: Proposal) -> dict[str, Any]:
    return {"progress": proposed.progress(row, r.at, r.language, r.names)}


@access(Access.SIGNED_IN)
@require_safe
@in_log
def progress(request: HttpRequest, key: int) -> HttpResponse:
    """Give the part of a proposal's page that says how far it is; another answer where it has ended."""
    r = plan_reader(request)
    row = _row(r, key)
    if row.status not in UNDER_WAY:
        return HttpResponse(status=204)
    return render(request, "plan/_progress.html", _progress(r, row))


@access(Access.SIGNED_IN)
@require_POST
@in_log
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Stop a proposal that is being made."""
    r = plan_reader(request)
    if not plans(r):
        raise Http404
    cancel_proposal(key=_row(r, key).pk, at=r.at)
    return redirect("proposal", key)


@access(Access.SIGNED_IN)
@require_POST
@in_log
def adopt_proposal(request: HttpRequest, key: int) -> HttpResponse:
    """Put a proposal in force, on KPU's order; the gateway signs its hash into the log."""
    r = plan_reader(request)
    row = _row(r, key)
    if not (plans(r) and row.status in {READY, INFEASIBLE} and request.POST.get("sure")):
        raise Http404
    gateway = gateway_signer(settings.INSTANCE, r.log.origin)
    try:
        adopt(log=r.log, key=row.pk, gateway=gateway, at=r.at, incomplete=row.status == INFEASIBLE)
    except ProposalError as error:
        return _proposal(request, r, _row(r, key), proposed.refused(error.code, r.language))
    return redirect(f"{reverse('plan')}?adopted={row.pk}")


urlpatterns = [
    path("plan", plan, name="plan"),
    path("plan/ask", ask, name="plan-ask"),
    path("plan/<int:key>", proposal, name="proposal"),
    path("plan/<int:key>/progress", progress, name="plan-progress"),
    path("plan/<int:key>/cancel", cancel, name="plan-cancel"),
    path("plan/<int:key>/adopt", adopt_proposal, name="plan-adopt"),
]
