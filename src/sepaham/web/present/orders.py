"""Orders as pages show them: those past due first."""

from collections.abc import Iterable
from datetime import datetime

from sepaham.domain.findings import Names
from sepaham.domain.storage import Order
from sepaham.domain.words import Language
from sepaham.web.present.goods import Answer, title
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say


def is_late(order: Order, at: datetime) -> bool:
    """Tell whether an order was due by an hour and has not all come."""
    return order.due_at is not None and order.due_at <= at and order.came_at is None


def order_state(order: Order, at: datetime) -> State:
    """Return the shape of an order."""
    if order.came_at:
        return State.COMPLETE
    if is_late(order, at):
        return State.ATTENTION
    return State.MOVING if order.arrived else State.WAITING


def orders_answer(orders: Iterable[Order], at: datetime, language: Language) -> Answer:
    """Return how many orders have come."""
    told = list(orders)
    late, come = sum(is_late(order, at) for order in told), sum(bool(order.came_at) for order in told)
    state = State.ATTENTION if late else State.COMPLETE if come == len(told) else State.MOVING
    rest = say("{number} lewat jatuh tempo", language, number=late) if late else ""
    if not told:
        return Answer(State.WAITING, say("Belum ada pesanan", language))
    return Answer(state, say("{come} dari {all} pesanan tiba", language, come=come, all=len(told)), rest)


def orders_table(orders: Iterable[Order], at: datetime, language: Language, names: Names) -> Table:
    """Return the orders, those past due first."""
    heads = (
        ("order", "Pesanan", "text"),
        ("item", "Barang", "text"),
        ("pieces", "Dipesan", "number"),
        ("arrived", "Tiba", "number"),
        ("due", "Jatuh tempo", "day"),
        ("supplier", "Pemasok", "text"),
        ("document", "Nomor kontrak", "text"),
    )
    columns = tuple(Column(key, say(head, language), kind) for key, head, kind in heads)
    rows = tuple(
        Row(
            cells={
                "order": order.fact.body["order"],
                "item": title(order.fact.body["item"], language, names),
                "pieces": order.pieces,
                "arrived": order.arrived,
                **{key: order.fact.body.get(key, "") for key in ("due", "supplier", "document")},
            },
            state=order_state(order, at).value,
        )
        for order in sorted(
            orders, key=lambda o: (not is_late(o, at), o.fact.body.get("due", "9"), o.fact.key)
        )
    )
    return Table("orders", say("Pesanan", language), columns, rows)
