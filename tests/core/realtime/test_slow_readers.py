"""Whoever reads slowly, or not at all, costs little, is told and ended, keeps nobody waiting, and misses nothing."""

import json
import time
from collections.abc import Iterator

import pytest

from .evening import Evening, comes_true
from .guest import Guest
from .subjects import FILLER, Ours
from .wire import Ended

SMALL_BYTES = 4096
MOST_WORDS = 150
NEIGHBOUR_SECONDS = 1.5
LATE_SECONDS = 2.5

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def ours(evening: Evening) -> Ours:
    """The service, where Fern talks without end."""
    return Ours(evening)


def talks_until_milo_is_gone(ours: Ours) -> None:
    """Fern talks until nothing keeps Milo in the room."""
    for _ in range(MOST_WORDS):
        ours.says(FILLER)
        if not ours.is_present():
            return
    raise AssertionError("all is held for whoever does not read")


def packets(line: Guest) -> Iterator[str]:
    """All packets until the end, or for a while."""
    deadline = time.monotonic() + 10
    try:
        while True:
            body = line.frame(deadline).body
            if body.startswith(b"4"):
                yield body.decode()
    except (Ended, TimeoutError):
        return


def test_whoever_stops_reading_is_ended_and_is_present_no_more(ours: Ours, evening: Evening) -> None:
    deaf = ours.enters(buffer_bytes=SMALL_BYTES)
    talks_until_milo_is_gone(ours)
    assert comes_true(lambda: not evening.server.holds(deaf.port), LATE_SECONDS)


def test_whoever_reads_a_byte_a_second_is_ended_all_the_same(ours: Ours, evening: Evening) -> None:
    slow = ours.enters(buffer_bytes=SMALL_BYTES)
    for _ in range(MOST_WORDS):
        ours.says(FILLER)
        slow.take(1)
        if not ours.is_present():
            break
    assert comes_true(lambda: not evening.server.holds(slow.port), LATE_SECONDS)


def test_whoever_wakes_up_reads_whole_packets_is_told_why_and_ended(ours: Ours) -> None:
    sleeper = ours.enters(buffer_bytes=65_536)
    talks_until_milo_is_gone(ours)
    told = [json.loads(packet[2:])[0] for packet in packets(sleeper) if packet.startswith("42")]
    assert set(told[:-1]) == {"room.happened"}
    assert told[-1] in {"connection.ended", "connection.pausing"}


def test_whoever_comes_back_by_the_last_number_missed_nothing(ours: Ours, evening: Evening) -> None:
    sleeper = ours.line(buffer_bytes=65_536)
    sleeper.connect()
    entered = sleeper.wish("room.enter", room=evening.room)
    talks_until_milo_is_gone(ours)
    heard = [
        seq for packet in packets(sleeper) if '"room.happened"' in packet for seq in numbers(json.loads(packet[2:])[1])
    ]
    again = ours.line()
    again.connect()
    answer = again.wish("room.enter", room=evening.room, epoch=entered["epoch"], after=heard[-1])
    missed = numbers(answer) if answer["answer"] == "missed" else numbers({"events": answer["snapshot"]["log"]})
    known = sorted({*heard, *missed})
    assert known == list(range(heard[0], answer["seq"] + 1))


def test_while_someone_does_not_read_the_others_wait_for_nothing(ours: Ours, evening: Evening) -> None:
    hers = evening.enters(evening.fern)
    for _ in range(5):
        ours.enters(buffer_bytes=SMALL_BYTES)
    longest = 0.0
    for _ in range(MOST_WORDS // 2):
        ours.says(FILLER)
        began = time.monotonic()
        assert evening.talks_well(hers)
        longest = max(longest, time.monotonic() - began)
        hers.inbox.clear()
    assert longest < NEIGHBOUR_SECONDS


def test_whoever_asks_for_much_and_reads_nothing_is_ended(ours: Ours, evening: Evening) -> None:
    for _ in range(10):
        ours.says(FILLER)
    asker = ours.enters(buffer_bytes=SMALL_BYTES)
    for _ in range(40):
        asker.begin("room.enter", {"room": evening.room})
    assert comes_true(lambda: not evening.server.holds(asker.port), 10)
    assert evening.talks_well(evening.enters(evening.fern))


def numbers(news: dict[str, list[dict[str, int]]]) -> list[int]:
    """The numbers of events."""
    return [event["seq"] for event in news["events"]]
