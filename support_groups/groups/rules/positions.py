"""The positions of a group: what most groups begin with, how long a term is, and who may end one."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from support_groups.core.errors import DomainError
from support_groups.groups.models import Role

from .powers import RANK, Power, may

POSITIONS_MAX = 20
TERM_MONTHS = (1, 2, 3, 6, 12, 24)
ROLES_WITH_A_TERM = (Role.MEMBER, Role.GREETER, Role.CO_FACILITATOR)
"""A group always has a facilitator, so that role has no term."""


@dataclass(frozen=True)
class Service:
    """A position as most groups have it."""

    name: str
    usually: str
    months: int
    role: Role = Role.MEMBER
    """As whom its holder may act meanwhile."""


USUAL = (
    Service("Greeter", "30 days clean", 3, Role.GREETER),
    Service("Literature", "30 days clean", 3),
    Service("Co-host", "90 days clean", 6, Role.CO_FACILITATOR),
    Service("Chair of a meeting", "90 days clean", 3),
    Service("Secretary", "6 months clean", 6),
    Service("Treasurer", "1 year clean", 12),
)
"""Each group sets its own; these are to begin with."""


class TooManyPositions(DomainError):
    """A group has few positions."""

    words = "Your group has many positions already. Please take one away before you add another."


class PositionIsTaken(DomainError):
    """One person at a time has a position."""

    words = "Somebody has this position just now. When their term is over, it is open again."


class NobodyIsWilling(DomainError):
    """A position is given to whoever has said that they are willing."""

    words = "They have not said that they are willing, or have thought better of it. Please talk with them first."


def last_day(begins_on: date, months: int) -> date:
    """The last day of a term, by the calendar: from 31 January a month ends with February."""
    year, month = divmod(begins_on.year * 12 + begins_on.month - 1 + months, 12)
    return date(year, month + 1, min(begins_on.day, calendar.monthrange(year, month + 1)[1]))


def is_over(ends_on: date | None, today: date) -> bool:
    """Whether a term has ended."""
    return ends_on is not None and ends_on < today


def role_with(held: Role, given: Role) -> Role:
    """The role of somebody who takes a position: whoever may do more already keeps that."""
    return max(held, given, key=RANK.__getitem__)


def role_after(held: Role, given: Role, others: Iterable[Role] = ()) -> Role:
    """The role of somebody whose term has ended: what came with the position alone goes, not what `others` give."""
    return max((Role.MEMBER, *others), key=RANK.__getitem__) if held is given else held


def allows_more(given: Role, held: Role) -> bool:
    """Whether a position allows more than its holder may do any longer, and so ends."""
    return RANK[given] > RANK[held]


def may_end_term(by: int, role: Role, holder: int | None) -> bool:
    """Whether somebody may end a term: their own, or any where they manage the group."""
    return by == holder or may(role, Power.MANAGE)
