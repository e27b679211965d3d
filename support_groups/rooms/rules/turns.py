"""Whose turn it is, as the room has chosen; in a round it goes on by itself."""

from dataclasses import replace
from datetime import datetime

from ..events import Reacted, TurnsSet
from ..models import FloorMode, Turns
from . import refusals
from .floor import Verdict, check_may_tell, floor_back, give_floor, return_floor
from .state import Felt, RoomState


def next_in_round(state: RoomState, now: datetime) -> str | None:
    """Who comes next in a round: in the order in which they came, who comes late is the last; None if nobody waits."""
    coming = (who for who in state.people if who not in state.rounded and not state.has_floor(who))
    return next((who for who in coming if state.can_be_called(who, now)), None)


def set_turns(state: RoomState, turns: str, favours_new: bool, by: str) -> Verdict:
    """What follows when people are to be called in another way; whoever shares goes on."""
    # A round is begun anew by asking for it again.
    is_same = turns == state.turns and favours_new == state.favours_new and not state.rounded
    return () if is_same else (TurnsSet(by, turns, favours_new),)


def may_pick(state: RoomState, by: str) -> bool:
    """Whether someone who shares may say who is next."""
    return state.turns == Turns.PITCH and state.has_floor(by) and not state.reads(by)


def end_share(state: RoomState, how: str, by: str, now: datetime) -> Verdict:
    """What follows when a share ends; in a round it goes on to the next, unless the floor is taken back."""
    back = return_floor(state, how, by)
    goes_on = how != "taken" and not state.reads(by)
    return (*back, *_go_round(state, by, now)) if goes_on else back


def _go_round(state: RoomState, by: str, now: datetime) -> Verdict:
    who = next_in_round(state, now) if state.turns == Turns.ROUND and state.floor == FloorMode.CHAIRED else None
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
