"""Writing the order of a meeting: each change is a version, and a running meeting keeps the one it began with."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from support_groups.core.transaction import transaction
from support_groups.groups.models import Membership
from support_groups.rooms.models import Room

from .. import queries, rules
from ..models import Meeting, Occurrence, RunSheet
from ..rules import Step
from .scheduling import check_manages, hold_group


def write_run_sheet(by: Membership, meeting: Meeting | None, steps: Sequence[Step], made_from: int) -> None:
    """Keep a new version of a meeting's own run sheet, or of the group's; without steps there is none.

    Raises RunSheetHasChanged where `made_from` is not the newest version any more.
    """
    rules.check_run_sheet(steps)
    group_id, meeting_id = by.group_id, meeting.id if meeting else None
    with transaction() as session:
        hold_group(session, group_id)
        check_manages(by, meeting.group_id if meeting else group_id)
        if queries.newest_version(group_id, meeting_id) != made_from:
            raise rules.RunSheetHasChanged
        sheet = RunSheet(group_id=group_id, meeting_id=meeting_id, number=made_from + 1, steps=rules.written(steps))
        try:
            # Two who keep a version at once: the database decides.
            with session.begin_nested():
                session.add(sheet)
        except IntegrityError:
            raise rules.RunSheetHasChanged from None
        _let_old_ones_go(session, sheet)


def _let_old_ones_go(session: Session, newest: RunSheet) -> None:
    running = (
        select(Occurrence.run_sheet_id)
        .join(Room, Room.id == Occurrence.room_id)
        .where(Occurrence.run_sheet_id.is_not(None), Room.closed_at.is_(None))
    )
    older = (RunSheet.group_id == newest.group_id, RunSheet.number < newest.number)
    old = select(RunSheet.id).where(*older, RunSheet.meeting_id.is_not_distinct_from(newest.meeting_id))
    # A room that is opening holds its version: only once it has opened is it known that it runs by it.
    ids = session.scalars(old.order_by(RunSheet.id).with_for_update()).all()
    session.execute(delete(RunSheet).where(RunSheet.id.in_(ids), RunSheet.id.not_in(running)))
