"""What was reported, for those who may look at it; to all others it is not there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import selectinload

from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.models import Membership

from .. import rules
from ..models import Act, Record, Report, ReportLook, ReportState, Side
from .recording import moderator_ids, moderators_of


@dataclass(frozen=True)
class _Servants:
    """Who moderates a group, and by whom positions were given to whom, and when; None: forgotten by whom."""

    moderators: Collection[int]
    given: Sequence[tuple[datetime, int | None, int]]

    def free_of(self, whom: int, since: datetime) -> set[int]:
        """Those whose judgement does not hang on somebody it is about, in what was told at a moment."""
        given = ((by, to) for at, by, to in self.given if at >= since)
        return set(self.moderators) - rules.chosen_by(whom, given)

    def may_handle(self, one: int, *, reporter: int | None, whom: int, at: datetime, of_question: bool) -> bool:
        """Whether somebody may look at what was told at a moment and answer it."""
        if of_question and one == reporter:
            # Where it comes back to whoever reports, nobody else is free: that would tell them who asked it.
            return False
        free = self.free_of(whom, at)
        return one in free and rules.may_handle(one, reporter=reporter, others=free)


def _servants_of(group_id: int, since: datetime) -> _Servants:
    """Those who serve in a group, for what was told at a moment or later."""
    given = select(Record).where(Record.group_id == group_id, Record.act == Act.ROLE_GIVEN, Record.at >= since)
    lines = db.session.scalars(given.options(selectinload(Record.people)).order_by(Record.place)).all()
    sides = [(line.at, line.on(Side.BY), line.on(Side.WHOM)) for line in lines]
    known = [(at, by.membership_id if by else None, whom.membership_id) for at, by, whom in sides if whom]
    return _Servants(moderator_ids(group_id), known)


def handlers_of(report: Report) -> list[Membership]:
    """Those who may look at a report and answer it."""
    servants = _servants_of(report.group_id, report.at)
    return [one for one in moderators_of(report.group_id) if _may_handle(servants, one.id, report)]


def _may_handle(servants: _Servants, one: int, report: Report) -> bool:
    by, whom, of_question = report.by_membership_id, report.whom_membership_id, report.is_of_question
    return servants.may_handle(one, reporter=by, whom=whom, at=report.at, of_question=of_question)


def reports_for(mine: Membership) -> Sequence[Report]:
    """The reports that wait in a group and that somebody may look at, the oldest first; of others they know nothing."""
    waiting = _reports(mine.group_id).where(Report.state == ReportState.OPEN).order_by(Report.at, Report.id)
    found = db.session.scalars(waiting).all()
    if not found:
        return []
    servants = _servants_of(mine.group_id, found[0].at)
    return [report for report in found if _may_handle(servants, mine.id, report)]


def count_reports_for(mine: Membership) -> int:
    """How many reports wait that somebody may look at; nothing of what they say is opened."""
    of_question = and_(Report.seq.is_not(None), Report.whom_name.is_(None))
    known = select(Report.by_membership_id, Report.whom_membership_id, Report.at, of_question)
    waiting = known.where(Report.group_id == mine.group_id, Report.state == ReportState.OPEN).order_by(Report.at)
    found = db.session.execute(waiting).all()
    if not found:
        return 0
    servants = _servants_of(mine.group_id, found[0].at)
    return sum(
        servants.may_handle(mine.id, reporter=by, whom=whom, at=at, of_question=question)
        for by, whom, at, question in found
    )


def report_for(mine: Membership, public_id: str, *, lock: bool = False) -> Report:
    """A report that somebody may look at; one that is about them is not found."""
    wanted = _reports(mine.group_id).where(Report.public_id == public_id).execution_options(populate_existing=True)
    found = db.session.scalar(wanted.with_for_update(of=Report) if lock else wanted)
    if found is None or not _may_handle(_servants_of(mine.group_id, found.at), mine.id, found):
        raise NotFound
    return found


def may_be_handled(group_id: int, whom: int, since: datetime) -> bool:
    """Whether anybody can look at a report about somebody that was made at a moment."""
    return bool(_servants_of(group_id, since).free_of(whom, since))


def count_stranded() -> int:
    """How many reports wait that nobody can look at but the one they are about."""
    open_ones = select(Report.group_id, Report.whom_membership_id, Report.at).where(Report.state == ReportState.OPEN)
    return sum(not may_be_handled(*waiting) for waiting in db.session.execute(open_ones).all())


def _reports(group_id: int) -> Select[Report]:
    looked = selectinload(Report.looks).joinedload(ReportLook.by)
    return select(Report).where(Report.group_id == group_id).options(selectinload(Report.lines), looked)
