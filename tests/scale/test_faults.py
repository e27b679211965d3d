"""Whatever breaks under a running meeting: nobody misses a word, and everyone is soon back."""

import os
import signal
import time
from collections.abc import Callable, Iterable

import pytest

from support_groups.core.realtime.driver import COME_BACK_WITHIN_MS

from .checker import SLACK_SECONDS
from .house import House, soon
from .meeting import Meeting, Seat
from .town import Town

BACK_WITHIN_SECONDS = 10.0
"""From the moment all workers serve until everybody has all they wrote and missed: by then they pause up to 5 s."""
PRESENT_WITHIN_SECONDS = 30.0 + SLACK_SECONDS
SPREAD_SECONDS = 1.0
LOST_BY_CHANCE_MAX = 2
A_WHILE = 1.0


def send(number: signal.Signals, pids: Iterable[int]) -> None:
    """Send some processes a signal."""
    for pid in pids:
        os.kill(pid, number)


class Under:
    """A meeting while something is done to the house."""

    def __init__(self, meeting: Meeting, length: float) -> None:
        self._meeting, self._length = meeting, length

    def __call__(self, *faults: Callable[[], object], within: float = BACK_WITHIN_SECONDS) -> None:
        """Do one thing after the other, with a while of talk before, between and after them."""
        self._meeting.starts_talking()
        for fault in faults:
            time.sleep(A_WHILE * self._length)
            fault()
        time.sleep(A_WHILE * self._length)
        whole = self._meeting.house.is_whole()
        # Whoever has tried in vain for so long pauses for as long again.
        took = self._meeting.settles(within + whole)
        returns = sum(len(seat.ledger.returned) for seat in self._meeting.seats)
        print(f"all serve after {whole:.2f} s, all is well {took:.2f} s later; {returns} came back")
        print(f"the slowest event took {self._meeting.slowest:.2f} s")


@pytest.fixture
def under(meeting: Meeting, length: float) -> Under:
    """Lets things happen under a running meeting."""
    return Under(meeting, length)


def test_everyone_on_two_workers_is_told_everything_once_in_one_order(under: Under) -> None:
    under(lambda: None)


def test_a_killed_worker_takes_no_word_with_it_and_who_was_lost_with_it_is_soon_seen_to_leave(
    under: Under, meeting: Meeting, house: House
) -> None:
    first, other = house.workers
    lost = next(seat for seat in meeting.seats[1:] if meeting.worker_of(seat) == first)
    # They have no browser any more that would come back.
    meeting.seats.remove(lost)
    killed_at = time.monotonic()

    def kills() -> None:
        nonlocal killed_at
        os.kill(first, signal.SIGKILL)
        killed_at = time.monotonic()
        meeting.loop.ask(lost.page.stop)

    under(kills)
    assert (first in house.workers, other in house.workers) == (False, True)
    left = PRESENT_WITHIN_SECONDS - (time.monotonic() - killed_at)
    assert soon(lambda: not meeting.town.is_present(lost.guest), left, pause=0.1)
    assert all(meeting.town.is_present(seat.guest) for seat in meeting.seats if not seat.is_out)
    meeting.settles()
    entries = meeting.town.log_of(lost.hall.room_id).entries
    assert [told.by for told in entries if told.kind == "person.left"] == [lost.guest.who]


def test_all_workers_that_are_killed_take_no_word_with_them(under: Under, house: House) -> None:
    before = house.workers
    under(lambda: send(signal.SIGKILL, before))
    assert not set(before).intersection(house.workers)


def test_a_worker_that_is_asked_to_end_tells_its_people_to_come_back_spread(
    under: Under, meeting: Meeting, house: House
) -> None:
    first, _ = house.workers
    theirs: list[Seat] = []

    def asks_to_end() -> None:
        theirs.extend(seat for seat in meeting.seats if meeting.worker_of(seat) == first)
        os.kill(first, signal.SIGTERM)

    under(asks_to_end)
    assert first not in house.workers
    told = [seat for seat in meeting.seats if seat.ledger.pauses]
    assert {tuple(seat.ledger.pauses) for seat in told} == {((0, COME_BACK_WITHIN_MS),)}
    # One or two may have lost the line by themselves in the very same moment.
    assert len(set(theirs).symmetric_difference(told)) <= LOST_BY_CHANCE_MAX
    back = sorted(seat.ledger.returned[-1] for seat in told if seat.ledger.returned)
    assert back[-1] - back[0] > SPREAD_SECONDS


def test_a_worker_that_stands_still_and_goes_on_has_missed_nothing(under: Under, house: House) -> None:
    first, _ = house.workers
    under(
        lambda: os.kill(first, signal.SIGSTOP),
        lambda: time.sleep(1),
        lambda: os.kill(first, signal.SIGCONT),
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["asked to stop", "crashed"])
def test_a_database_that_is_started_again_has_kept_every_word(
    under: Under, house: House, town: Town, how: signal.Signals
) -> None:
    def starts_again() -> None:
        house.postgres.start()
        town.forgets_connections()

    under(lambda: house.postgres.stop(how), starts_again)


def test_connections_that_break_within_a_transaction_lose_no_word(under: Under, house: House, town: Town) -> None:
    under(*[house.postgres.breaks_connections] * 3)
    town.forgets_connections()
