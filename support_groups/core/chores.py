"""What must be looked at again and again: features register their chores here, the timekeeper does them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Chore = Callable[[], object]
C = TypeVar("C", bound=Chore)
D = TypeVar("D")

UNHURRIED_SECONDS = 60.0

_chores: dict[str, Chore] = {}
_pauses: dict[str, float] = {}


def chore(purpose: str, *, pause_seconds: float = 0.0) -> Callable[[C], C]:
    """Register what is done in each round, named by what it is there to do ("let words fade").

    With a pause it is done in the first round after so long. It may be done by several workers at once, and twice.
    """

    def register(do: C) -> C:
        _chores[purpose] = do
        _pauses[purpose] = pause_seconds
        return do

    return register


def chores() -> dict[str, Chore]:
    """All chores by their purpose, those of the features below first."""
    return dict(_chores)


def pause_of(purpose: str) -> float:
    """How many seconds a chore may rest after it was done."""
    return _pauses.get(purpose, 0.0)


def each(due: Sequence[D], do: Callable[[D], object]) -> int:
    """Do what is due, each alone, and say how much it was; raises what failed only after all were tried."""
    failures = []
    for one in due:
        try:
            do(one)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some of what was due could not be done", failures)
    return len(due)
