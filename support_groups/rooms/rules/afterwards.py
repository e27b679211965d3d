"""A room that is closed is read for a while; whoever reads it does so as what they are today."""

from dataclasses import replace
from types import MappingProxyType

from .state import RoomState


def as_of_today(state: RoomState, who: str, role: str | None) -> RoomState:
    """A room with the role that somebody has in the group today: once it is closed, its log tells of no other one."""
    if state.is_open or role is None:
        return state
    return replace(state, people=MappingProxyType({**state.people, who: replace(state.people[who], role=role)}))
