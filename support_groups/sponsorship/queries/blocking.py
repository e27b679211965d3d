"""What a block hides, and who has made which."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from support_groups.accounts.models import Account
from support_groups.accounts.rules import fold_name
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.sponsorship.models import Ask, Block, SponsorOffer, Sponsorship

Person = InstrumentedAttribute[int]


def not_blocked(account_id: int, other: Person) -> ColumnElement[bool]:
    """That neither of the two has blocked the other."""
    return ~exists().where(
        or_(
            (Block.blocker_id == account_id) & (Block.blocked_id == other),
            (Block.blocked_id == account_id) & (Block.blocker_id == other),
        )
    )


def are_blocked(one_id: int, other_id: int) -> bool:
    """Whether one of the two has blocked the other."""
    pair = ((one_id, other_id), (other_id, one_id))
    found = select(Block.id).where(or_(*((Block.blocker_id == a) & (Block.blocked_id == b) for a, b in pair)))
    return db.session.scalar(found.limit(1)) is not None


def hidden_from(viewer: Account) -> Callable[[SponsorOffer], bool]:
    """Whether blocks hide an offer from someone: one under the name they blocked, or were known to be blocked by.

    The same person under another name stays in sight: what vanished with a block would tell whose it is.
    """
    mine = or_(Block.blocker_id == viewer.id, Block.blocked_id == viewer.id)
    hidden = {_hidden(block, viewer.id) for block in db.session.scalars(select(Block).where(mine))}
    return lambda offer: not hidden.isdisjoint({(offer.account_id, offer.name_key), (offer.account_id, None)})


def _hidden(block: Block, viewer_id: int) -> tuple[int, str | None]:
    if viewer_id == block.blocker_id:
        return block.blocked_id, fold_name(block.name)
    # To someone who knows them by no name, nothing can be told by what vanishes.
    return block.blocker_id, fold_name(block.own_name) if block.own_name else None


def name_known_to(account: Account, other_id: int) -> str | None:
    """The name by which another has met someone last in an ask or a sponsorship; None if they have not."""
    asked = select(Ask).where(Ask.asker_id == account.id, Ask.sponsor_id == other_id)
    was_asked = select(Ask).where(Ask.sponsor_id == account.id, Ask.asker_id == other_id)
    agreed = select(Sponsorship).where(of_both(account.id, other_id))
    met = [
        *((one.asked_at, one.asker_name) for one in db.session.scalars(asked)),
        *((one.asked_at, one.sponsor_name) for one in db.session.scalars(was_asked)),
        *((one.begun_at, one.other_name(other_id)) for one in db.session.scalars(agreed)),
    ]
    return max(met)[1] if met else None


def of_both(one_id: int, other_id: int) -> ColumnElement[bool]:
    """A sponsorship between two people, one way or the other."""
    return or_(
        (Sponsorship.sponsor_id == one_id) & (Sponsorship.sponsee_id == other_id),
        (Sponsorship.sponsor_id == other_id) & (Sponsorship.sponsee_id == one_id),
    )


def blocks_by(account: Account) -> Sequence[Block]:
    """Whom the person has blocked, by the names they knew them by."""
    blocks = db.session.scalars(select(Block).where(Block.blocker_id == account.id))
    return sorted(blocks, key=lambda one: (one.name.casefold(), one.id))


def block_for(account: Account, public_id: str) -> Block:
    """A block of this person."""
    found = db.session.scalar(select(Block).where(Block.public_id == public_id, Block.blocker_id == account.id))
    if found is None:
        raise NotFound
    return found
