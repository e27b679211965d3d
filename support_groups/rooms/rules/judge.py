"""Whether a wish is granted, and what follows from it."""

from datetime import datetime, timedelta

from ..events import (
    MessageRemoved,
    MessageSaid,
    PaceSet,
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
from . import basket, refusals, wishes
from .chair import chair_missed, give_chair, stand_in, take_chair
from .floor import (
    Verdict,
    be_still,
    check_floor,
    check_pace,
    check_still,
    check_unsheltered,
    end_shelter,
    extend_floor,
    floor_back,
    give_floor,
    lower_hand,
    raise_hand,
    resume,
    set_floor,
    shelter,
)
from .lobby import guard, let_in, must_wait, set_lobby
from .milestones import close_clean_time, open_clean_time, stand
from .powers import check_leads, check_moderates
from .state import RoomState, Standing
from .stepping import begin_step
from .turns import end_share, may_pick, react, set_turns, step_out

HAND_TYPED = "!"
DONE_TYPED = "done"
WAIT_FOR_SHELTER = (
    wishes.SetFloor,
    wishes.GiveFloor,
    wishes.SetTurns,
    wishes.Lock,
    wishes.Unlock,
    wishes.BeStill,
    wishes.Resume,
    wishes.BeginStep,
    wishes.DrawQuestion,
    wishes.EndQuestion,
)
"""What would change what waits while a room is sheltered."""


def decide(state: RoomState, wish: wishes.Wish, by: str | None, now: datetime) -> Verdict:
    """What follows from a wish; nothing if it is so already. `by` None is the room itself.

    Raises the refusal that names the rule.
    """
    if isinstance(wish, wishes.RemoveMessage) and by is not None:
        return _remove_message(state, wish, by)
    if not state.is_open:
        raise refusals.RoomIsClosed
    if by is None:
        return _decide_for_room(state, wish, now)
    if isinstance(wish, wishes.Come):
        return _come(state, wish, by)
    if state.people[by].standing is not Standing.IN:
        raise refusals.OutOfTheRoom
    arrival = () if state.people[by].is_here else (PersonEntered(by),)
    match wish:
        case wishes.Enter():
            return arrival
        case wishes.LetIn():
            return let_in(state, wish, by)
        case wishes.Leave(lapsed=lapsed):
            return _leave(state, by, lapsed, now)
    follows = _decide_for_person(state, wish, by, now)
    # Whoever does something is here, whatever became of their lease.
    return (*arrival, *follows) if follows else ()


def muted(state: RoomState, who: str, until: datetime, by: str | None) -> Verdict:
    """What follows when someone is asked to listen."""
    return (*floor_back(state, who, "taken", by), PersonMuted(by, who, until))


def removed(state: RoomState, who: str, by: str | None, *, banned: bool) -> Verdict:
    """What follows when someone is asked to leave."""
    return (*floor_back(state, who, "taken", by), PersonRemoved(by, who, banned))


def _decide_for_room(state: RoomState, wish: wishes.Wish, now: datetime) -> Verdict:
    match wish:
        case wishes.Close():
            return (RoomClosed(None),)
        case wishes.StandIn():
            return stand_in(state, now)
        case wishes.SetLobby(lobby=lobby):
            return guard(state, lobby)
    raise refusals.NotTheirsToLead


def _decide_for_person(state: RoomState, wish: wishes.Wish, by: str, now: datetime) -> Verdict:
    if state.kind != RoomKind.MEETING:
        return _decide_for_two(wish, by)
    if isinstance(wish, wishes.Say):
        return _say(state, wish.body, by, now)
    if isinstance(wish, wishes.SaySealed):
        raise refusals.OnlyForTwo
    match wish:
        case wishes.Stand(tag=tag):
            return stand(state, tag, by, now)
        case wishes.PutQuestion():
            return basket.put(state, by, now)
        case wishes.RaiseHand():
            return raise_hand(state, by, now)
        case wishes.LowerHand(who=who):
            return lower_hand(state, who or by, by)
        case wishes.SetLobby(lobby=lobby):
            return set_lobby(state, lobby, by)
        case wishes.ReturnFloor(how=how):
            return end_share(state, how, by, now)
        case wishes.GiveFloor(to=to) if may_pick(state, by):
            return give_floor(state, to, by, now)
        case wishes.React(how=how):
            return react(state, how, by, now)
        case wishes.Mute(who=who, minutes=minutes):
            check_moderates(state, by, who)
            return muted(state, who, now + timedelta(minutes=minutes), by)
        case wishes.Unmute(who=who):
            check_moderates(state, by, who)
            return (PersonUnmuted(by, who),) if state.people[who].muted_until else ()
        case wishes.RemovePerson(who=who, ban=ban):
            return _remove_person(state, who, by, ban=ban)
    check_leads(state, by)
    if isinstance(wish, WAIT_FOR_SHELTER):
        check_unsheltered(state)
    match wish:
        case wishes.SetFloor(floor=floor):
            return set_floor(state, floor, by)
        case wishes.GiveFloor(to=to):
            return give_floor(state, to, by, now)
        case wishes.SetTurns(turns=turns, favours_new=favours_new):
            return set_turns(state, turns, favours_new, by)
        case wishes.ExtendFloor(minutes=minutes):
            return extend_floor(state, minutes, by, now)
        case wishes.Lock():
            return () if state.is_locked else (RoomLocked(by),)
        case wishes.Unlock():
            return (RoomUnlocked(by),) if state.is_locked else ()
        case wishes.Shelter():
            return shelter(state, by)
        case wishes.EndShelter():
            return end_shelter(state, by, now)
        case wishes.BeStill(how=how, seconds=seconds):
            return be_still(state, how, timedelta(seconds=seconds), by, now)
        case wishes.Resume():
            return resume(state, by, now)
        case wishes.SetPace(seconds=seconds):
            return () if seconds == state.pace_seconds else (PaceSet(by, seconds),)
        case wishes.OpenCleanTime(longest_first=longest_first):
            return open_clean_time(state, longest_first, by)
        case wishes.CloseCleanTime():
            return close_clean_time(state, by)
        case wishes.LookIntoBasket():
            return basket.look_in(state, by)
        case wishes.DrawQuestion(words=words):
            return basket.draw(state, words, by)
        case wishes.EndQuestion():
            return basket.done(state, by)
        case wishes.BeginStep():
            return begin_step(state, wish, by, now)
        case wishes.TakeChair():
            return take_chair(state, by)
        case wishes.GiveChair(to=to):
            return give_chair(state, to, by)
        case wishes.Close():
            return (RoomClosed(by),)
        case _:
            raise refusals.NotTheirsToLead


def _decide_for_two(wish: wishes.Wish, by: str) -> Verdict:
    match wish:
        case wishes.SaySealed(envelope=envelope):
            return (MessageSaid(by, envelope),)
        case wishes.Say():
            raise refusals.MustBeSealed
    raise refusals.OnlyInMeetings


def _come(state: RoomState, wish: wishes.Come, by: str) -> Verdict:
    known = state.people.get(by)
    if known:
        if known.standing is not Standing.IN:
            raise refusals.OutOfTheRoom
        return ()
    if must_wait(state, wish.role, is_known=wish.is_known):
        raise refusals.MustWait
    if state.is_locked:
        raise refusals.RoomIsLocked
    return (PersonCame(by, wish.name, wish.role),)


def _leave(state: RoomState, by: str, lapsed: bool, now: datetime) -> Verdict:
    if not state.people[by].is_here:
        return ()
    # Whoever lost the line in the middle of a share finds it again on coming back; who leads may call the next.
    back = () if lapsed else step_out(state, by, now)
    return (*back, PersonLeft(by, lapsed), *chair_missed(state, by, now))


def _say(state: RoomState, body: str, by: str, now: datetime) -> Verdict:
    if state.is_muted(by, now):
        raise refusals.Muted
    if state.floor == FloorMode.CHAIRED:
        if body.strip() == HAND_TYPED:
            return raise_hand(state, by, now)
        if body.strip().casefold() == DONE_TYPED and state.has_floor(by):
            return end_share(state, "done", by, now)
    check_still(state, by, now)
    check_pace(state, by, now)
    check_floor(state, by)
    return (MessageSaid(by, body),)


def _remove_message(state: RoomState, wish: wishes.RemoveMessage, by: str) -> Verdict:
    # Also when the room is closed: what should not have been said stays readable for a while.
    if state.people[by].standing is not Standing.IN:
        raise refusals.OutOfTheRoom
    if wish.author is None:
        # Who is asked about whose it was would learn how they stand to its author.
        check_leads(state, by)
    elif wish.author != by:
        check_moderates(state, by, wish.author)
    return () if wish.is_gone else (MessageRemoved(by, wish.message, wish.author),)


def _remove_person(state: RoomState, who: str, by: str, *, ban: bool) -> Verdict:
    check_moderates(state, by, who)
    standing = state.people[who].standing
    if standing is Standing.BANNED or (standing is Standing.REMOVED and not ban):
        return ()
    return removed(state, who, by, banned=ban)
