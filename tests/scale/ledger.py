"""What one page was told, as a browser keeps it and a checker reads it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson


class Told(NamedTuple):
    """An event as it was told; `mark` stands for all of it but the words, which may have been taken out since."""

    seq: int
    kind: str
    by: str | None
    whom: str | None
    client_id: str | None
    at: float
    mark: int
    words: int | None


class Answer(NamedTuple):
    """What a wish was answered, and when; what it has caused if it was granted."""

    at: float
    name: str
    client_id: str | None
    is_ok: bool
    code: str | None
    seq: int | None
    events: tuple[Told, ...]


class Log(NamedTuple):
    """The log of a room as it is kept, and up to where the room's own row says that it goes."""

    entries: list[Told]
    last_seq: int


def told_of(event: dict[str, Any]) -> Told:
    """An event from the wire."""
    rest = dict(event)
    body = rest.pop("body", None)
    return Told(
        event["seq"],
        event["kind"],
        event.get("by"),
        event.get("who"),
        event.get("client_id"),
        datetime.fromisoformat(event["at"]).timestamp(),
        hash(orjson.dumps(rest, option=orjson.OPT_SORT_KEYS)),
        None if body is None else hash(body),
    )


@lru_cache(maxsize=1024)
def news_in(packet: bytes) -> tuple[str, dict[str, Any], tuple[Told, ...]]:
    """The name, the content and the events of a packet: read once, however many hear the same."""
    name, news = orjson.loads(packet)
    return name, news, tuple(told_of(event) for event in news.get("events", ()))


@dataclass
class Ledger:
    """Everything that one page was told of one room, and what its person has done."""

    who: str
    room: str
    begun: list[int] = field(default_factory=list)
    """The number of each fresh snapshot: all that stands before it may be read, all that follows is to be told."""
    taken: list[Told] = field(default_factory=list)
    """What came to the screen, in the order in which it came."""
    heard: list[tuple[float, int]] = field(default_factory=list)
    """Every single event that arrived, when, before anything was sorted out."""
    answers: list[Answer] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    """How long after it was decided each event came, on lines that were open by then."""
    returned: list[float] = field(default_factory=list)
    """When a lost line was found again."""
    pauses: list[tuple[int, int]] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)
    ended_at: float | None = None
    ended_why: str | None = None

    def begin(self, seq: int) -> None:
        """A snapshot has come."""
        self.begun.append(seq)

    def answer(self, answer: Answer) -> None:
        """A wish was answered."""
        self.answers.append(answer)

    def hear(self, events: Iterable[Told]) -> None:
        """Events have arrived, in whatever order."""
        now = time.monotonic()
        self.heard += [(now, told.seq) for told in events]

    def take(self, events: Iterable[Told], here_since: float | None) -> None:
        """Events have come to the screen; the line to the room is open since a moment, or is not."""
        now = time.time()
        for told in events:
            self.taken.append(told)
            if here_since is not None and here_since < told.at:
                self.delays.append(now - told.at)
