"""Our server as the subject of a test."""

import time
from typing import Any

from .evening import Evening
from .guest import Guest
from .subject import FILLER, Subject, Wish

WORDS_ON_A_LINE = 12
BUSY_SECONDS = 10.0


class Ours(Subject):
    """The service; `kept` are the numbers under which the words of others stand in the log."""

    name = "ours"

    def __init__(self, evening: Evening) -> None:
        self._evening = evening
        self._visit = evening.signs_in(evening.milo)
        self._speaker: Guest | None = None
        self._said = 0
        self._knows: dict[str, object] = {}
        self.kept: list[int] = []
        self.port = evening.server.port

    def line(self, **how: Any) -> Guest:
        """A line of Milo's."""
        return self._evening.line(None, headers={"Cookie": self._visit.cookie, **how.pop("headers", {})}, **how)

    def stranger(self) -> Guest:
        """A line of nobody's."""
        return self._evening.line(None)

    def enter(self, line: Guest) -> None:
        """Come into the room."""
        assert line.wish("room.enter", room=self._evening.room)["ok"]

    def says(self, words: str) -> int:
        """Fern says something."""
        return self._say(words, 1)

    def fills(self, megabytes: int) -> None:
        """Fern says so much, without waiting for each answer before she goes on."""
        left = megabytes * 1_000_000
        while left > 0:
            left -= self._say(FILLER, WORDS_ON_A_LINE)

    def _say(self, words: str, times: int) -> int:
        # On one line after the other, since no line may send without end.
        if self._speaker is None or self._said + times > WORDS_ON_A_LINE:
            self._speaker = self._next_speaker(self._speaker)
            self._said = 0
        self._said += times
        self._speaker.inbox.clear()
        for number in [self._speaker.begin(*self.a_wish(words)) for _ in range(times)]:
            answer = self._speaker.answer(number, BUSY_SECONDS)
            assert answer["ok"], answer
            self.kept.append(answer["seq"])
        last = f'"seq":{self.kept[-1]},'
        self._speaker.inbox.append(self._speaker.find(lambda packet: is_news(packet) and last in packet, BUSY_SECONDS))
        return sum(len(packet.encode()) for packet in self._speaker.inbox if is_news(packet))

    def _next_speaker(self, last: Guest | None) -> Guest:
        line = self._evening.line(self._evening.fern)
        assert line.connect().startswith("40")
        answer = line.wish("room.enter", room=self._evening.room, **self._knows)
        self._knows = {"epoch": answer["epoch"], "after": answer["seq"]}
        if last:
            last.close()
        return line

    def announces(self, words: str) -> None:
        """There is nothing that tells everyone; the room is told."""
        self.says(words)

    def a_wish(self, words: str) -> Wish:
        """Say something in the room."""
        return "message.say", {"room": self._evening.room, "client_id": f"w{time.monotonic_ns()}", "body": words}

    def slow_then_quick(self) -> list[str]:
        """A snapshot, which is long, then what is refused at once; again and again."""
        wishes = ["room.enter", "hand.lower"] * 4
        return [f'42{101 + at}["{name}",{{"room":"{self._evening.room}"}}]' for at, name in enumerate(wishes)]

    def is_present(self) -> bool:
        """Whether a line keeps Milo in the room."""
        return self._evening.is_present(self._evening.milo)

    def signs_out(self) -> None:
        """Milo signs out with the button of a page."""
        self._visit.sign_out()

    @property
    def pid(self) -> int:
        """The process that serves."""
        return self._evening.server.pid

    @property
    def log(self) -> str:
        """What the server has printed."""
        return self._evening.server.log


def is_news(packet: str) -> bool:
    """Whether a packet tells of something said."""
    return packet.startswith("42") and "message.said" in packet
