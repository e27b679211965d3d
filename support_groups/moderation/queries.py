"""Reading the record: those who moderate see their group's; everybody sees what concerns themselves."""

import logging
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from flask import current_app
from sqlalchemy import Exists, Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups import queries as groups
from support_groups.groups.models import Group, Membership, Standing
from support_groups.groups.rules import Power, may
from support_groups.rooms.models import Room
from support_groups.rooms.queries import message_in, place_for
from support_groups.rooms.rules import Guard

from . import rules
from .models import (
    CareFlag,
    Chain,
    GroupGuards,
    Holds,
    Record,
    RecordedPerson,
    Report,
    ReportLook,
    ReportState,
    Review,
    Side,
)
from .rules import Guards, Lists

PAGE_LINES = 30
_log = logging.getLogger(__name__)


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


def open_reviews(group_id: int) -> Sequence[Record]:
    """What people of a group have asked to look at again and nobody has answered, the oldest first."""
    asked = _whole().join(Review).where(Record.group_id == group_id, Review.answered_at.is_(None))
    return db.session.scalars(asked.order_by(Review.asked_at)).all()


def moderators_of(group_id: int) -> Sequence[Membership]:
    """Those of a group who moderate it now."""
    return [member for member in groups.members_of(group_id) if may(member.role, Power.MODERATE)]


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


def guards_of(group_id: int) -> Guards:
    """What a group has decided to look at before a message is posted."""
    row = db.session.get(GroupGuards, group_id, populate_existing=True)
    if row is None:
        # The pace of a line, a message a second, holds for everyone; a group may choose a slower one.
        holds = Holds.FIRST if current_app.config["SETTINGS"].holds_first else Holds.NOBODY
        return Guards(per_minute=None, holds=holds)
    lists = Lists(row.words, row.patterns, row.exceptions)
    return Guards(row.on_personal, row.no_solicitation, row.per_minute, lists, row.holds, row.holds_listed)


def guard_for(group_id: int) -> Guard:
    """The guard of a group, made ready; nobody counts where limits are off."""
    guards = guards_of(group_id)
    is_limited = current_app.config["SETTINGS"].limits
    return rules.guarding(guards if is_limited else replace(guards, per_minute=None), _may_be_in_danger)


def _may_be_in_danger(words: str) -> bool:
    try:
        return rules.crisis(words) is not None
    except Exception as error:
        # Nobody is stopped because we could not look.
        _log.error("%s while looking for somebody in danger", type(error).__name__)
        return True


def flags_of(group_id: int) -> Sequence[CareFlag]:
    """Who may need care in a group and was not looked after yet, the oldest first."""
    flags = _flags(group_id).where(CareFlag.closed_at.is_(None))
    return db.session.scalars(flags.order_by(CareFlag.at, CareFlag.id)).all()


def flag_in(group_id: int, public_id: str, *, lock: bool = False) -> CareFlag:
    """A flag of a group; `lock` holds its row."""
    wanted = _flags(group_id).where(CareFlag.public_id == public_id)
    if lock:
        wanted = wanted.with_for_update(of=CareFlag)
    found = db.session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def own_flag(account_id: int, room_public_id: str, public_id: str) -> CareFlag:
    """A flag at a message of one's own, locked."""
    place = place_for(account_id, room_public_id)
    mine = select(CareFlag).where(CareFlag.public_id == public_id, CareFlag.participant_id == place.participant.id)
    found = db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def words_at(flag: CareFlag) -> str | None:
    """What was said there; None once it was taken out."""
    return message_in(flag.room_id, flag.seq).body


def _flags(group_id: int) -> Select[CareFlag]:
    return select(CareFlag).join(Room, Room.id == CareFlag.room_id).where(Room.group_id == group_id)


def moderator_ids(group_id: int) -> list[int]:
    """The ids of those who moderate a group now."""
    return [member.id for member in moderators_of(group_id)]


def handlers_of(report: Report) -> list[Membership]:
    """Those who may look at a report and answer it."""
    moderators = moderators_of(report.group_id)
    handlers = _handlers(report, [member.id for member in moderators])
    return [member for member in moderators if member.id in handlers]


def _handlers(report: Report, moderators: Collection[int]) -> list[int]:
    whom, reporter = report.whom_membership_id, report.by_membership_id
    return [one for one in moderators if rules.may_handle(one, whom=whom, reporter=reporter, moderators=moderators)]


def reports_for(mine: Membership) -> Sequence[Report]:
    """The reports that wait in a group and that somebody may look at, the oldest first; of others they know nothing."""
    waiting = _reports(mine.group_id).where(Report.state == ReportState.OPEN).order_by(Report.at, Report.id)
    moderators = moderator_ids(mine.group_id)
    return [report for report in db.session.scalars(waiting) if mine.id in _handlers(report, moderators)]


def report_for(mine: Membership, public_id: str, *, lock: bool = False) -> Report:
    """A report that somebody may look at; one that is about them is not found."""
    wanted = _reports(mine.group_id).where(Report.public_id == public_id).execution_options(populate_existing=True)
    found = db.session.scalar(wanted.with_for_update(of=Report) if lock else wanted)
    if found is None or mine.id not in _handlers(found, moderator_ids(mine.group_id)):
        raise NotFound
    return found


def count_stranded() -> int:
    """How many reports wait that nobody can look at but the one they are about."""
    open_ones = select(Report.group_id, Report.whom_membership_id).where(Report.state == ReportState.OPEN)
    waiting = db.session.execute(open_ones).all()
    moderators = {group_id: moderator_ids(group_id) for group_id in {group_id for group_id, _ in waiting}}
    return sum(rules.is_stranded(whom, moderators[group_id]) for group_id, whom in waiting)


def _reports(group_id: int) -> Select[Report]:
    looked = selectinload(Report.looks).joinedload(ReportLook.by)
    return select(Report).where(Report.group_id == group_id).options(selectinload(Report.lines), looked)
