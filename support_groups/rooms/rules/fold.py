"""How what happens changes a room. The browser folds the same way: `static/rooms/fold.js`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from ..events import (
    ChairMissed,
    ChairTaken,
    CleanTimeClosed,
    CleanTimeOpened,
    FloorExtended,
    FloorGiven,
    FloorReturned,
    FloorSet,
    HandLowered,
    HandRaised,
    LobbySet,
    Logged,
    MessageHidden,
    MessageRemoved,
    MessageSaid,
    MessageShown,
    PaceSet,
    PersonCame,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonRenamed,
    PersonStood,
    PersonUnmuted,
    QuestionDone,
    QuestionDrawn,
    Reacted,
    RoleGiven,
    RoomClosed,
    RoomLocked,
    RoomOpened,
    RoomResumed,
    RoomSheltered,
    RoomStilled,
    RoomUnlocked,
    ShelterEnded,
    StepBegun,
    TurnsSet,
)
from ..models import FloorMode, Turns
from . import basket, chair, covering, milestones, roster
from .powers import may_lead
from .state import Drawn, Felt, Hand, Person, RoomState, Share, Shelter, Standing, Step, Still


def fold(state: RoomState, log: Iterable[Logged]) -> RoomState:
    """The state after all these events."""
    for logged in log:
        state = apply(state, logged)
    return state


def apply(state: RoomState, logged: Logged) -> RoomState:
    """The state after one more event; what only says something leaves all but `seq` as it was."""
    state = state.moved_on(logged.seq)
    if state.hides_roster:
        state = roster.with_shown(state, logged)
    if isinstance(logged.event, MessageSaid):
        return _spoke(state, logged) if state.pace_seconds else state
    match logged.event:
        case RoomOpened():
            return _opened(state, logged.event)
        case PersonCame(by=str(who), name=name, role=role):
            people = {**state.people, who: Person(name, role)}
            return replace(state, people=MappingProxyType(people))
        case PersonEntered(by=str(who)):
            return _entered(state, who, logged.seq)
        case PersonLeft(by=str(who), lapsed=lapsed):
            state = _change(state, who, is_here=False)
            return state if lapsed else _without_turn(state, who)
        case PersonRenamed(who=who, name=name):
            return _change(state, who, name=name)
        case RoleGiven(who=who, role=role):
            state = _change(state, who, role=role)
            return state if may_lead(state, who) else replace(state, chair=chair.without(state.chair, who))
        case HandRaised(by=str(who)):
            return replace(state, queue=(*state.queue, Hand(who, logged.at)))
        case HandLowered(who=who):
            return _without_hand(state, who)
        case FloorSet(floor=floor):
            return replace(state, floor=floor, share=None, queue=())
        case FloorGiven(by=by, to=who, ends_at=ends_at):
            return _given(state, Share(who, logged.at, ends_at, given_by=by))
        case FloorExtended(ends_at=ends_at) if state.share:
            return replace(state, share=replace(state.share, ends_at=ends_at))
        case FloorReturned(who=who):
            has_spoken = state.turns == Turns.SPEAKER_FIRST and not state.reads(who)
            return replace(state, share=None, turns=Turns.HANDS.value if has_spoken else state.turns)
        case TurnsSet(turns=turns, favours_new=favours_new):
            rounded = (state.share.who,) if turns == Turns.ROUND and state.share else ()
            question = state.question if turns == Turns.BASKET else None
            return replace(state, turns=turns, favours_new=favours_new, rounded=rounded, question=question)
        case Reacted(by=str(who), how=how) if state.share:
            felt = tuple(one for one in state.share.felt if one.who != who)
            return replace(state, share=replace(state.share, felt=(*felt, Felt(who, how))))
        case PersonMuted(who=who, until=until):
            return _without_turn(_change(state, who, muted_until=until), who)
        case PersonUnmuted(who=who):
            return _change(state, who, muted_until=None)
        case PersonRemoved(who=who, banned=banned):
            standing = Standing.BANNED if banned else Standing.REMOVED
            state = _without_turn(_change(state, who, standing=standing, is_here=False), who)
            seated = chair.without(state.chair, who)
            return replace(state, chair=seated, clean_time=milestones.with_one(state.clean_time, who, None))
        case RoomLocked():
            return replace(state, is_locked=True)
        case RoomUnlocked():
            return replace(state, is_locked=False)
        case LobbySet(lobby=lobby, for_wave=for_wave):
            return replace(state, lobby=lobby, is_guarded=for_wave)
        case RoomStilled(how=how, ends_at=ends_at, share_ends_at=share_ends_at):
            return replace(_share_until(state, share_ends_at), still=Still(how, ends_at))
        case RoomResumed(share_ends_at=share_ends_at):
            return replace(_share_until(state, share_ends_at), still=None)
        case RoomSheltered():
            return _sheltered(state, logged.at)
        case ShelterEnded(share_ends_at=share_ends_at):
            return _share_until(_unsheltered(state), share_ends_at)
        case PaceSet(seconds=seconds):
            return replace(state, pace_seconds=seconds, spoke=MappingProxyType({}))
        case ChairTaken(who=who, how=how):
            return replace(state, chair=chair.seated(state.chair, who, how))
        case ChairMissed(stands_in_at=at) if state.chair:
            return replace(state, chair=replace(state.chair, missed_until=at))
        case StepBegun():
            return replace(state, step=_step(logged.event, logged.at))
        case MessageHidden(message=seq):
            return replace(state, hidden=covering.with_hidden(state, seq))
        case MessageShown(message=seq):
            return replace(state, hidden=covering.without_hidden(state, seq))
        case MessageRemoved(message=seq):
            question = basket.without_words(state.question, seq)
            return replace(state, hidden=covering.without_hidden(state, seq), question=question)
        case QuestionDrawn(words=words):
            return replace(state, question=Drawn(words, logged.at, logged.seq))
        case QuestionDone():
            return replace(state, question=None)
        case CleanTimeOpened(longest_first=longest_first):
            return replace(state, clean_time=milestones.opened(state.clean_time, longest_first))
        case PersonStood(by=str(who), tag=tag):
            return replace(state, clean_time=milestones.with_one(state.clean_time, who, tag))
        case CleanTimeClosed():
            return replace(state, clean_time=None)
        case RoomClosed():
            return _closed(state)
        case _:
            return state


def _change(state: RoomState, who: str, **changes: Any) -> RoomState:
    people = {**state.people, who: replace(state.people[who], **changes)}
    return replace(state, people=MappingProxyType(people))


def _opened(state: RoomState, opened: RoomOpened) -> RoomState:
    return replace(
        state,
        kind=opened.room_kind,
        is_open=True,
        floor=opened.floor,
        share_minutes=opened.share_minutes,
        ends_at=opened.ends_at,
        closes_at=opened.closes_at,
        hides_roster=opened.hides_roster,
    )


def _step(begun: StepBegun, at: datetime) -> Step:
    title, _, text = begun.words.partition("\n")
    return Step(begun.number, begun.of, begun.step_kind, title, text, at, begun.due_at, begun.reader)


def _entered(state: RoomState, who: str, seq: int) -> RoomState:
    state = _change(state, who, is_here=True, entered=seq)
    if state.chair is None or state.chair.who != who:
        return state
    return replace(state, chair=replace(state.chair, missed_until=None))


def _given(state: RoomState, share: Share) -> RoomState:
    who = share.who
    state = replace(_without_hand(state, who), share=share)
    if state.reads(who):
        return state
    shared = state.shared if who in state.shared else (*state.shared, who)
    rounded = (*state.rounded, who) if state.turns == Turns.ROUND and who not in state.rounded else state.rounded
    return replace(state, shared=shared, rounded=rounded)


def _spoke(state: RoomState, logged: Logged) -> RoomState:
    return replace(state, spoke=MappingProxyType({**state.spoke, str(logged.event.by): logged.at}))


def _share_until(state: RoomState, ends_at: datetime | None) -> RoomState:
    return replace(state, share=replace(state.share, ends_at=ends_at)) if state.share and ends_at else state


def _without_hand(state: RoomState, who: str) -> RoomState:
    return replace(state, queue=tuple(hand for hand in state.queue if hand.who != who))


def _without_turn(state: RoomState, who: str) -> RoomState:
    """Without their hand, and without anything that waits for them in a sheltered room."""
    state, shelter = _without_hand(state, who), state.shelter
    if shelter is None:
        return state
    share = None if shelter.share and shelter.share.who == who else shelter.share
    queue = tuple(hand for hand in shelter.queue if hand.who != who)
    return replace(state, shelter=replace(shelter, share=share, queue=queue))


def _sheltered(state: RoomState, at: datetime) -> RoomState:
    waits = Shelter(at, state.is_locked, state.floor, state.share, state.queue)
    return replace(state, shelter=waits, is_locked=True, floor=FloorMode.CLOSED.value, share=None, queue=())


def _unsheltered(state: RoomState) -> RoomState:
    if state.shelter is None:
        return state
    was = state.shelter
    return replace(state, shelter=None, is_locked=was.is_locked, floor=was.floor, share=was.share, queue=was.queue)


def _closed(state: RoomState) -> RoomState:
    people = {who: replace(person, is_here=False) for who, person in state.people.items()}
    ended = replace(state, is_open=False, share=None, queue=(), still=None, shelter=None, chair=None)
    ended = replace(ended, clean_time=None, question=None)
    return replace(ended, people=MappingProxyType(people), unseen=0)
