"""Whether a wish is granted, and what follows from it."""

from datetime import datetime, timedelta

from support_groups.groups.models import Role
from support_groups.groups.rules import Power, may, outranks

from ..events import (
    Event,
    FloorExtended,
    FloorGiven,
    FloorReturned,
    FloorSet,
    HandLowered,
    HandRaised,
    MessageRemoved,
    MessageSaid,
    PersonCame,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonUnmuted,
    RoomClosed,
    RoomLocked,
    RoomUnlocked,
)
from ..models import FloorMode, RoomKind
from . import refusals, wishes
from .state import RoomState, Standing

Verdict = tuple[Event, ...]

HAND_TYPED = "!"
DONE_TYPED = "done"


def decide(state: RoomState, wish: wishes.Wish, by: str | None, now: datetime) -> Verdict:
    """What follows from a wish; nothing if it is so already. `by` None is the room itself.

    Raises the refusal that names the rule.
    """
    if isinstance(wish, wishes.RemoveMessage) and by is not None:
        return _remove_message(state, wish, by)
    if not state.is_open:
        raise refusals.RoomIsClosed
    if by is None:
        return _decide_for_room(state, wish)
    if isinstance(wish, wishes.Come):
        return _come(state, wish, by)
    if state.people[by].standing is not Standing.IN:
        raise refusals.OutOfTheRoom
    arrival = () if state.people[by].is_here else (PersonEntered(by),)
    match wish:
        case wishes.Enter():
            return arrival
        case wishes.Leave(lapsed=lapsed):
            return _leave(state, by, lapsed)
    follows = _decide_for_person(state, wish, by, now)
    # Whoever does something is here, whatever became of their lease.
    return (*arrival, *follows) if follows else ()


def may_lead(state: RoomState, who: str) -> bool:
    """Whether someone may lead the meeting."""
    return _has(state, who, Power.LEAD)


def muted(state: RoomState, who: str, until: datetime, by: str | None) -> Verdict:
    """What follows when someone is asked to listen."""
    return (*_floor_back(state, who, "taken", by), PersonMuted(by, who, until))


def removed(state: RoomState, who: str, by: str | None, *, banned: bool) -> Verdict:
    """What follows when someone is asked to leave."""
    return (*_floor_back(state, who, "taken", by), PersonRemoved(by, who, banned))


def _decide_for_room(state: RoomState, wish: wishes.Wish) -> Verdict:
    if isinstance(wish, wishes.Close):
        return (RoomClosed(None),)
    raise refusals.NotTheirsToLead


def _decide_for_person(state: RoomState, wish: wishes.Wish, by: str, now: datetime) -> Verdict:
    if isinstance(wish, wishes.Say):
        return _say(state, wish.body, by, now)
    if state.kind != RoomKind.MEETING:
        raise refusals.OnlyInMeetings
    match wish:
        case wishes.RaiseHand():
            return _raise_hand(state, by, now)
        case wishes.LowerHand(who=who):
            return _lower_hand(state, who or by, by)
        case wishes.ReturnFloor(how=how):
            return _return_floor(state, how, by)
        case wishes.Mute(who=who, minutes=minutes):
            _check_moderates(state, by, who)
            return muted(state, who, now + timedelta(minutes=minutes), by)
        case wishes.Unmute(who=who):
            _check_moderates(state, by, who)
            return (PersonUnmuted(by, who),) if state.people[who].muted_until else ()
        case wishes.RemovePerson(who=who, ban=ban):
            return _remove_person(state, who, by, ban=ban)
    _check_leads(state, by)
    match wish:
        case wishes.SetFloor(floor=floor):
            return _set_floor(state, floor, by)
        case wishes.GiveFloor(to=to):
            return _give_floor(state, to, by, now)
        case wishes.ExtendFloor(minutes=minutes):
            return _extend_floor(state, minutes, by, now)
        case wishes.Lock():
            return () if state.is_locked else (RoomLocked(by),)
        case wishes.Unlock():
            return (RoomUnlocked(by),) if state.is_locked else ()
        case wishes.Close():
            return (RoomClosed(by),)
        case _:
            raise refusals.NotTheirsToLead


def _come(state: RoomState, wish: wishes.Come, by: str) -> Verdict:
    known = state.people.get(by)
    if known:
        if known.standing is not Standing.IN:
            raise refusals.OutOfTheRoom
        return ()
    if state.is_locked:
        raise refusals.RoomIsLocked
    return (PersonCame(by, wish.name, wish.role),)


def _leave(state: RoomState, by: str, lapsed: bool) -> Verdict:
    if not state.people[by].is_here:
        return ()
    # Whoever lost the line in the middle of a share finds it again on coming back; who leads may call the next.
    back = () if lapsed else _floor_back(state, by, "passed", by)
    return (*back, PersonLeft(by, lapsed))


def _say(state: RoomState, body: str, by: str, now: datetime) -> Verdict:
    if state.is_muted(by, now):
        raise refusals.Muted
    if state.floor == FloorMode.CHAIRED:
        if body.strip() == HAND_TYPED:
            return _raise_hand(state, by, now)
        if body.strip().casefold() == DONE_TYPED and state.has_floor(by):
            return _return_floor(state, "done", by)
    _check_floor(state, by)
    return (MessageSaid(by, body),)


def _check_floor(state: RoomState, by: str) -> None:
    if state.floor == FloorMode.OPEN or state.has_floor(by) or may_lead(state, by):
        return
    if state.floor == FloorMode.CLOSED:
        raise refusals.FloorIsClosed
    raise refusals.FloorIsTaken if state.share else refusals.FloorIsChaired


def _remove_message(state: RoomState, wish: wishes.RemoveMessage, by: str) -> Verdict:
    # Also when the room is closed: what should not have been said stays readable for a while.
    if state.people[by].standing is not Standing.IN:
        raise refusals.OutOfTheRoom
    if wish.author != by:
        _check_moderates(state, by, wish.author)
    return () if wish.is_gone else (MessageRemoved(by, wish.message, wish.author),)


def _raise_hand(state: RoomState, by: str, now: datetime) -> Verdict:
    if state.floor == FloorMode.OPEN:
        raise refusals.FloorIsOpen
    if state.floor == FloorMode.CLOSED:
        raise refusals.FloorIsClosed
    if state.is_muted(by, now):
        raise refusals.Muted
    return () if state.asks(by) or state.has_floor(by) else (HandRaised(by),)


def _lower_hand(state: RoomState, who: str, by: str) -> Verdict:
    if who != by:
        _check_leads(state, by)
    return (HandLowered(by, who),) if state.asks(who) else ()


def _set_floor(state: RoomState, floor: str, by: str) -> Verdict:
    if floor == state.floor:
        return ()
    back = _floor_back(state, state.share.who, "taken", by) if state.share else ()
    return (*back, FloorSet(by, floor))


def _give_floor(state: RoomState, to: str, by: str, now: datetime) -> Verdict:
    if state.floor != FloorMode.CHAIRED:
        raise refusals.FloorIsOpen if state.floor == FloorMode.OPEN else refusals.FloorIsClosed
    person = state.people.get(to)
    if person is None or not person.is_here:
        raise refusals.NotHere
    if state.is_muted(to, now):
        raise refusals.Muted("They were asked to listen for a while. Let them speak again first.")
    if state.has_floor(to):
        return ()
    back = _floor_back(state, state.share.who, "taken", by) if state.share else ()
    return (*back, FloorGiven(by, to, now + timedelta(minutes=state.share_minutes)))


def _extend_floor(state: RoomState, minutes: int, by: str, now: datetime) -> Verdict:
    if state.share is None:
        raise refusals.NobodyHasTheFloor
    return (FloorExtended(by, max(state.share.ends_at, now) + timedelta(minutes=minutes)),)


def _return_floor(state: RoomState, how: str, by: str) -> Verdict:
    if state.share is None:
        raise refusals.NobodyHasTheFloor
    if how == "taken":
        _check_leads(state, by)
    elif state.share.who != by:
        raise refusals.FloorIsTaken
    return _floor_back(state, state.share.who, how, by)


def _remove_person(state: RoomState, who: str, by: str, *, ban: bool) -> Verdict:
    _check_moderates(state, by, who)
    standing = state.people[who].standing
    if standing is Standing.BANNED or (standing is Standing.REMOVED and not ban):
        return ()
    return removed(state, who, by, banned=ban)


def _floor_back(state: RoomState, who: str, how: str, by: str | None) -> Verdict:
    return (FloorReturned(by, who, how),) if state.has_floor(who) else ()


def _has(state: RoomState, who: str, power: Power) -> bool:
    role = state.people[who].role
    return state.kind == RoomKind.MEETING and role in set(Role) and may(Role(role), power)


def _check_leads(state: RoomState, by: str) -> None:
    if not may_lead(state, by):
        raise refusals.NotTheirsToLead


def _check_moderates(state: RoomState, by: str, who: str) -> None:
    if not _has(state, by, Power.MODERATE):
        raise refusals.NotTheirsToLead
    if who not in state.people:
        raise refusals.NotHere
    if not outranks(Role(state.people[by].role), Role(state.people[who].role)):
        raise refusals.ActsOnHigherRole
