"""Who leads a meeting, and who stands in when they are away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from support_groups.groups.models import Role
from support_groups.groups.rules import RANK

from ..events import ChairMissed, ChairTaken
from . import refusals
from .floor import Verdict
from .powers import check_leads, may_lead
from .state import Chair, RoomState

STANDS_IN_AFTER = timedelta(seconds=15)
"""With the moment that a lost line has to come back, somebody stands in after half a minute."""


def take_chair(state: RoomState, by: str) -> Verdict:
    """What follows when someone leads from now on."""
    check_leads(state, by)
    return () if leads_now(state, by) else (ChairTaken(by, by, "taken"),)


def give_chair(state: RoomState, to: str, by: str) -> Verdict:
    """What follows when someone lets another one lead."""
    person = state.people.get(to)
    if person is None or not person.is_here:
        raise refusals.NotHere
    if not may_lead(state, to):
        raise refusals.MayNotLead
    return () if leads_now(state, to) else (ChairTaken(by, to, "given"),)


def chair_missed(state: RoomState, by: str, now: datetime) -> Verdict:
    """What follows when someone goes who may be the one who leads."""
    return (ChairMissed(by, now.replace(microsecond=0) + STANDS_IN_AFTER),) if leads_now(state, by) else ()


def stand_in(state: RoomState, now: datetime) -> Verdict:
    """What follows when it is time for somebody to stand in: of those here the highest, then the longest here."""
    chair = state.chair
    if chair is None or chair.missed_until is None or now < chair.missed_until:
        return ()
    found = max(_could_lead(state), key=lambda who: _precedence(state, who), default=None)
    return (ChairTaken(None, found, "stood_in"),) if found else ()


def leads_now(state: RoomState, who: str) -> bool:
    """Whether someone leads at this moment."""
    return state.chair is not None and state.chair.who == who


def seated(before: Chair | None, who: str, how: str) -> Chair:
    """The chair once someone has taken it."""
    if how != "stood_in" or before is None:
        return Chair(who)
    missed = before.stands_in_for or before.who
    return Chair(who, None if missed == who else missed)


def without(chair: Chair | None, who: str) -> Chair | None:
    """The chair once someone cannot lead any more."""
    if chair is None or chair.who == who:
        return None
    return replace(chair, stands_in_for=None) if chair.stands_in_for == who else chair


def _could_lead(state: RoomState) -> Iterator[str]:
    return (who for who, person in state.people.items() if person.is_here and may_lead(state, who))


def _precedence(state: RoomState, who: str) -> tuple[int, int]:
    person = state.people[who]
    return RANK[Role(person.role)], -person.entered
