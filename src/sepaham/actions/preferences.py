"""What an account chooses for itself."""

from collections.abc import Sequence

from sepaham.records.people import COLUMNS, Account, Preference

MOST_COLUMNS = 60


def keep_columns(*, account: Account, table: str, order: Sequence[str]) -> None:
    """
    Keep which columns of a table an account copies out, in which order; none is all of them.

    Args:
        account: Whose choice it is.
        table: The table's name.
        order: The columns' names.
    """
    key = COLUMNS.format(table=table)[:60]
    if not order:
        Preference.objects.filter(account=account, key=key).delete()
        return
    Preference.objects.update_or_create(
        account=account, key=key, defaults={"value": [column[:60] for column in order[:MOST_COLUMNS]]}
    )
