"""What must be looked at again and again: features register their chores here, the timekeeper does them."""

from collections.abc import Callable
from typing import TypeVar

Chore = Callable[[], object]
C = TypeVar("C", bound=Chore)

_chores: dict[str, Chore] = {}


def chore(purpose: str) -> Callable[[C], C]:
    """Register what is done in each round, named by what it is there to do ("let words fade").

    It may be done by several workers at once, and twice.
    """

    def register(do: C) -> C:
        _chores[purpose] = do
        return do

    return register


def chores() -> dict[str, Chore]:
    """All chores by their purpose, those of the features below first."""
    return dict(_chores)
