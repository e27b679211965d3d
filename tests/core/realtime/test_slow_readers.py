"""Whoever reads slowly, or not at all, costs little, is told and ended, keeps nobody waiting, and misses nothing."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .evening import Evening
from .guest import Guest
from .ours import Ours
from .subject import FILLER
from .wire import Ended

SMALL_BYTES = 4096
WAKING_BYTES = 16_384
MOST_BYTES = 10_000_000
NEIGHBOUR_SECONDS = 1.5
SLEEPERS = 5

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def ours(evening: Evening) -> Ours:
    """The service, where Fern talks without end."""
    return Ours(evening)


def talks_until_milo_is_gone(ours: Ours, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Fern talks until nothing keeps Milo in the room."""
    said = 0
    while ours.is_present():
        said += ours.says(FILLER)
        meanwhile()
        assert said < MOST_BYTES, "all is held for whoever does not read"


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
    assert evening.lets_go_of(deaf)


def test_whoever_reads_a_byte_a_second_is_ended_all_the_same(ours: Ours, evening: Evening) -> None:
    slow = ours.enters(buffer_bytes=SMALL_BYTES)
    talks_until_milo_is_gone(ours, lambda: slow.take(1))
    assert evening.lets_go_of(slow)


def test_whoever_wakes_up_reads_whole_packets_is_told_why_and_ended(ours: Ours) -> None:
    sleeper = ours.enters(buffer_bytes=WAKING_BYTES)
    talks_until_milo_is_gone(ours)
    told = [json.loads(packet[2:])[0] for packet in packets(sleeper) if packet.startswith("42")]
    assert set(told[:-1]) == {"room.happened"}
    assert told[-1] in {"connection.ended", "connection.pausing"}


def test_whoever_comes_back_by_the_last_number_missed_nothing(ours: Ours, evening: Evening) -> None:
    sleeper = ours.line(buffer_bytes=WAKING_BYTES)
    sleeper.connect()
    epoch = sleeper.wish("room.enter", room=evening.room)["epoch"]
    talks_until_milo_is_gone(ours)
    heard = [event for packet in packets(sleeper) for event in events(packet)]
    assert heard == sorted(set(heard))
    again = ours.line()
    again.connect()
    answer = again.wish("room.enter", room=evening.room, epoch=epoch, after=heard[-1])
    page = answer if "events" in answer else {**answer["snapshot"], "events": answer["snapshot"]["log"]}
    missed = numbers(page)
    while page.get("has_earlier") and missed[0] > heard[-1]:
        page = again.wish("room.earlier", room=evening.room, before=missed[0])
        missed = numbers(page) + missed
    assert set(ours.kept) <= {*heard, *missed}
    assert set(ours.kept) - set(heard)


def test_while_someone_does_not_read_the_others_wait_for_nothing(ours: Ours, evening: Evening) -> None:
    hers = evening.enters(evening.fern)
    for _ in range(SLEEPERS):
        ours.enters(buffer_bytes=SMALL_BYTES)
    waits = []
    for _ in range(100):
        ours.says(FILLER)
        began = time.monotonic()
        assert evening.talks_well(hers)
        waits.append(time.monotonic() - began)
        hers.inbox.clear()
    # A busy machine holds up one or another of them; each who does not read would hold up one at least.
    assert sorted(waits)[-SLEEPERS] < NEIGHBOUR_SECONDS


def test_a_long_page_reaches_whoever_reads(ours: Ours, evening: Evening) -> None:
    for _ in range(120):
        ours.says(FILLER)
    reader = ours.enters()
    page = reader.wish("room.earlier", room=evening.room, before=ours.kept[-20])
    assert page["events"]
    assert evening.talks_well(reader)


def test_whoever_asks_for_much_and_reads_nothing_is_ended(ours: Ours, evening: Evening) -> None:
    for _ in range(20):
        ours.says(FILLER)
    asker = ours.enters(buffer_bytes=SMALL_BYTES)
    for _ in range(40):
        asker.begin("room.enter", {"room": evening.room})
    assert evening.lets_go_of(asker)
    assert evening.talks_well(evening.enters(evening.fern))


def events(packet: str) -> list[int]:
    """The numbers of the events that a packet tells of."""
    return numbers(json.loads(packet[2:])[1]) if '"room.happened"' in packet else []


def numbers(news: dict[str, Any]) -> list[int]:
    """The numbers of events."""
    return [event["seq"] for event in news["events"]]
