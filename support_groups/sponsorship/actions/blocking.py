"""Wanting nothing to do with someone: it ends what there was, and hides each from the other."""

from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.accounts.rules import fold_name
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce
from support_groups.sponsorship import queries
from support_groups.sponsorship.events import BlockLifted, PersonBlocked
from support_groups.sponsorship.models import Answer, Ask, Block

from .agreeing import finish
from .asking import leave_unheard, settle_declined, settle_withdrawn
from .holding import holding


def block(account: Account, other_id: int, name: str, own_name: str | None) -> Block:
    """Block someone, known by a name, both ways at once; they are told nothing. Once is enough.

    Whoever calls has found the other through something the actor may see, and says by which name they were met there.
    """
    account_id, key = account.id, fold_name(name)
    if account_id == other_id:
        raise NotFound
    with holding(account_id, other_id) as session:
        mine = select(Block).where(Block.blocker_id == account_id, Block.blocked_id == other_id)
        for earlier in session.scalars(mine):
            if fold_name(earlier.name) == key:
                return earlier
        made = Block(blocker_id=account_id, blocked_id=other_id, name=name, own_name=own_name)
        session.add(made)
        session.flush()
        # First of all: whoever is shown out must not hear of what follows.
        announce(PersonBlocked(account_id, other_id))
        _settle_asks(account_id, other_id, key)
        for sponsorship in queries.active_sponsorships(queries.of_both(account_id, other_id)):
            finish(sponsorship, account_id, tell_other=False)
        return made


def _settle_asks(account_id: int, other_id: int, key: str) -> None:
    # What settles with a block would tell that it is of the same person: an ask under another name stays as it looks.
    for ask in queries.open_asks(Ask.sponsor_id == account_id, Ask.asker_id == other_id):
        if fold_name(ask.asker_name) == key:
            settle_declined(ask, Answer.NO_PLACE)
    for ask in queries.open_asks(Ask.sponsor_id == other_id, Ask.asker_id == account_id):
        if fold_name(ask.sponsor_name) == key:
            settle_withdrawn(ask, found_one=False)
        else:
            leave_unheard(ask)


def lift_block(account: Account, block: Block) -> None:
    """Let someone be met again; what has ended stays ended."""
    block_id, account_id, other_id = block.id, account.id, block.blocked_id
    with holding(account_id, other_id) as session:
        found = session.get(Block, block_id, populate_existing=True)
        if found is None or found.blocker_id != account_id:
            raise NotFound
        session.delete(found)
        session.flush()
        announce(BlockLifted(account_id, other_id))
