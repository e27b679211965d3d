"""What each service position may do."""

import enum
from collections.abc import Mapping

from support_groups.groups.models import Role


class Power(enum.StrEnum):
    """Something that only a service position allows."""

    LEAD = "lead"  # give the floor, open, close and lock a room
    MODERATE = "moderate"  # mute, remove, ban
    MANAGE = "manage"  # settings, roles, meetings
    ADMIT = "admit"  # answer those who ask to join
    INVITE = "invite"


POWERS: Mapping[Role, frozenset[Power]] = {
    Role.FACILITATOR: frozenset(Power),
    Role.CO_FACILITATOR: frozenset({Power.LEAD, Power.MODERATE, Power.ADMIT, Power.INVITE}),
    Role.GREETER: frozenset({Power.ADMIT, Power.INVITE}),
    Role.MEMBER: frozenset(),
}

RANK: Mapping[Role, int] = {Role.FACILITATOR: 3, Role.CO_FACILITATOR: 2, Role.GREETER: 1, Role.MEMBER: 0}

ROLE_WORDS: Mapping[Role, tuple[str, str]] = {
    Role.FACILITATOR: (
        "Facilitator",
        "Leads meetings, keeps the ground rules, and looks after everything in the group.",
    ),
    Role.CO_FACILITATOR: ("Co-facilitator", "Leads meetings, keeps the ground rules, lets people in."),
    Role.GREETER: ("Greeter", "Welcomes people, lets in those who ask, and invites."),
    Role.MEMBER: ("Member", "Takes part. Most people are members."),
}
"""For each role its name and one plain sentence."""


def may(role: Role, power: Power) -> bool:
    """Whether a position allows something."""
    return power in POWERS[role]


def may_as(role: str, power: Power) -> bool:
    """Whether a position as a room writes it down allows something; what is no position of a group allows nothing."""
    return role in set(Role) and may(Role(role), power)


def outranks(role: Role, other: Role) -> bool:
    """Whether a position stands strictly above another: nobody acts on their equals."""
    return RANK[role] > RANK[other]
