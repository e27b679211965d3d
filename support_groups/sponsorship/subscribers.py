"""What sponsorship keeps when something happens to an account."""

from support_groups.accounts.events import AccountLeaving
from support_groups.core.transaction import on

from . import actions


@on(AccountLeaving)
def leave_with_the_account(event: AccountLeaving) -> None:
    """End and settle what the person had with others, so that these hear of it."""
    actions.leave_with_account(event.account_id)
