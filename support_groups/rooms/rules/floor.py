"""The floor: who speaks, for how long, and when nobody does."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from support_groups.core.errors import DomainError

from ..events import (
    Event,
    FloorExtended,
    FloorGiven,
    FloorReturned,
    FloorSet,
    HandLowered,
    HandRaised,
    RoomResumed,
    RoomSheltered,
    RoomStilled,
    ShelterEnded,
)
from ..models import SPEAKER_MINUTES, FloorMode, Turns
from . import refusals
from .powers import check_leads, may_lead
from .state import RoomState

Verdict = tuple[Event, ...]
SPEAKERS = (Turns.SPEAKER, Turns.SPEAKER_FIRST)
_UNCALLED: Mapping[str, type[DomainError]] = {Turns.ROUND: refusals.ItGoesRound, Turns.SPEAKER: refusals.OneSpeaks}
"""What stands against words of whoever was not called, where no hand is raised."""


def check_still(state: RoomState, by: str, now: datetime) -> None:
    """Raise the refusal for whoever would write into a silence or a pause."""
    if state.is_still(now) and not may_lead(state, by):
        raise refusals.RoomIsStill


def check_may_tell(state: RoomState, by: str, now: datetime) -> None:
    """Raise the refusal for whoever may not speak, and so tells nothing without a word either."""
    if state.is_muted(by, now):
        raise refusals.Muted
    if state.is_still(now):
        raise refusals.RoomIsStill


def check_pace(state: RoomState, by: str, now: datetime) -> None:
    """Raise the refusal for whoever has spoken a moment ago, where there is a pace."""
    if not state.pace_seconds or may_lead(state, by):
        return
    spoke = state.spoke.get(by)
    if state.floor == FloorMode.OPEN and spoke and now < spoke + timedelta(seconds=state.pace_seconds):
        raise refusals.GoesSlowly


def be_still(state: RoomState, how: str, span: timedelta, by: str, now: datetime) -> Verdict:
    """What follows when one who leads asks for a silence or a pause."""
    before = resume(state, by, now)
    share_ends_at = before[0].share_ends_at if before else _share_end(state)
    return (*before, RoomStilled(by, how, now + span, share_ends_at and share_ends_at + span))


def resume(state: RoomState, by: str, now: datetime) -> tuple[RoomResumed, ...]:
    """What follows when a silence or a pause ends before its time; nothing if there is none."""
    if state.still is None or not state.is_still(now):
        return ()
    ends_at = _share_end(state)
    return (RoomResumed(by, ends_at and ends_at - (state.still.ends_at - now)),)


def _share_end(state: RoomState) -> datetime | None:
    return state.share.ends_at if state.share else None


def shelter(state: RoomState, by: str) -> Verdict:
    """What follows when one who leads shelters the room."""
    return () if state.shelter else (RoomSheltered(by),)


def end_shelter(state: RoomState, by: str, now: datetime) -> Verdict:
    """What follows when all is to be as it was before: whoever shared has lost no time."""
    if state.shelter is None:
        return ()
    since, share = state.shelter.since, state.shelter.share
    if share is None:
        return (ShelterEnded(by, None),)
    # In a silence that had begun before, their time stood still already.
    stood_still = max(min(state.still.ends_at, now) - since, timedelta(0)) if state.still else timedelta(0)
    return (ShelterEnded(by, share.ends_at + (now - since) - stood_still),)


def check_unsheltered(state: RoomState) -> None:
    """Raise the refusal while what waits must stay as it is."""
    if state.shelter:
        raise refusals.RoomIsSheltered


def check_floor(state: RoomState, by: str) -> None:
    """Raise the refusal for whoever does not have the floor."""
    if state.floor == FloorMode.OPEN or state.has_floor(by) or may_lead(state, by):
        return
    if state.floor == FloorMode.CLOSED:
        raise refusals.FloorIsClosed
    raise _UNCALLED.get(state.turns) or (refusals.FloorIsTaken if state.share else refusals.FloorIsChaired)


def raise_hand(state: RoomState, by: str, now: datetime) -> Verdict:
    """What follows when someone asks to share."""
    if state.floor == FloorMode.OPEN:
        raise refusals.FloorIsOpen
    if state.floor == FloorMode.CLOSED:
        raise refusals.FloorIsClosed
    if state.is_muted(by, now):
        raise refusals.Muted
    if state.turns == Turns.ROUND:
        raise refusals.ItGoesRound
    if state.turns == Turns.SPEAKER:
        raise refusals.OneSpeaks
    return () if state.asks(by) or state.has_floor(by) else (HandRaised(by),)


def lower_hand(state: RoomState, who: str, by: str) -> Verdict:
    """What follows when a hand goes down."""
    if who != by:
        check_leads(state, by)
    return (HandLowered(by, who),) if state.asks(who) else ()


def set_floor(state: RoomState, floor: str, by: str) -> Verdict:
    """What follows when people are to speak in another way."""
    if floor == state.floor:
        return ()
    return (*_taken_back(state, by), FloorSet(by, floor))


def give_floor(state: RoomState, to: str, by: str, now: datetime) -> Verdict:
    """What follows when someone is called."""
    if state.floor != FloorMode.CHAIRED:
        raise refusals.FloorIsOpen if state.floor == FloorMode.OPEN else refusals.FloorIsClosed
    person = state.people.get(to)
    if person is None or not person.is_here:
        raise refusals.NotHere
    if state.is_muted(to, now):
        raise refusals.Muted("They were asked to listen for a while. Let them speak again first.")
    if state.has_floor(to):
        return ()
    # In a silence or a pause nobody's time runs.
    begins = state.still.ends_at if state.still and state.is_still(now) else now
    minutes = max(state.share_minutes, SPEAKER_MINUTES) if state.turns in SPEAKERS else state.share_minutes
    return (*_taken_back(state, by), FloorGiven(by, to, begins + timedelta(minutes=minutes)))


def extend_floor(state: RoomState, minutes: int, by: str, now: datetime) -> Verdict:
    """What follows when the one who shares is given time."""
    if state.share is None:
        raise refusals.NobodyHasTheFloor
    return (FloorExtended(by, max(state.share.ends_at, now) + timedelta(minutes=minutes)),)


def return_floor(state: RoomState, how: str, by: str) -> Verdict:
    """What follows when a share ends."""
    if state.share is None:
        raise refusals.NobodyHasTheFloor
    if how == "taken":
        check_leads(state, by)
    elif state.share.who != by:
        raise refusals.FloorIsTaken
    return floor_back(state, state.share.who, how, by)


def _taken_back(state: RoomState, by: str) -> Verdict:
    if state.share is None:
        return ()
    return floor_back(state, state.share.who, "done" if state.has_floor(by) else "taken", by)


def floor_back(state: RoomState, who: str, how: str, by: str | None) -> Verdict:
    """What follows for the floor when someone can share no longer."""
    return (FloorReturned(by, who, how),) if state.has_floor(who) else ()
