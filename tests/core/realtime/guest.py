"""Someone's browser, as far as a server can tell: Socket.IO spoken by hand."""

import json
from collections.abc import Callable
from typing import Any

from .wire import WAIT_SECONDS, Ended, Line

Answer = dict[str, Any]


class Guest(Line):
    """A line on which packets are opened, wished and heard."""

    _wishes = 0
    ticket: Callable[[], str] | None = None
    """Where it asks for a ticket, if it knows."""

    def connect(self) -> str:
        """Open the connection of Socket.IO and give what is answered."""
        self.packet("0")
        self.knock()
        return self.packet("4")

    def knock(self) -> None:
        """Ask to be connected, with a ticket of its own."""
        self.send(f'40{{"ticket":"{self.ticket()}"}}' if self.ticket else "40")

    def begin(self, name: str, sent: dict[str, object]) -> int:
        """Send a wish, and give the number under which it will be answered."""
        self._wishes += 1
        self.send(f"42{self._wishes}{json.dumps([name, sent])}")
        return self._wishes

    def answer(self, number: int, seconds: float = WAIT_SECONDS) -> Answer:
        """The acknowledgement of a wish."""
        begins = f"43{number}["
        answer: Answer = json.loads(self.packet(begins, seconds)[len(begins) - 1 :])[0]
        return answer

    def wish(self, name: str, **sent: object) -> Answer:
        """Send a wish and wait for its acknowledgement."""
        return self.answer(self.begin(name, sent))

    def hears(self, words: str, seconds: float = WAIT_SECONDS) -> bool:
        """Whether these words are told within a time."""
        try:
            return bool(self.find(lambda packet: packet.startswith("42") and words in packet, seconds))
        except (TimeoutError, Ended):
            return False
