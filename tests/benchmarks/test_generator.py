"""The load generator reads whatever a server may send, and what a server does wrong does not escape it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import generator
from benchmarks.crowd import Crowd, write_relay_plan
from benchmarks.generator import Load
from benchmarks.places import CannotMeasure
from benchmarks.runs import FAULTS
from tests.benchmarks.relay import CONTINUATION, TEXT, HandRelay, Manner, frame
from tests.services.server import free_port

MESSAGES = 6
PEOPLE = 3


def whole(packet: str) -> Iterable[bytes]:
    """A message a frame, a frame a segment."""
    yield frame(packet.encode())


def byte_by_byte(packet: str) -> Iterable[bytes]:
    """A frame in as many pieces as it can come in."""
    return (bytes([byte]) for byte in frame(packet.encode()))


def in_fragments(packet: str) -> Iterable[bytes]:
    """A message in three frames, and a ping between them."""
    body = packet.encode()
    yield frame(body[:1], final=False) + frame(body[1:70], CONTINUATION, final=False)
    yield frame(b"still there?", 0x9) + frame(body[70:], CONTINUATION)


def widely(packet: str) -> Iterable[bytes]:
    """A length of eight bytes where two would do, behind other news of no interest."""
    yield frame(b'42["person.told",{"words":"hello"}]') + frame(packet.encode(), TEXT, width=8)


def twice(packet: str) -> Iterable[bytes]:
    """The same again in one segment."""
    yield frame(packet.encode()) * 2


def never(_packet: str) -> Iterable[bytes]:
    """Nothing, though it will be acknowledged."""
    return ()


def heard(manner: Manner, folder: Path, patience: float = 30) -> tuple[dict[str, Any], list[str]]:
    """What the generator tells at the end, and what else it has answered to the relay.

    Whatever comes is waited for as long as `patience` lasts, on a busy machine too.
    """
    plan = folder / "plan"
    write_relay_plan(plan, Crowd(1, PEOPLE))
    relay = HandRelay(manner)
    load = Load("saturate", seconds=0.2, warmup=0, window=2, check=MESSAGES, patience=patience)
    try:
        with generator.running(relay.port, plan, load) as news:
            told = {one["event"]: one for one in news}
    finally:
        relay.close()
    return told["done"], relay.answered


@pytest.mark.parametrize("manner", [whole, byte_by_byte, in_fragments, widely])
def test_every_message_is_counted_once_however_it_comes(manner: Manner, tmp_path: Path) -> None:
    done, answered = heard(manner, tmp_path)
    assert done["sent"] == MESSAGES
    assert done["told"] == done["expected"] == MESSAGES * PEOPLE
    assert [done[fault] for fault in FAULTS] == [0] * len(FAULTS)
    assert answered.count("3") == answered.count("pong well?") == PEOPLE


def test_what_comes_twice_is_seen(tmp_path: Path) -> None:
    done, _ = heard(twice, tmp_path)
    assert (done["twice"], done["missed"]) == (MESSAGES * PEOPLE, 0)


def test_what_never_comes_is_seen(tmp_path: Path) -> None:
    done, _ = heard(never, tmp_path, patience=0.3)
    assert (done["twice"], done["missed"]) == (0, MESSAGES * PEOPLE)


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    write_relay_plan(tmp_path / "plan", Crowd(1, 1))
    with (
        pytest.raises(CannotMeasure, match="The crowd gave up"),
        generator.running(free_port(), tmp_path / "plan", Load("idle", seconds=0.1)) as news,
    ):
        list(news)


def test_where_there_is_no_compiler_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator, "WORKSHOP", tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotMeasure, match="apt install gcc"):
        generator.program()
