"""What a block hides, and who has made which."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.sponsorship.models import Block

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
