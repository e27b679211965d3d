"""Reading the record: those who moderate see their group's; everybody sees what concerns themselves."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Exists, Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups import queries as groups
from support_groups.groups.models import Group, Membership, Standing
from support_groups.groups.rules import Power, may

from .. import rules
from ..models import Act, Chain, Record, RecordedPerson, Review, Side

PAGE_LINES = 30


@dataclass(frozen=True)
class Page:
    """A page of a record, the newest first; `older` is the place to go on from, `newest` whether it is the first."""

    records: Sequence[Record]
    older: int | None
    newest: bool


def record_of(group_id: int, before: int | None = None) -> Page:
    """A page of a group's record, from a place backwards."""
    lines = _whole().where(Record.group_id == group_id).order_by(Record.place.desc()).limit(PAGE_LINES + 1)
    if before is not None:
        lines = lines.where(Record.place < before)
    found = db.session.scalars(lines).all()
    records = found[:PAGE_LINES]
    return Page(records, records[-1].place if len(found) > PAGE_LINES else None, before is None)


def record_in(group_id: int, public_id: str) -> Record:
    """One line of a group's record."""
    found = db.session.scalar(_whole().where(Record.group_id == group_id, Record.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def standing_for(account: Account, group_public_id: str) -> Membership:
    """The person's membership in a group, whether active, left or banned: what concerns one stays readable."""
    found = db.session.scalar(
        select(Membership)
        .join(Membership.group)
        .where(
            Membership.account_id == account.id,
            Group.public_id == group_public_id,
            (Membership.standing == Standing.ACTIVE) | _concerns(Membership.id),
        )
    )
    if found is None:
        raise NotFound
    return found


def acts_about(membership_id: int) -> Sequence[Record]:
    """What was done about someone, the newest first."""
    return db.session.scalars(_about(membership_id).order_by(Record.place.desc()).limit(200)).all()


def act_about(membership_id: int, public_id: str) -> Record:
    """One act about someone."""
    found = db.session.scalar(_about(membership_id).where(Record.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def why_muted(membership_id: int) -> str | None:
    """Why someone was last asked to listen, as long as that is kept."""
    muted = _about(membership_id).where(Record.act == Act.MUTED).order_by(Record.place.desc()).limit(1)
    found = db.session.scalars(muted).first()
    whom = found.on(Side.WHOM) if found else None
    return (whom.reason or None) if whom else None


def open_reviews(group_id: int) -> Sequence[Record]:
    """What people of a group have asked to look at again and nobody has answered, the oldest first."""
    asked = _whole().join(Review).where(Record.group_id == group_id, Review.answered_at.is_(None))
    return db.session.scalars(asked.order_by(Review.asked_at, Review.id)).all()


def moderators_of(group_id: int) -> Sequence[Membership]:
    """Those of a group who moderate it now."""
    return [member for member in groups.members_of(group_id) if may(member.role, Power.MODERATE)]


def moderator_ids(group_id: int) -> list[int]:
    """The ids of those who moderate a group now."""
    return [member.id for member in moderators_of(group_id)]


def chains() -> Sequence[Chain]:
    """The end of every group's record."""
    return db.session.scalars(select(Chain).order_by(Chain.group_id)).all()


def broken_at(group_id: int) -> int | None:
    """The first place where a group's record was changed from outside; None where it holds."""
    chain = db.session.get(Chain, group_id)
    length, head = (chain.length, chain.head) if chain else (0, rules.BEGINNING)
    lines = select(Record).where(Record.group_id == group_id).options(selectinload(Record.people))
    ordered = lines.order_by(Record.place).execution_options(yield_per=500)
    with closing(db.session.scalars(ordered)) as found:
        return rules.broken_at(found, length, head)


def _whole() -> Select[Record]:
    # Read anew: what a person was called may have been forgotten since.
    loaded = select(Record).options(selectinload(Record.people), selectinload(Record.review))
    return loaded.execution_options(populate_existing=True)


def _about(membership_id: int) -> Select[Record]:
    return (
        _whole()
        .join(RecordedPerson, RecordedPerson.record_id == Record.id)
        .where(RecordedPerson.membership_id == membership_id, RecordedPerson.side == Side.WHOM)
    )


def _concerns(membership_id: InstrumentedAttribute[int]) -> Exists:
    return exists().where(RecordedPerson.membership_id == membership_id, RecordedPerson.side == Side.WHOM)
