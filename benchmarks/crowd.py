"""A crowd: so many rooms, so many people in each, and the plan by which the generator lets them come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Seat = tuple[int, int]
"""The number of a room and the number of a person, both from 1; each person has one seat."""


@dataclass(frozen=True)
class Crowd:
    """So many rooms with so many people in each."""

    rooms: int
    people: int

    @property
    def members(self) -> int:
        """All of them."""
        return self.rooms * self.people

    def seats(self) -> Iterator[Seat]:
        """Who sits where, room after room."""
        for person in range(1, self.members + 1):
            yield (person - 1) // self.people + 1, person


def write_plan(path: Path, crowd: Crowd, cookie_of: Callable[[int], str], room_of: Callable[[int], str]) -> None:
    """Write down who comes with which cookie into which room."""
    lines = (f"{cookie_of(person)}\t{room_of(room)}\n" for room, person in crowd.seats())
    path.write_text("".join(lines), encoding="ascii")


def write_relay_plan(path: Path, crowd: Crowd) -> None:
    """The same for a server that knows nobody: as many bytes, no meaning."""
    write_plan(path, crowd, lambda _: f"visit={'x' * 100}", lambda room: f"{room:0>22}")
