"""The positions of a group, what they usually ask of whoever takes them, and which of them nobody has."""

from collections.abc import Sequence
from dataclasses import dataclass

from support_groups.groups.models import Role


@dataclass(frozen=True)
class Position:
    """A position to fill: how many a group should have, what it usually asks, and what it is good for."""

    wanted: int
    usually: str
    why: str


POSITIONS = {
    Role.FACILITATOR: Position(
        2,
        "usually half a year clean, for half a year",
        "With a second one nobody carries it alone, and what is reported about one can be looked at by the other.",
    ),
    Role.CO_FACILITATOR: Position(
        1, "usually 90 days clean, for half a year", "Leads a meeting when you cannot, and helps when it gets loud."
    ),
    Role.GREETER: Position(
        1, "usually 30 days clean, for three months", "Welcomes whoever is new, and lets in those who ask."
    ),
}
"""Groups set their own; these are what most of them begin with."""


def free_positions(roles: Sequence[Role]) -> list[Role]:
    """The positions that nobody has, or too few, of those that are held; the most urgent first."""
    return [role for role, position in POSITIONS.items() if roles.count(role) < position.wanted]
