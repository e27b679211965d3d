"""What groups keep when something happens to an account, or somebody goes."""

from support_groups.accounts.events import AccountLeaving
from support_groups.core.database import db
from support_groups.core.transaction import on

from . import actions
from .events import MemberBanned, MemberLeft


@on(AccountLeaving)
def leave_with_the_account(event: AccountLeaving) -> None:
    """Leave every group first, so that none is left without a facilitator."""
    actions.leave_everywhere(event.account_id)


@on(MemberLeft)
def open_positions_of_who_leaves(event: MemberLeft) -> None:
    """Nobody keeps a position in a group that they have left."""
    actions.free_positions(db.session, event.membership_id)


@on(MemberBanned)
def open_positions_of_who_is_banned(event: MemberBanned) -> None:
    """Nor in one that has asked them to stay away."""
    actions.free_positions(db.session, event.membership_id)
