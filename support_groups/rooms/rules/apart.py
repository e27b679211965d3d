"""Two rooms see nobody go at one moment."""

from collections.abc import Collection
from typing import Protocol, TypeVar


class Belongs(Protocol):
    """A place in a room, whose it is; None: nobody's any more."""

    @property
    def account_id(self) -> int | None:
        """The account it belongs to."""


P = TypeVar("P", bound=Belongs)


def firsts(places: Collection[P], seen: set[int]) -> tuple[list[P], list[P]]:
    """The first place of each person, and those that wait; whose first came before is in `seen`, and who comes now."""
    first: list[P] = []
    waiting: list[P] = []
    for place in places:
        (waiting if place.account_id in seen else first).append(place)
        if place.account_id is not None:
            seen.add(place.account_id)
    return first, waiting
