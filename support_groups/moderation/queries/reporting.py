"""What was reported, for those who may look at it; to all others it is not there."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.models import Membership

from .. import rules
from ..models import Act, Record, Report, ReportLook, ReportState, Side
from .recording import moderator_ids, moderators_of


def handlers_of(report: Report) -> list[Membership]:
    """Those who may look at a report and answer it."""
    moderators = moderators_of(report.group_id)
    handlers = _handlers(report, [member.id for member in moderators])
    return [member for member in moderators if member.id in handlers]


def _handlers(report: Report, moderators: Collection[int]) -> list[int]:
    whom, reporter = report.whom_membership_id, report.by_membership_id
    others = _others(report.group_id, whom, report.at, moderators)
    return [one for one in others if rules.may_handle(one, reporter=reporter, others=others)]


def _others(group_id: int, whom: int, since: datetime, moderators: Collection[int]) -> set[int]:
    """Those moderators whose judgement does not hang on the one it is about."""
    return set(moderators) - rules.chosen_by(whom, _given(group_id, since))


def _given(group_id: int, since: datetime) -> list[tuple[int | None, int]]:
    """By whom a position was given to whom, since a moment; None: forgotten by whom."""
    given = select(Record).where(Record.group_id == group_id, Record.act == Act.ROLE_GIVEN, Record.at >= since)
    lines = db.session.scalars(given.options(selectinload(Record.people)).order_by(Record.place)).all()
    sides = [(line.on(Side.BY), line.on(Side.WHOM)) for line in lines]
    return [(by.membership_id if by else None, whom.membership_id) for by, whom in sides if whom]


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


def may_be_handled(group_id: int, whom: int, since: datetime) -> bool:
    """Whether anybody can look at a report about somebody that was made at a moment."""
    return bool(_others(group_id, whom, since, moderator_ids(group_id)))


def count_stranded() -> int:
    """How many reports wait that nobody can look at but the one they are about."""
    open_ones = select(Report.group_id, Report.whom_membership_id, Report.at).where(Report.state == ReportState.OPEN)
    return sum(not may_be_handled(*waiting) for waiting in db.session.execute(open_ones).all())


def _reports(group_id: int) -> Select[Report]:
    looked = selectinload(Report.looks).joinedload(ReportLook.by)
    return select(Report).where(Report.group_id == group_id).options(selectinload(Report.lines), looked)
