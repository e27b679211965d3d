"""What lies beside the log of a room until somebody decides: words that wait, and questions for the basket."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select

from support_groups.core.database import db
from support_groups.core.errors import NotFound

from ..models import HeldMessage, HeldState, Question, QuestionState

Beside = TypeVar("Beside", HeldMessage, Question)


def own_beside_log(kind: type[Beside], participant_id: int) -> Sequence[Beside]:
    """What somebody wrote there that still has its words, in its order."""
    mine = select(kind).where(kind.participant_id == participant_id, kind.body.is_not(None))
    return db.session.scalars(mine.order_by(kind.id)).all()


def count_beside_log(kind: type[Beside], participant_id: int, state: HeldState | QuestionState) -> int:
    """Of how much that somebody wrote there this has become."""
    theirs = kind.participant_id == participant_id, kind.state == state
    return db.session.scalar(select(func.count()).where(*theirs)) or 0


def one_beside_log(kind: type[Beside], room_id: int, public_id: str) -> Beside:
    """One of a room, by its id, locked until the transaction ends."""
    wanted = select(kind).where(kind.room_id == room_id, kind.public_id == public_id)
    found = db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found
