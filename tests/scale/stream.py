"""The events of a room in their order, each once, none skipped: what `static/rooms/stream.js` does."""

from collections.abc import Iterable

from .ledger import Told


class Stream:
    """What one page knows of a room."""

    def __init__(self) -> None:
        self.seq = 0
        self.epoch: str | None = None
        self._held: dict[int, Told] = {}

    def begin(self, seq: int, epoch: str) -> None:
        """Begin anew after a snapshot."""
        self.seq, self.epoch = seq, epoch
        self._held = {held: told for held, told in self._held.items() if held > seq}

    def hold(self, events: Iterable[Told]) -> None:
        """Hold events that came before it is known what they follow on from."""
        self._held |= {told.seq: told for told in events}

    def take(self, events: Iterable[Told]) -> list[Told]:
        """Take events in any order, give those that follow on from what is known."""
        self._held |= {told.seq: told for told in events if told.seq > self.seq}
        ready = []
        while (told := self._held.pop(self.seq + 1, None)) is not None:
            self.seq += 1
            ready.append(told)
        return ready

    @property
    def has_gap(self) -> bool:
        """Whether something between what is known and what was heard is missing."""
        return bool(self._held)
