"""The lobby: who waits at the door, who may let them in, and what is known of them."""

import enum
from datetime import date, datetime

from support_groups.groups.rules import Power, is_newcomer, may_as

from ..events import LobbySet, PersonCame
from ..models import Lobby, RoomKind
from . import refusals, wishes
from .floor import Verdict
from .powers import check_leads
from .state import RoomState, Standing

DECLINES = {
    "quiet": "The meeting is in the middle of something that needs quiet, so nobody new comes in any more this time.",
    "full": "The circle is kept small this time, so that everyone has room to share.",
    "other": "From what we know, another meeting may suit you better than this one.",
    "unsure": "We are careful about whom we let in, and this time we were not sure. That may be our mistake.",
}
"""For what reasons somebody is not let in, as they are told it."""


class Mark(enum.StrEnum):
    """What those who let people in know of somebody at the door."""

    FIRST = "first"
    NEWCOMER = "newcomer"
    KNOWN = "known"


def mark_of(*, has_met: bool, joined_on: date, today: date) -> Mark:
    """Known: joined so long ago. Newcomer: not, but was at a meeting here. First: neither."""
    if not is_newcomer(joined_on, today):
        return Mark.KNOWN
    return Mark.NEWCOMER if has_met else Mark.FIRST


def may_admit(state: RoomState, who: str) -> bool:
    """Whether somebody in a meeting may let others in."""
    person = state.people.get(who)
    return (
        state.kind == RoomKind.MEETING
        and person is not None
        and person.standing is Standing.IN
        and _serves_at_door(person.role)
    )


def check_admits(state: RoomState, by: str) -> None:
    """Raise the refusal for whoever may not let others in."""
    if not may_admit(state, by):
        raise refusals.NotTheirsToLead


def check_may_welcome(state: RoomState, by: str, now: datetime) -> None:
    """Raise the refusal for whoever may say nothing to somebody at the door."""
    check_admits(state, by)
    if state.is_muted(by, now):
        raise refusals.Muted


def must_wait(state: RoomState, role: str, *, is_known: bool) -> bool:
    """Whether somebody who comes for the first time waits at the door."""
    if state.lobby == Lobby.NOBODY or _serves_at_door(role):
        return False
    # Behind a locked door also those wait who would come in by themselves.
    return state.lobby == Lobby.ALL or state.is_locked or not is_known


def set_lobby(state: RoomState, lobby: str, by: str) -> Verdict:
    """What follows when others wait at the door from now on.

    Who lets people in may spare those who are known the wait; whether there is a lobby is up to those who lead, and
    so is making one last that came with a wave.
    """
    if Lobby.NOBODY in (lobby, state.lobby) or state.is_guarded:
        check_leads(state, by)
    check_admits(state, by)
    return () if lobby == state.lobby and not state.is_guarded else (LobbySet(by, lobby),)


def guard(state: RoomState, lobby: str) -> Verdict:
    """What follows when a wave of strangers comes, or is over: a lobby that somebody has chosen stays as it is."""
    if lobby == Lobby.NOBODY:
        return (LobbySet(None, lobby),) if state.is_guarded else ()
    return (LobbySet(None, lobby, for_wave=True),) if state.lobby == Lobby.NOBODY else ()


def let_in(state: RoomState, wish: wishes.LetIn, by: str) -> Verdict:
    """What follows when somebody is let in; they are told of it as of everybody who comes."""
    check_admits(state, by)
    known = state.people.get(wish.who)
    if known is not None:
        return ()
    if state.shelter:
        raise refusals.RoomIsSheltered
    if state.is_locked:
        raise refusals.DoorIsLocked
    return (PersonCame(wish.who, wish.name, wish.role),)


def _serves_at_door(role: str) -> bool:
    return may_as(role, Power.ADMIT)
