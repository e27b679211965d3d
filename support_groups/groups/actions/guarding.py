"""Against a wave of strangers: the door shuts, old links end, and new accounts cost more work, until it is over."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from support_groups.accounts import actions as accounts
from support_groups.core.clock import now
from support_groups.core.transaction import announce
from support_groups.groups import rules
from support_groups.groups.events import DoorShut, GroupChanged
from support_groups.groups.models import Group, Invitation, JoinCount, Membership
from support_groups.groups.rules import Power

from .holding import held_to_serve


def count_stranger(session: Session, group: Group) -> None:
    """Count somebody who has come into a held group for the first time, and shut its door where it is a wave."""
    at = now()
    step = rules.step_of(at)
    found = session.scalars(select(JoinCount).where(JoinCount.group_id == group.id)).all()
    counts = {one.until - rules.HOUR: one for one in found}
    if step not in counts:
        counts[step] = JoinCount(group_id=group.id, until=step + rules.HOUR, joins=0)
        session.add(counts[step])
    counts[step].joins += 1
    joins = {since: one.joins for since, one in counts.items()}
    if rules.is_wave(joins, at, per_minute=group.wave_per_minute, per_hour=group.wave_per_hour):
        _shut(session, group, at)


def open_door_again(by: Membership) -> None:
    """Let people come into the group as before the wave; links that have ended stay so. Once is enough."""
    with held_to_serve(by, Power.MANAGE) as held:
        if rules.is_shut(held.group.shut_until, now()):
            held.group.shut_until = None
            announce(GroupChanged(group_id=held.group.id))


def _shut(session: Session, group: Group, at: datetime) -> None:
    group.shut_until = at + timedelta(hours=rules.SHUT_HOURS)
    # Counted anew: whoever comes by a link that was made since is no part of this wave.
    session.flush()
    session.execute(delete(JoinCount).where(JoinCount.group_id == group.id))
    good = (Invitation.group_id == group.id, Invitation.revoked_at.is_(None), Invitation.expires_at > at)
    session.execute(update(Invitation).where(*good).values(revoked_at=at))
    accounts.make_work_harder(group.shut_until)
    announce(DoorShut(group.id, group.shut_until))
