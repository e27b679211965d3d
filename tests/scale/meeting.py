"""A running meeting: people in a few rooms whose pages a test can ask for, while it hurts the house."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy

from .checker import Evidence, ShownOut, breaches
from .connection import heads
from .house import House, soon
from .ledger import Ledger
from .loop import Loop
from .page import Page
from .talk import Talk
from .town import Guest, Hall, Town

ARRIVE_SECONDS = 30.0
RECOVERY_SECONDS = 30.0


class Seat:
    """One page of one guest in one hall."""

    def __init__(self, hall: Hall, guest: Guest, page: Page) -> None:
        self.hall, self.guest, self.page = hall, guest, page
        self.is_out = False

    @property
    def ledger(self) -> Ledger:
        """What the page was told."""
        return self.page.ledger

    @property
    def is_well(self) -> bool:
        """Whether they are here, and nothing that they have written waits."""
        return self.is_out or (self.page.is_here and not self.page.waits)


class Meeting:
    """The people and their pages; everything of them lives in one loop."""

    def __init__(self, house: House, town: Town, halls: Sequence[Hall], seed: int) -> None:
        self.house, self.town, self.halls = house, town, halls
        self.loop = Loop()
        self.chance = random.Random(seed)
        self.seats = [self._seat(hall, guest) for hall in halls for guest in hall.guests]
        self.shown_out: list[ShownOut] = []
        self._talks = [Talk(self, hall) for hall in halls]
        self.loop.start()

    def end(self) -> None:
        """Everyone goes home; raises what went wrong in the loop."""
        self._each(seat.page.stop for seat in self.seats)
        self.loop.stop()

    def gathers(self) -> None:
        """Everyone comes in, by turns on each worker."""
        workers = self.house.workers
        for number, seat in enumerate(self.seats):
            self.comes(seat, workers[number % len(workers)])
        arrived = soon(lambda: all(seat.page.is_here for seat in self.seats), ARRIVE_SECONDS)
        assert arrived, "they did not all arrive"

    def comes(self, seat: Seat, worker: int) -> None:
        """Someone comes in on a worker."""
        seat.page.opened = self.house.connected_to(worker)
        self.loop.ask(seat.page.start)

    def opens_again(self, seat: Seat, worker: int) -> Seat:
        """Someone opens the room in one more window, which is on a worker, and is there."""
        again = self._seat(seat.hall, seat.guest)
        self.seats.append(again)
        self.comes(again, worker)
        assert soon(lambda: again.page.is_here, ARRIVE_SECONDS)
        return again

    def worker_of(self, seat: Seat) -> int | None:
        """The worker on which someone's line is."""
        connection = seat.page.connection
        return self.house.worker_of(connection.port) if connection else None

    def of(self, hall: Hall) -> list[Seat]:
        """Every page in a hall."""
        return [seat for seat in self.seats if seat.hall is hall]

    def on(self, worker: int, hall: Hall) -> list[Seat]:
        """The pages of members in a hall whose lines are on a worker."""
        lead = hall.guests[0]
        return [seat for seat in self.of(hall) if seat.guest is not lead and self.worker_of(seat) == worker]

    def talks(self, seconds: float) -> None:
        """Let them talk for a while."""
        self.starts_talking()
        time.sleep(seconds)
        self.stops_talking()

    def starts_talking(self) -> None:
        """Let them talk until they are stopped."""
        self._each(talk.start for talk in self._talks)

    def stops_talking(self) -> None:
        """Let nobody begin anything more."""
        self._each(talk.stop for talk in self._talks)

    def is_shown_out(self, guest: Guest, hall: Hall) -> None:
        """From now on someone may hear nothing of a room, on any page."""
        for seat in self.of(hall):
            if seat.guest is guest:
                seat.is_out = True
        self.shown_out.append(ShownOut(guest.who, hall.public_id, time.monotonic()))

    def settles(self, within: float = RECOVERY_SECONDS) -> float:
        """Wait until everybody is here, has sent everything and knows everything; how long that took."""
        self.stops_talking()
        began = time.monotonic()
        is_settled = soon(self._is_settled, within, pause=0.05)
        took = time.monotonic() - began
        unwell = "" if is_settled else f"I10: not well again after {took:.0f} s: {self._unwell()}"
        found = [unwell, *map(str, breaches(self._evidence()))]
        assert not any(found), "\n".join(filter(None, found))
        return took

    def _evidence(self) -> Evidence:
        """All that is known now: the logs last, so that whatever somebody was told must stand there."""
        due = self._ends()
        ledgers = self.loop.ask(lambda: deepcopy([seat.ledger for seat in self.seats]))
        logs = {hall.public_id: self.town.log_of(hall.room_id) for hall in self.halls}
        return Evidence(logs, ledgers, due, self.shown_out)

    def _ends(self) -> dict[str, int]:
        return {hall.public_id: self.town.last_seq(hall.room_id) for hall in self.halls}

    @property
    def slowest(self) -> float:
        """The longest that anyone who was on a line has waited for an event."""
        return max((delay for seat in self.seats for delay in seat.ledger.delays), default=0.0)

    def _each(self, acts: Iterable[Callable[[], object]]) -> None:
        for act in acts:
            self.loop.ask(act)

    def _is_settled(self) -> bool:
        if not self.loop.ask(lambda: all(seat.is_well for seat in self.seats)):
            self._find_shown_out()
            return False
        return not self._behind()

    def _find_shown_out(self) -> None:
        """Those who were asked to leave while the answer to whoever asked them was lost."""
        for hall in self.halls:
            removed = {told.whom for told in self.town.log_of(hall.room_id).entries if told.kind == "person.removed"}
            for seat in self.of(hall):
                if seat.guest.who in removed and not seat.is_out:
                    self.is_shown_out(seat.guest, hall)

    def _behind(self) -> list[Seat]:
        ends = self._ends()
        return [seat for seat in self.seats if not seat.is_out and seat.page.stream.seq != ends[seat.hall.public_id]]

    def _unwell(self) -> str:
        found = {*self._behind(), *(seat for seat in self.seats if not seat.is_well)}
        return "; ".join(f"{seat.guest.who} is {seat.page.told}" for seat in found)

    def _seat(self, hall: Hall, guest: Guest) -> Seat:
        own = heads(self.house.server.port, guest.visit.cookie)
        ledger = Ledger(guest.who, hall.public_id)
        chance = random.Random(self.chance.random())
        return Seat(hall, guest, Page(self.loop, self.house.server.port, own, ledger, chance))
