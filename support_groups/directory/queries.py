"""What is read for someone who looks for a meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from support_groups.accounts.models import Account
from support_groups.groups.models import Group
from support_groups.meetings import queries as meetings
from support_groups.meetings.models import Meeting, Occurrence
from support_groups.meetings.rules import Upcoming

from .rules import DOOR_MEETINGS

WEEK_DAYS = 7
KEPT_FOR = timedelta(seconds=5)
"""How long the list that everybody sees may be behind what another process has changed."""

_EXTENSION = "support_groups.directory"


@dataclass(frozen=True)
class _Kept:
    at: datetime
    week: list[Upcoming]


def open_week(now: datetime) -> list[Upcoming]:
    """All meetings of the coming week that everybody may see; read once for all who look within a few seconds."""
    kept: _Kept | None = current_app.extensions.get(_EXTENSION)
    if kept is None or not kept.at <= now < kept.at + KEPT_FOR:
        # In a session of their own: nobody who looks later finds them changed or let go of by this request.
        with current_app.app_context():
            kept = _Kept(now, meetings.upcoming(None, now, days=WEEK_DAYS))
        current_app.extensions[_EXTENSION] = kept
    return list(kept.week)


@event.listens_for(Session, "after_flush")
def _forget_the_week(session: Session, _context: object) -> None:
    changed = (row for rows in (session.new, session.dirty, session.deleted) for row in rows)
    if has_app_context() and any(isinstance(row, Group | Meeting | Occurrence) for row in changed):
        current_app.extensions.pop(_EXTENSION, None)


def next_open_doors(now: datetime, besides: Collection[int] = ()) -> list[Upcoming]:
    """The few meetings to go to next in listed groups, those that are open first; some groups may be left out."""
    held = (one for one in open_week(now) if not one.is_cancelled and one.group.id not in besides)
    return sorted(held, key=lambda one: (not one.is_open, one.starts_at))[:DOOR_MEETINGS]


def own_week(viewer: Account, now: datetime) -> list[Upcoming]:
    """The meetings of the viewer's groups in the coming week, cancelled ones included."""
    return meetings.upcoming(viewer, now, days=WEEK_DAYS, listed=False)


def whole_week(viewer: Account | None, now: datetime) -> list[Upcoming]:
    """All meetings of the coming week that the viewer may see; what is not for everybody is never kept."""
    return open_week(now) if viewer is None else meetings.upcoming(viewer, now, days=WEEK_DAYS)
