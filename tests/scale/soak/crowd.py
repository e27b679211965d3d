"""The people of a soak: in rooms of the same size, talking, going for a while and coming back."""

import random
from dataclasses import dataclass, field

from ..connection import heads
from ..loop import Loop
from ..page import Page
from .brief import BriefLedger, RoomRecord

ARRIVE_PER_SECOND = 100
STAY_SECONDS = 90.0
AWAY_SECONDS = 8.0
WORDS = "I am here today, and that is what counts for me. Thank you all for listening to this."


@dataclass
class SoakRoom:
    """One room and the pages of its people."""

    public_id: str
    record: RoomRecord = field(default_factory=RoomRecord)
    pages: list[Page] = field(default_factory=list)
    said: int = 0


class SoakCrowd:
    """Everybody, in one loop; the plan has a line for each with their cookie and their room."""

    def __init__(self, loop: Loop, port: int, plan: list[tuple[str, str]], rate: float, seed: int) -> None:
        self._loop, self._rate = loop, rate
        self._chance = random.Random(seed)
        self._is_over = False
        self.rooms: dict[str, SoakRoom] = {}
        for cookie, room in plan:
            place = self.rooms.setdefault(room, SoakRoom(room))
            ledger = BriefLedger(room, place.record)
            chance = random.Random(self._chance.random())
            place.pages.append(Page(loop, port, heads(port, cookie), ledger, chance))

    @property
    def pages(self) -> list[Page]:
        """Every page."""
        return [page for room in self.rooms.values() for page in room.pages]

    def begin(self) -> None:
        """Let them come one after the other, and talk."""
        pages = self.pages
        self._chance.shuffle(pages)
        for number, page in enumerate(pages):
            self._loop.later(number / ARRIVE_PER_SECOND, page.start)
            self._loop.later(number / ARRIVE_PER_SECOND, lambda page=page: self._stay(page))  # type: ignore[misc]
        for room in self.rooms.values():
            self._go_on(room)

    def end(self) -> None:
        """Nobody says anything new or goes any more; who is away comes back."""
        self._is_over = True

    def leave(self) -> None:
        """Everybody closes the page."""
        for page in self.pages:
            page.stop()

    def is_well(self) -> bool:
        """Whether everybody is here and nothing that was written waits."""
        return all(page.is_here and not page.waits for page in self.pages)

    def count(self) -> tuple[int, int, int]:
        """How many lines are up, how much was said and how often somebody was told something."""
        lines = sum(page.is_here for page in self.pages)
        told = sum(page.ledger.told for page in self.pages if isinstance(page.ledger, BriefLedger))
        return lines, sum(room.said for room in self.rooms.values()), told

    def _stay(self, page: Page) -> None:
        self._loop.later(self._chance.expovariate(1 / STAY_SECONDS), lambda: self._go(page))

    def _go(self, page: Page) -> None:
        if self._is_over:
            return
        page.rest(self._chance.expovariate(1 / AWAY_SECONDS))
        self._stay(page)

    def _go_on(self, room: SoakRoom) -> None:
        if self._is_over:
            return
        self._loop.later(self._chance.uniform(0.5, 1.5) / self._rate, lambda: self._go_on(room))
        page = self._chance.choice(room.pages)
        if page.is_here and not page.outbox:
            room.said += 1
            page.say(f"{room.said}", WORDS)
