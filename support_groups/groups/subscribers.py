"""What groups keep when something happens to an account."""

from support_groups.accounts.events import AccountLeaving
from support_groups.core.transaction import on

from . import actions


@on(AccountLeaving)
def leave_with_the_account(event: AccountLeaving) -> None:
    """Leave every group first, so that none is left without a facilitator."""
    actions.leave_everywhere(event.account_id)
