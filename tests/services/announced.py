"""What was announced in a test, in order."""

from typing import TypeVar

E = TypeVar("E")


class Announced(list[object]):
    """The committed events; `of` and `one` pick those of a kind."""

    def of(self, kind: type[E]) -> list[E]:
        """All events of a kind."""
        return [event for event in self if isinstance(event, kind)]

    def one(self, kind: type[E]) -> E:
        """The one event of a kind; it is an error if there is none or another."""
        [event] = self.of(kind)
        return event

    @property
    def kinds(self) -> list[str]:
        """The names of the events, for comparing what happened as a whole."""
        return [type(event).__name__ for event in self]
