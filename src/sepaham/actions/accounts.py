"""Accounts and the hats they wear."""

from collections.abc import Sequence

from django.db import transaction

from sepaham.domain.register import office_id
from sepaham.records.people import Account, Hat
from sepaham.records.register import kabupaten


def add_account(*, username: str, password: str, offices: Sequence[str], operator: bool = False) -> Account:
    """
    Add an account with the hats of some offices; one of that name gets this password and these hats.

    Args:
        username: What it is called.
        password: Checked by the caller.
        offices: Whose hats it wears.
        operator: Whether it runs this installation; it wears the gateway's hat once there is a register.
    """
    with transaction.atomic():
        account, _ = Account.objects.get_or_create(username=username)
        account.set_password(password)
        account.is_staff = operator
        account.save()
        Hat.objects.filter(account=account).delete()
        found = kabupaten() if operator else ()
        gateway = [office_id("gateway", found[0])] if len(found) == 1 else []
        Hat.objects.bulk_create(
            Hat(account=account, office=office) for office in dict.fromkeys([*offices, *gateway])
        )
        return account
