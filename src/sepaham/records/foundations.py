"""The base facts a log rests on, as it declares them, and what of its plan was used."""

from django.db.models import Q

from sepaham.domain.plan import Plan, plan_from_bytes
from sepaham.exchange.envelopes import statement_in
from sepaham.records.custody import Load
from sepaham.records.log import Disclosure, Log, Statement, blob


def declared(*, log: Log, what: str) -> str:
    """Return the hash of the base fact of a kind in force: the last the log declares; '' before any."""
    rows = Statement.objects.filter(log=log, kind="base.declare").order_by("-index")
    for index in rows.values_list("index", flat=True):
        envelope = Disclosure.objects.filter(log=log, index=index).values_list("envelope", flat=True).first()
        body = statement_in(bytes(envelope)).body if envelope else {}
        if body.get("what") == what:
            return str(body["sha256"])
    return ""


def plan_in_force(log: Log) -> Plan:
    """Return the plan a log declares."""
    return plan_from_bytes(blob(declared(log=log, what="plan")))


def moved_lists(log: Log) -> frozenset[str]:
    """Return the hashes of the load lists of which anything was stated or seen."""
    rows = Load.objects.filter(log=log).filter(~Q(source="") | Q(seen__gt=0))
    return frozenset(rows.values_list("hash", flat=True))
