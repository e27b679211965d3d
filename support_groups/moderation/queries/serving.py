"""How much waits for those who serve, and in which open rooms they are: numbers, and nothing of what it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from support_groups.core.database import db
from support_groups.groups.models import Membership
from support_groups.rooms.models import Participant, Room
from support_groups.rooms.queries import rooms_that_hold, state_of
from support_groups.rooms.rules import Standing

from .caring import flags_for
from .reporting import count_reports_for


@dataclass(frozen=True)
class Waiting:
    """How many people may need care, messages wait to be read, and reports wait to be looked at."""

    care: int
    held: int
    reports: int


def waiting_for(mine: Membership) -> Waiting:
    """How much waits in a group that somebody who moderates it may see to; of what is about them they know nothing."""
    held = sum(count for _, count in rooms_that_hold(mine.group_id))
    return Waiting(len(flags_for(mine)), held, count_reports_for(mine))


def places_now(group_id: int, members: Collection[int]) -> Sequence[Participant]:
    """Where some members of a group have a place in a room that is open."""
    theirs = (
        select(Participant)
        .join(Room)
        .where(Room.group_id == group_id, Room.closed_at.is_(None), Participant.membership_id.in_(members))
    )
    found = db.session.scalars(theirs.options(contains_eager(Participant.room)).order_by(Participant.id)).all()
    # One fold for a room, however many serve there.
    people = {room: state_of(room).people for room in {one.room for one in found}}
    return [one for one in found if people[one.room][one.public_id].standing is Standing.IN]
