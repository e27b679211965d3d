"""Who may need care, for those who serve and for themselves."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.models import Membership
from support_groups.rooms.models import Room
from support_groups.rooms.queries import message_in, place_for, words_asked

from ..models import IN_THE_BASKET, CareFlag


def flags_of(group_id: int) -> Sequence[CareFlag]:
    """Who may need care in a group and was not looked after yet, the oldest first."""
    beside = CareFlag.participant, CareFlag.room, CareFlag.taken_by, CareFlag.question
    flags = _flags(group_id).where(CareFlag.closed_at.is_(None)).options(*map(joinedload, beside))
    return db.session.scalars(flags.order_by(CareFlag.at, CareFlag.id)).all()


def flags_for(mine: Membership) -> Sequence[CareFlag]:
    """Who may need care, for somebody who moderates the group; of what is about themselves they know nothing."""
    return [flag for flag in flags_of(mine.group_id) if not is_about(flag, mine)]


def is_about(flag: CareFlag, member: Membership) -> bool:
    """Whether a member is the one who may need care."""
    return flag.participant.membership_id == member.id


def flag_in(group_id: int, public_id: str, *, lock: bool = False) -> CareFlag:
    """A flag of a group; `lock` holds its row."""
    wanted = _flags(group_id).where(CareFlag.public_id == public_id)
    if lock:
        wanted = wanted.with_for_update(of=CareFlag)
    found = db.session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def open_flag(participant_id: int) -> CareFlag | None:
    """The flag at what somebody said that was not seen to yet, locked; none at a question, which has its own."""
    said = _open(participant_id).where(CareFlag.seq != IN_THE_BASKET)
    return db.session.scalars(said.with_for_update()).first()


def open_flags_of_questions(participant_id: int) -> Sequence[CareFlag]:
    """The flags at questions of somebody that were not seen to yet, from the oldest on."""
    return db.session.scalars(_open(participant_id).where(CareFlag.seq == IN_THE_BASKET)).all()


def own_flags(participant_id: int) -> Sequence[CareFlag]:
    """All of somebody's own that were not seen to yet, from the oldest on."""
    return db.session.scalars(_open(participant_id)).all()


def _open(participant_id: int) -> Select[CareFlag]:
    mine = CareFlag.participant_id == participant_id, CareFlag.closed_at.is_(None)
    return select(CareFlag).where(*mine).order_by(CareFlag.id)


def own_flag(account_id: int, room_public_id: str, public_id: str) -> CareFlag:
    """A flag at a message of one's own, locked."""
    place = place_for(account_id, room_public_id)
    mine = select(CareFlag).where(CareFlag.public_id == public_id, CareFlag.participant_id == place.participant.id)
    found = db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def words_at(flag: CareFlag) -> str | None:
    """What was said or asked there; None once it was taken out."""
    if flag.is_of_question:
        return words_asked(flag.question) if flag.question else None
    return message_in(flag.room_id, flag.seq).body


def _flags(group_id: int) -> Select[CareFlag]:
    return select(CareFlag).join(Room, Room.id == CareFlag.room_id).where(Room.group_id == group_id)
