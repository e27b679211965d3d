"""The faults of the stock transport, each shown on the stock classes, and the promise that ours keeps in their place.

Where an upgrade mends one of them, its test fails: then ask what of ours can go. That the Redis manager of the library
falls silent has its test beside our own bus.
"""

import contextlib
import json
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from .evening import comes_true
from .guest import Guest
from .ours import Ours
from .stock import Stock
from .subject import Subject
from .wire import CONTINUATION, TEXT, Ended, Torn, frame, text

AT_ONCE_SECONDS = {"ours": 10.0, "stock": 2.0}
"""Ours is waited for however busy the machine is; of the stock one, which does nothing, a moment is enough."""
INFLATING_SECONDS = {"ours": 2.0, "stock": 10.0}
"""The other way round: here the stock one does something."""
OFFER = {"Sec-WebSocket-Extensions": "permessage-deflate; client_no_context_takeover; server_no_context_takeover"}
BOMB_MEGABYTES = 60

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(params=["stock", "ours"])
def subject(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Subject]:
    """Ours and the stock server, which is new for each test: its faults outlive one."""
    if request.param == "ours":
        yield Ours(request.getfixturevalue("evening"))
        return
    stock = Stock(tmp_path)
    yield stock
    stock.end()


def keeps(subject: Subject, *, promise: bool) -> None:
    """Ours keeps the promise, and the stock one does not."""
    assert promise is (subject.name == "ours")


def test_every_frame_is_whole_for_whoever_pauses_reading(subject: Subject) -> None:
    paused = subject.enters(buffer_bytes=16_384)
    subject.fills(5)
    keeps(subject, promise=reads_whole_packets(paused))


@pytest.mark.parametrize("forged", ['42["disconnect"]', '42["disconnect","x"]', '42["connect"]'])
def test_whoever_forges_a_name_of_the_library_listens_on_no_longer(forged: str, subject: Subject) -> None:
    lurker = subject.enters()
    lurker.send(forged)
    lurker.ending(AT_ONCE_SECONDS[subject.name])
    subject.says("between us")
    keeps(subject, promise=not lurker.hears("between us", 1))


def test_nobody_hears_a_thing_before_it_is_judged_who_they_are(subject: Subject) -> None:
    subject.announces("first words")
    stranger = subject.stranger()
    stranger.packet("0")
    stranger.send("40")
    subject.announces("for whoever is signed in")
    assert stranger.packet("44")
    keeps(subject, promise=not any(packet.startswith("42") for packet in stranger.inbox))


def test_whoever_does_not_read_costs_little_memory(subject: Subject) -> None:
    deaf = subject.enters(buffer_bytes=4096)
    deaf.answers_pings = False
    # What the kernel takes for a socket comes first, and what a server keeps at hand of any room.
    subject.fills(6)
    before = subject.memory("VmRSS")
    subject.fills(6)
    keeps(subject, promise=subject.memory("VmRSS") - before < 3)


def test_fragments_are_bounded_together(subject: Subject) -> None:
    hoarder = subject.enters()
    hoarder.put(frame(TEXT, b"4" * 30_000, final=False))
    piece = frame(CONTINUATION, b"4" * 30_000, final=False)
    for _ in range(200):
        hoarder.put(piece)
    keeps(subject, promise=bool(hoarder.ending(AT_ONCE_SECONDS[subject.name])))


def test_a_small_packet_does_not_become_a_large_one(subject: Subject) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"4" * BOMB_MEGABYTES * 1_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)
    sender = subject.line(headers=OFFER)
    before = subject.memory("VmHWM")
    sender.put(frame(TEXT, packed, reserved=4))
    subject.says("meanwhile")
    comes_true(lambda: subject.memory("VmHWM") - before > BOMB_MEGABYTES / 2, INFLATING_SECONDS[subject.name])
    keeps(subject, promise=subject.memory("VmHWM") - before < BOMB_MEGABYTES / 2)


def test_a_broken_packet_brings_no_page_into_the_stream(subject: Subject) -> None:
    line = subject.enters()
    line.send("abc")
    keeps(subject, promise=b"HTTP/1.1" not in whatever_comes(line))


def test_a_broken_packet_leaves_nobody_behind_in_the_room(subject: Subject) -> None:
    line = subject.enters()
    assert subject.is_present()
    line.send("abc")
    keeps(subject, promise=comes_true(lambda: not subject.is_present(), AT_ONCE_SECONDS[subject.name]))


def test_whoever_signs_out_hears_nothing_more_and_is_ended(subject: Subject) -> None:
    line = subject.enters()
    subject.signs_out()
    time.sleep(1)
    subject.says("after the goodbye")
    silent = not line.hears("after the goodbye", 1)
    keeps(subject, promise=silent and bool(line.ending(AT_ONCE_SECONDS[subject.name])))


def test_whoever_signs_out_can_wish_for_nothing_more(subject: Subject) -> None:
    line = subject.enters()
    subject.signs_out()
    number = line.begin(*subject.a_wish("still here"))
    refused = True
    with contextlib.suppress(Ended):
        refused = not line.answer(number)["ok"]
    keeps(subject, promise=refused)


def test_wishes_are_served_in_the_order_in_which_they_came(subject: Subject) -> None:
    line = subject.enters()
    line.put(b"".join(text(packet) for packet in subject.slow_then_quick()))
    order = [line.packet("43").partition("[")[0] for _ in subject.slow_then_quick()]
    keeps(subject, promise=order == [f"43{number}" for number in range(101, 101 + len(order))])


def reads_whole_packets(line: Guest) -> bool:
    """Whether all that comes until nothing more comes is frames, and their words are JSON."""
    deadline = time.monotonic() + 20
    try:
        while True:
            got = line.frame(min(deadline, time.monotonic() + 2))
            if got.opcode == TEXT and got.body.startswith(b"42"):
                json.loads(got.body[2:])
    except (TimeoutError, Ended):
        return time.monotonic() < deadline
    except (Torn, ValueError):
        return False


def whatever_comes(line: Guest) -> bytes:
    """All bytes until the end, or for a moment."""
    came = b""
    try:
        while piece := line.take(65_536):
            came += piece
    except TimeoutError:
        pass
    return came
