"""Everything that is read about meetings; what the viewer may not see is not found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups import queries as groups
from support_groups.groups.models import Group, Membership, Standing
from support_groups.groups.rules import Power
from support_groups.rooms.models import Room

from . import rules
from .models import Meeting, Occurrence, ReadingClaim, RunSheet
from .rules import Reader, Step, Upcoming

# A running meeting began at most this long ago, in whatever zone.
_BACK = timedelta(days=3)


def meeting_for(viewer: Account | None, public_id: str) -> Meeting:
    """The meeting behind an address, with its group, for whoever may see the group."""
    found = db.session.scalar(
        select(Meeting).join(Meeting.group).options(contains_eager(Meeting.group)).where(Meeting.public_id == public_id)
    )
    if found is None:
        raise NotFound
    groups.group_for(viewer, found.group.public_id)
    return found


def meeting_of_mine(account: Account, public_id: str) -> Meeting:
    """A meeting of a group in which the person is a member; to everyone else it is not found."""
    meeting = meeting_for(account, public_id)
    groups.membership_for(account, meeting.group)
    return meeting


def managing_for(account: Account, public_id: str) -> tuple[Membership, Meeting]:
    """The person's membership and the meeting they may change; NotFound for strangers, NotAllowed without the power."""
    meeting = meeting_for(account, public_id)
    return groups.serving_for(account, meeting.group.public_id, Power.MANAGE), meeting


def upcoming(viewer: Account | None, now: datetime, *, days: int = 7, listed: bool = True) -> list[Upcoming]:
    """What is held within so many days, by its beginning: in listed groups (if `listed`) and in those of the viewer."""
    mine = _groups_of(viewer)
    visible = or_(Group.is_listed, Group.id.in_(mine)) if listed else Group.id.in_(mine)
    until = now + timedelta(days=days)
    found = _dates(and_(visible, _may_begin_within(days, now)), now, mine)
    near = (one for dates in found for one in takewhile(lambda one: one.starts_at < until, dates))
    return sorted(near, key=_by_beginning)


def of_group(viewer: Account | None, group: Group, now: datetime) -> list[Upcoming]:
    """The next date that is held of each meeting of a group, with those before it that are not, by their beginning."""
    found = _dates(Group.id == group.id, now, _groups_of(viewer))
    return sorted((one for dates in found for one in _through_next_held(dates)), key=_by_beginning)


def next_of(meeting: Meeting, now: datetime, count: int = 1) -> list[Upcoming]:
    """The next dates of one meeting, cancelled ones included."""
    since = (now - _BACK).date()
    kept = select(Occurrence).where(Occurrence.meeting_id == meeting.id, Occurrence.on_date >= since)
    rows = db.session.scalars(kept.options(joinedload(Occurrence.room)))
    return list(islice(rules.dates_of(meeting, rows, now), count))


def open_now(meeting: Meeting, now: datetime) -> Upcoming | None:
    """The date of a meeting people may enter now, the earlier where two overlap."""
    return next((one for one in next_of(meeting, now, 2) if one.is_open), None)


def occurrence_on(meeting: Meeting, on: date) -> Occurrence | None:
    """What is kept about one date."""
    return db.session.scalar(select(Occurrence).where(Occurrence.meeting_id == meeting.id, Occurrence.on_date == on))


def newest_version(group_id: int, meeting_id: int | None) -> int:
    """The number of the newest run sheet of a meeting, or of a group itself; 0 where there never was one."""
    return db.session.scalar(select(func.max(RunSheet.number)).where(*_run_sheets(group_id, meeting_id))) or 0


def newest_run_sheet(group_id: int, meeting_id: int | None) -> RunSheet | None:
    """The newest run sheet of a meeting, or of a group itself; it may have no steps."""
    found = select(RunSheet).where(*_run_sheets(group_id, meeting_id)).order_by(RunSheet.number.desc())
    return db.session.scalars(found.limit(1)).first()


def run_sheet_of(meeting: Meeting) -> RunSheet | None:
    """The run sheet by which a meeting is held from its next date on: its own, else the group's."""
    both = (newest_run_sheet(meeting.group_id, meeting.id), newest_run_sheet(meeting.group_id, None))
    return next((one for one in both if one is not None and rules.read(one.steps)), None)


def held_run_sheet_of(meeting: Meeting) -> RunSheet | None:
    """The same, held so that nobody lets this version go before it is known by which one a room begins."""
    while (found := run_sheet_of(meeting)) is not None:
        if db.session.get(RunSheet, found.id, with_for_update={"read": True}, populate_existing=True):
            return found
    return None


def steps_on(date: Upcoming) -> tuple[Step, ...]:
    """The steps of one date: of the version its room has begun with, or of the newest."""
    has_begun = date.kept is not None and date.kept.opened_at is not None
    sheet = date.kept.run_sheet if date.kept and has_begun else run_sheet_of(date.meeting)
    return rules.read(sheet.steps) if sheet else ()


def claim_of(meeting_id: int, on: date, step: str) -> ReadingClaim | None:
    """Who reads at a step on a date."""
    return db.session.scalar(
        select(ReadingClaim).where(
            ReadingClaim.meeting_id == meeting_id, ReadingClaim.on_date == on, ReadingClaim.step == step
        )
    )


def count_claims(meeting_id: int, on: date, membership_id: int) -> int:
    """How many readings of a date somebody has taken on."""
    mine = select(func.count()).where(ReadingClaim.meeting_id == meeting_id, ReadingClaim.on_date == on)
    return db.session.scalar(mine.where(ReadingClaim.membership_id == membership_id)) or 0


def readers_on(meeting_id: int, on: date) -> dict[str, Reader]:
    """Who reads at which step on a date; whoever has left the group reads no more."""
    found = db.session.execute(
        select(ReadingClaim.step, Membership.id, Membership.name)
        .join(Membership, Membership.id == ReadingClaim.membership_id)
        .where(ReadingClaim.meeting_id == meeting_id, ReadingClaim.on_date == on)
        .where(Membership.standing == Standing.ACTIVE)
    )
    return {step: Reader(membership_id, name) for step, membership_id, name in found}


def occurrence_in(room_id: int) -> Occurrence | None:
    """The date that is held in a room."""
    return db.session.scalar(select(Occurrence).where(Occurrence.room_id == room_id))


def last_held(group_id: int, count: int) -> Sequence[Occurrence]:
    """The last dates of a group's meetings that are over and were counted, the newest first."""
    over = select(Occurrence).join(Occurrence.meeting).options(contains_eager(Occurrence.meeting))
    counted = over.where(Meeting.group_id == group_id, Occurrence.most_here.is_not(None))
    return db.session.scalars(counted.order_by(Occurrence.starts_at.desc()).limit(count)).all()


def _run_sheets(group_id: int, meeting_id: int | None) -> tuple[ColumnElement[bool], ...]:
    return RunSheet.group_id == group_id, RunSheet.meeting_id.is_not_distinct_from(meeting_id)


def meetings_of(group_id: int) -> Sequence[Meeting]:
    """The meetings a group holds, those without an end."""
    held = select(Meeting).where(Meeting.group_id == group_id, Meeting.ended_on.is_(None))
    return db.session.scalars(held.options(joinedload(Meeting.group)).order_by(Meeting.id)).all()


def due_to_open(now: datetime) -> Sequence[int]:
    """The meetings whose room should be open and is not."""
    found = _dates(_may_begin_within(0, now), now, frozenset())
    first = (next(dates, None) for dates in found)
    return [one.meeting.id for one in first if one and one.is_open and one.room is None]


def due_to_close(now: datetime) -> Sequence[int]:
    """The rooms that are open past the end of their meeting and its fellowship."""
    late = select(Room.id).join(Occurrence, Occurrence.room_id == Room.id)
    return db.session.scalars(late.where(Room.closed_at.is_(None), Occurrence.closes_at <= now)).all()


def _through_next_held(dates: Iterable[Upcoming]) -> Iterator[Upcoming]:
    for one in islice(dates, rules.DATES_OFFERED):
        yield one
        if not one.is_cancelled:
            return


def _by_beginning(one: Upcoming) -> tuple[datetime, str, int]:
    return one.starts_at, one.meeting.name, one.meeting.id


def _may_begin_within(days: int, now: datetime) -> ColumnElement[bool]:
    # Somewhere it is yesterday, somewhere tomorrow; and what is running may have had another weekday when it began.
    near = {(now + timedelta(days=away)).weekday() for away in range(-1, days + 2)}
    running = select(Occurrence.meeting_id).where(Occurrence.opened_at.is_not(None), Occurrence.closes_at > now)
    return or_(Meeting.weekday.in_(near), Meeting.id.in_(running))


def _groups_of(viewer: Account | None) -> frozenset[int]:
    if viewer is None:
        return frozenset()
    mine = select(Membership.group_id).where(Membership.account_id == viewer.id, Membership.standing == Standing.ACTIVE)
    return frozenset(db.session.scalars(mine))


def _dates(which: ColumnElement[bool], now: datetime, mine: frozenset[int]) -> list[Iterator[Upcoming]]:
    """The dates of each of some meetings, in two queries however many they are."""
    since = (now - _BACK).date()
    held = (which, Group.closed_at.is_(None), or_(Meeting.ended_on.is_(None), Meeting.ended_on >= since))
    meetings = select(Meeting).join(Meeting.group).options(contains_eager(Meeting.group)).where(*held)
    kept = (
        select(Occurrence)
        .join(Occurrence.meeting)
        .join(Meeting.group)
        .options(joinedload(Occurrence.room))
        .where(*held, Occurrence.on_date >= since)
    )
    by_meeting: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in db.session.scalars(kept):
        by_meeting[occurrence.meeting_id].append(occurrence)
    return [
        rules.dates_of(meeting, by_meeting[meeting.id], now, is_mine=meeting.group_id in mine)
        for meeting in db.session.scalars(meetings)
    ]
