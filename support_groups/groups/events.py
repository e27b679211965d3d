"""What has happened in groups."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class GroupCreated:
    """A facilitator has founded a group."""

    group_id: int
    account_id: int


@dataclass(frozen=True)
class GroupChanged:
    """The settings of a group were changed."""

    group_id: int


@dataclass(frozen=True)
class GroupClosed:
    """A group has ended."""

    group_id: int


@dataclass(frozen=True)
class MembershipAsked:
    """Someone has asked to join."""

    group_id: int
    membership_id: int


@dataclass(frozen=True)
class MemberJoined:
    """Someone has become a member, freely, by invitation or after asking."""

    group_id: int
    membership_id: int
    account_id: int
    after_asking: bool = False


@dataclass(frozen=True)
class MembershipDeclined:
    """Someone who asked to join was not let in."""

    group_id: int
    membership_id: int
    account_id: int


@dataclass(frozen=True)
class MemberLeft:
    """A member has left of their own wish; `account_goes`: every group, because the account is deleted."""

    group_id: int
    membership_id: int
    account_id: int
    account_goes: bool = False


@dataclass(frozen=True)
class RoleChanged:
    """A member was given another position."""

    group_id: int
    membership_id: int
    account_id: int
    by_membership_id: int
    role: str


@dataclass(frozen=True)
class MemberRenamed:
    """A member has taken another name in the group."""

    group_id: int
    membership_id: int
    name: str


@dataclass(frozen=True)
class MemberMuted:
    """A facilitator asked a member to listen until a moment; None ends it."""

    group_id: int
    membership_id: int
    account_id: int
    by_membership_id: int
    until: datetime | None
    reason: str


@dataclass(frozen=True)
class MemberBanned:
    """A member may not come back until the ban is lifted."""

    group_id: int
    membership_id: int
    account_id: int
    by_membership_id: int
    reason: str


@dataclass(frozen=True)
class BanLifted:
    """A member who was banned may come back."""

    group_id: int
    membership_id: int
    account_id: int
    by_membership_id: int
    reason: str


@dataclass(frozen=True)
class DoorShut:
    """So many strangers came at once that only the invited come into a group until a moment."""

    group_id: int
    until: datetime


@dataclass(frozen=True)
class DoorOpened:
    """A wave of strangers is over: people come into a group as they did before it."""

    group_id: int


@dataclass(frozen=True)
class ServiceOffered:
    """A member is willing to take a position."""

    group_id: int


@dataclass(frozen=True)
class PositionGiven:
    """A member has a position until a term ends."""

    group_id: int
    account_id: int
    name: str
    ends_on: date


@dataclass(frozen=True)
class TermEnded:
    """A term is over, by itself or before its time: the position is open again, or there is none any more."""

    group_id: int
    account_id: int
    name: str
    is_gone: bool = False
