"""Keeping in the vault what only its owner's browser can open."""

from sqlalchemy import func, select

from support_groups.accounts.models import Account, VaultItem
from support_groups.accounts.queries import vault_item_of
from support_groups.accounts.rules import VAULT_ITEMS_MAX
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.transaction import transaction


class KeptElsewhere(DomainError):
    """Another tab or device has kept something newer in the meantime."""

    words = "This was changed somewhere else in the meantime. Nothing is lost: please look at both."


class VaultIsFull(DomainError):
    """As many things lie in the vault as it can hold."""

    status = 507
    words = "There is no room for one more thing here. What you have kept is safe."


def keep_item(account: Account, purpose: str, sealed: str, rev: int) -> int:
    """Keep something sealed in place of what was there at `rev` (0: nothing); its new revision.

    Raises KeptElsewhere where that is not what is there now: of two at once, one is kept and the other is told.
    """
    with transaction() as session:
        # The account's row is the lock, for there may be no item yet.
        owner = session.get(Account, account.id, with_for_update=True, populate_existing=True)
        if owner is None:
            raise NotFound
        item = vault_item_of(owner, purpose)
        if rev != (item.rev if item else 0):
            raise KeptElsewhere
        if item is None:
            mine = select(func.count()).select_from(VaultItem).where(VaultItem.account_id == owner.id)
            if session.scalars(mine).one() >= VAULT_ITEMS_MAX:
                raise VaultIsFull
            item = VaultItem(account_id=owner.id, purpose=purpose, rev=0)
            session.add(item)
        item.sealed, item.rev = sealed, rev + 1
        return item.rev
