"""Against a wave of strangers: the door shuts and new accounts cost more work, until it is quiet again."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from support_groups.accounts import actions as accounts
from support_groups.core.chores import chore, each
from support_groups.core.clock import now
from support_groups.core.transaction import announce, transaction
from support_groups.groups import queries, rules
from support_groups.groups.events import DoorOpened, DoorShut, GroupChanged
from support_groups.groups.models import Group, JoinCount, Membership
from support_groups.groups.rules import Power

from .holding import held_to_serve, hold


def count_stranger(session: Session, group: Group) -> None:
    """Count somebody who has come into a held group for the first time, and shut its door where it is a wave."""
    at = now()
    if _is_wave(session, group, at):
        _shut(session, group, at)
        accounts.make_work_harder(at + rules.QUIET)


def count_knock(group: Group) -> None:
    """Count a stranger before a shut door: it stays shut as long as the wave goes on."""
    at = now()
    with transaction() as session:
        held = hold(session, group.id)
        if rules.is_shut(held.shut_until, at) and _is_wave(session, held, at):
            _shut(session, held, at)


def _is_wave(session: Session, group: Group, at: datetime) -> bool:
    step = rules.step_of(at)
    found = session.scalars(select(JoinCount).where(JoinCount.group_id == group.id)).all()
    counts = {one.until - rules.HOUR: one for one in found}
    if step not in counts:
        counts[step] = JoinCount(group_id=group.id, until=step + rules.HOUR, joins=0)
        session.add(counts[step])
    counts[step].joins += 1
    joins = {since: one.joins for since, one in counts.items()}
    return rules.is_wave(joins, at, per_minute=group.wave_per_minute, per_hour=group.wave_per_hour)


def _shut(session: Session, group: Group, at: datetime) -> None:
    group.shut_until = at + rules.QUIET
    # Counted anew: it takes as many again to keep the door shut.
    _forget_counts(session, group)
    announce(DoorShut(group.id, group.shut_until))


def open_door_again(by: Membership) -> None:
    """Let people come into the group as before the wave; once is enough."""
    with held_to_serve(by, Power.MANAGE) as held:
        _open(held.session, held.group)


@chore("open the doors that a wave has shut")
def open_quiet_doors() -> int:
    """Open the doors before which it is quiet again; harmless when done by several at once."""
    return each(queries.quiet_doors(now()), _open_if_quiet)


def _open_if_quiet(group_id: int) -> None:
    with transaction() as session:
        group = hold(session, group_id)
        if not rules.is_shut(group.shut_until, now()):
            _open(session, group)


def _open(session: Session, group: Group) -> None:
    if group.shut_until is None:
        return
    group.shut_until = None
    _forget_counts(session, group)
    announce(DoorOpened(group.id), GroupChanged(group_id=group.id))


def _forget_counts(session: Session, group: Group) -> None:
    session.flush()
    session.execute(delete(JoinCount).where(JoinCount.group_id == group.id))
