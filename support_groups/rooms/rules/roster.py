"""A hidden roster: members see who serves and whom an act of their own has shown, and how many others are here.

Those who serve see everyone. The log is one and holds everything; what is told is judged for each reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from support_groups.groups.rules import Power, may_as

from ..events import (
    Event,
    Logged,
    PersonCame,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonRenamed,
    PersonUnmuted,
    PersonUnseen,
    RoleGiven,
)
from .state import Person, RoomState, Standing

_ACTS_OF = ("by", "who", "to", "reader", "author")
"""Where an event that is somebody's act names people."""


@dataclass(frozen=True)
class Told(Logged):
    """An event as it is told to members: with those whom it shows, and how many are here whom they do not see."""

    shows: Mapping[str, Person] = field(default_factory=dict)
    unseen: int = 0

    def told(self) -> dict[str, Any]:
        """What browsers are told of it."""
        return {**super().told(), "shows": dict(self.shows), "unseen": self.unseen}


def sees_everyone(state: RoomState, who: str) -> bool:
    """Whether somebody sees who is here."""
    if not state.hides_roster:
        return True
    person = state.people.get(who)
    return person is not None and person.standing is Standing.IN and may_as(person.role, Power.ADMIT)


def with_shown(state: RoomState, logged: Logged) -> RoomState:
    """The same once it is known whom an event shows; who was shown stays so."""
    new = {who: logged.seq for who in _shown_by(logged.event) if who not in state.shown}
    return replace(state, shown=MappingProxyType({**state.shown, **new})) if new else state


def view_of(state: RoomState, who: str) -> RoomState:
    """The room as somebody may know it: without those whom they do not see, but for themselves."""
    if sees_everyone(state, who):
        return state
    people = {one: _as_shown(state, one, who) for one in state.people if one == who or one in state.shown}
    return replace(state, people=MappingProxyType(people), unseen=_count_unseen(state))


def as_read_by(who: str, logged: Logged, state: RoomState) -> Logged:
    """What happened, as somebody may hear of it; `state` is that of now."""
    if sees_everyone(state, who):
        return logged
    whom, seq = whom_it_concerns(logged.event), logged.seq
    is_hidden = whom is not None and state.shown.get(whom, seq + 1) > seq
    if is_hidden and whom != who:
        return Told(seq, logged.at, PersonUnseen(None), unseen=_count_unseen(state))
    shows = {one: _as_shown(state, one, who) for one, shown in state.shown.items() if shown == seq}
    if not is_hidden and not shows:
        return logged
    return Told(seq, logged.at, logged.event, logged.client_id, shows, _count_unseen(state))


def whom_it_concerns(event: Event) -> str | None:
    """Of whom an event tells that they came, went, or are something from now on; None: it is an act."""
    match event:
        case PersonCame(by=who) | PersonEntered(by=who) | PersonLeft(by=who):
            return who
        case (
            PersonRenamed(who=who)
            | RoleGiven(who=who)
            | PersonMuted(who=who)
            | PersonUnmuted(who=who)
            | PersonRemoved(who=who)
        ):
            return who
    return None


def _as_shown(state: RoomState, one: str, to: str) -> Person:
    """Somebody as others know them: not where in the log they came while nobody saw them, for that tells when."""
    person = state.people[one]
    return person if one == to or person.entered >= state.shown[one] else replace(person, entered=0)


def _shown_by(event: Event) -> Iterable[str]:
    match event:
        case PersonCame(by=str(who), role=role) | RoleGiven(who=who, role=role):
            return (who,) if may_as(role, Power.ADMIT) else ()
    if whom_it_concerns(event) is not None:
        return ()
    named = (getattr(event, field, None) for field in _ACTS_OF)
    return (who for who in named if isinstance(who, str))


def _count_unseen(state: RoomState) -> int:
    return sum(person.is_here and who not in state.shown for who, person in state.people.items())
