"""Who is called next, as the room has chosen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ..events import Reacted, TurnsSet
from ..models import FloorMode, Turns
from . import refusals
from .floor import Verdict, check_may_tell, floor_back, give_floor, return_floor
from .state import Felt, RoomState


def in_line(state: RoomState) -> list[str]:
    """Whose hands are up, in the order in which they are called."""
    asked = [hand.who for hand in state.queue]
    return sorted(asked, key=lambda who: who in state.shared) if state.favours_new else asked


def next_one(state: RoomState, now: datetime) -> str | None:
    """Who is called next; None if nobody waits."""
    coming = _round(state) if state.turns == Turns.ROUND else in_line(state)
    return next((who for who in coming if _can_share(state, who, now)), None)


def _round(state: RoomState) -> Iterator[str]:
    # In the order in which they came; who comes late is the last.
    return (who for who in state.people if who not in state.rounded)


def _can_share(state: RoomState, who: str, now: datetime) -> bool:
    return state.can_be_called(who, now) and not state.has_floor(who)


def set_turns(state: RoomState, turns: str, favours_new: bool, by: str) -> Verdict:
    """What follows when people are to be called in another way; whoever shares goes on."""
    # A round is begun anew by asking for it again.
    is_same = turns == state.turns and favours_new == state.favours_new and not state.rounded
    return () if is_same else (TurnsSet(by, turns, favours_new),)


def call_next(state: RoomState, by: str, now: datetime) -> Verdict:
    """What follows when one who leads calls whoever comes next."""
    who = next_one(state, now) if state.floor == FloorMode.CHAIRED else None
    if state.floor == FloorMode.CHAIRED and who is None:
        raise refusals.NobodyWaits
    return give_floor(state, who or by, by, now)


def may_pick(state: RoomState, by: str) -> bool:
    """Whether someone who shares may say who is next."""
    return state.turns == Turns.PITCH and state.has_floor(by) and not state.reads(by)


def end_share(state: RoomState, how: str, by: str, now: datetime) -> Verdict:
    """What follows when a share ends; in a round it goes on to the next, unless the floor is taken back."""
    back = return_floor(state, how, by)
    goes_on = how != "taken" and not state.reads(by)
    return (*back, *_go_round(state, by, now)) if goes_on else back


def _go_round(state: RoomState, by: str, now: datetime) -> Verdict:
    who = next_one(state, now) if state.turns == Turns.ROUND and state.floor == FloorMode.CHAIRED else None
    return give_floor(replace(state, share=None), who, by, now) if who else ()


def step_out(state: RoomState, who: str, now: datetime) -> Verdict:
    """What follows for the floor when somebody goes who has it: it is passed on."""
    back = floor_back(state, who, "passed", who)
    return (*back, *_go_round(state, who, now)) if back and not state.reads(who) else back


def react(state: RoomState, how: str, by: str, now: datetime) -> Verdict:
    """What follows when someone lets the one who shares feel something; again the same changes nothing."""
    if state.share is None or state.has_floor(by):
        raise refusals.NobodyHasTheFloor
    check_may_tell(state, by, now)
    return () if Felt(by, how) in state.share.felt else (Reacted(by, how),)
