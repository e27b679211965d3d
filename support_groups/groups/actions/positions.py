"""The positions of a group: making them, being willing, giving them for a term, and ending it."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from support_groups.core.chores import UNHURRIED_SECONDS, chore, each
from support_groups.core.clock import now
from support_groups.core.errors import NotAllowed
from support_groups.core.transaction import announce, transaction
from support_groups.groups import queries, rules
from support_groups.groups.events import PositionGiven, ServiceOffered, TermEnded
from support_groups.groups.models import Membership, Position, Willing
from support_groups.groups.rules import Power, Service

from .holding import Held, held_by, held_to_serve, hold
from .serving import change_role


def add_position(by: Membership, service: Service) -> None:
    """Let a group have one more position."""
    with held_to_serve(by, Power.MANAGE) as held:
        _add(held, service)


def add_usual_positions(by: Membership) -> None:
    """Let a group have the positions that most groups have, where it has none."""
    with held_to_serve(by, Power.MANAGE) as held:
        if not queries.positions_of(held.group.id):
            for service in rules.USUAL:
                _add(held, service)


def _add(held: Held, service: Service) -> None:
    if len(queries.positions_of(held.group.id)) >= rules.POSITIONS_MAX:
        raise rules.TooManyPositions
    made = Position(group_id=held.group.id, name=service.name, usually=service.usually, months=service.months)
    made.role = service.role
    held.session.add(made)
    held.session.flush()


def remove_position(by: Membership, public_id: str) -> None:
    """Let a group have a position no more; whoever has it is told."""
    with held_to_serve(by, Power.MANAGE) as held:
        found = queries.position_in(held.group.id, public_id)
        _end(held, found, is_gone=True)
        held.session.execute(delete(Position).where(Position.id == found.id))


def offer_service(member: Membership, public_id: str) -> None:
    """Be willing to take a position; twice is once."""
    with held_by(member) as held:
        found = queries.position_in(held.group.id, public_id)
        mine = Willing.position_id == found.id, Willing.membership_id == held.by.id
        if held.session.scalar(select(Willing.id).where(*mine)) is None and found.holder_id != held.by.id:
            held.session.add(Willing(position_id=found.id, membership_id=held.by.id))
            held.session.flush()
            announce(ServiceOffered(held.group.id))


def withdraw_service(member: Membership, public_id: str) -> None:
    """Think better of it; nothing of it stays."""
    with held_by(member) as held:
        found = queries.position_in(held.group.id, public_id)
        mine = Willing.position_id == found.id, Willing.membership_id == held.by.id
        held.session.execute(delete(Willing).where(*mine))


def give_position(by: Membership, public_id: str, member: Membership) -> None:
    """Give an open position to somebody who is willing, for its term."""
    with held_to_serve(by, Power.MANAGE) as held:
        found, taker = queries.position_in(held.group.id, public_id), held.person(member)
        if found.holder_id is not None:
            raise rules.PositionIsTaken
        willing = select(Willing.id).where(Willing.position_id == found.id, Willing.membership_id == taker.id)
        if held.session.scalar(willing) is None:
            raise rules.NobodyIsWilling
        found.holder_id = taker.id
        found.ends_on = rules.last_day(now().date(), found.months)
        held.session.execute(delete(Willing).where(Willing.position_id == found.id))
        change_role(held, taker, rules.role_with(taker.role, found.role))
        announce(PositionGiven(held.group.id, taker.account_id, found.name, found.ends_on))


def end_term(by: Membership, public_id: str) -> None:
    """Lay a position down, or end somebody's term as one who manages the group; twice is once."""
    with held_by(by) as held:
        found = queries.position_in(held.group.id, public_id)
        if not rules.may_end_term(held.by.id, held.by.role, found.holder_id):
            raise NotAllowed
        _end(held, found)


def free_positions(session: Session, membership_id: int) -> None:
    """Open the positions of somebody who goes; what they were willing to do goes with them."""
    for found in session.scalars(select(Position).where(Position.holder_id == membership_id)).all():
        found.holder_id = found.ends_on = None
    session.execute(delete(Willing).where(Willing.membership_id == membership_id))


@chore("end the terms of positions that are over", pause_seconds=UNHURRIED_SECONDS)
def end_terms() -> int:
    """End each term whose last day has passed; harmless when done by several at once."""
    today = now().date()
    over = [(found.group_id, found.public_id) for found in queries.terms_over(today)]
    return each(over, lambda one: _end_if_over(*one, today))


def _end_if_over(group_id: int, public_id: str, today: date) -> None:
    with transaction() as session:
        group = hold(session, group_id)
        found = queries.position_in(group_id, public_id)
        holder = session.get(Membership, found.holder_id) if found.holder_id is not None else None
        if holder is not None and rules.is_over(found.ends_on, today):
            # As if laid down: nobody has taken it from them.
            _end(Held(session, group, holder), found)


def _end(held: Held, found: Position, *, is_gone: bool = False) -> None:
    holder = held.session.get(Membership, found.holder_id) if found.holder_id is not None else None
    found.holder_id = found.ends_on = None
    held.session.flush()
    if holder is not None:
        others = held.session.scalars(select(Position.role).where(Position.holder_id == holder.id)).all()
        change_role(held, holder, rules.role_after(holder.role, found.role, others))
        announce(TermEnded(found.group_id, holder.account_id, found.name, is_gone))
