"""Who may lead a meeting, and act on whom."""

from support_groups.groups.models import Role
from support_groups.groups.rules import Power, may_as, outranks

from ..models import RoomKind
from . import refusals
from .state import RoomState

REVIEW = (
    "If you see it otherwise, ask on the group's page that it be looked at again: "
    "by someone else who serves, wherever there is one."
)


def may_lead(state: RoomState, who: str) -> bool:
    """Whether someone may lead the meeting."""
    return _has(state, who, Power.LEAD)


def may_moderate(state: RoomState, who: str) -> bool:
    """Whether someone may act on others."""
    return _has(state, who, Power.MODERATE)


def _has(state: RoomState, who: str, power: Power) -> bool:
    return state.kind == RoomKind.MEETING and may_as(state.people[who].role, power)


def check_leads(state: RoomState, by: str) -> None:
    """Raise the refusal for whoever does not lead."""
    if not may_lead(state, by):
        raise refusals.NotTheirsToLead


def check_moderates(state: RoomState, by: str, who: str) -> None:
    """Raise the refusal for whoever may not act on somebody."""
    if not may_moderate(state, by):
        raise refusals.NotTheirsToLead
    if who not in state.people:
        raise refusals.NotHere
    if not outranks(Role(state.people[by].role), Role(state.people[who].role)):
        raise refusals.ActsOnHigherRole
