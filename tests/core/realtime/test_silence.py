"""Whoever begins something and falls silent, or is gone without a word, is let go of in a set time."""

import pytest

from .conftest import HASTY_PING_SECONDS
from .evening import Evening, comes_true
from .test_socketio import LATE_SECONDS, OPENING_SECONDS
from .wire import TEXT, frame

BEGUN = {
    "half a header": frame(TEXT, b"4" * 200)[:1],
    "half a length": frame(TEXT, b"4" * 200)[:3],
    "half a mask": frame(TEXT, b"4" * 200)[:6],
    "half a packet": frame(TEXT, b"4" * 200)[:100],
    "one fragment": frame(TEXT, b"42[", final=False),
    "nothing": b"",
}
PATIENCE_SECONDS = 2 * HASTY_PING_SECONDS + LATE_SECONDS


@pytest.mark.parametrize("begun", BEGUN.values(), ids=BEGUN)
def test_whoever_falls_silent_before_the_namespace_is_open_is_ended(begun: bytes, hasty: Evening) -> None:
    line = hasty.line(hasty.milo)
    line.packet("0")
    line.put(begun)
    assert line.ending(OPENING_SECONDS + LATE_SECONDS)
    assert hasty.lets_go_of(line)


@pytest.mark.parametrize("begun", BEGUN.values(), ids=BEGUN)
def test_whoever_falls_silent_in_the_room_is_ended_and_is_present_no_more(begun: bytes, hasty: Evening) -> None:
    hers, his = hasty.enters(hasty.fern), hasty.enters(hasty.milo)
    his.answers_pings = False
    his.put(begun)
    assert his.ending(PATIENCE_SECONDS)
    assert hasty.lets_go_of(his)
    assert comes_true(lambda: not hasty.is_present(hasty.milo))
    hers.close()


def test_bytes_that_trickle_in_keep_no_line_open(hasty: Evening) -> None:
    line = hasty.enters(hasty.milo)
    line.answers_pings = False
    sent = iter(frame(TEXT, b"4" * 2_000))
    ticks = int(PATIENCE_SECONDS / 0.1)
    for _ in range(ticks):
        line.put(bytes([next(sent)]))
        if line.ending(0.1):
            break
    assert hasty.lets_go_of(line)


def test_whoever_is_gone_without_a_word_is_present_no_more_and_the_others_talk_on(hasty: Evening) -> None:
    hers, his = hasty.enters(hasty.fern), hasty.enters(hasty.milo)
    assert hasty.is_present(hasty.milo)
    his.answers_pings = False
    for _ in range(3):
        assert hasty.talks_well(hers)
        hers.hears("nothing that anyone says", HASTY_PING_SECONDS)
    assert hasty.lets_go_of(his)
    assert comes_true(lambda: not hasty.is_present(hasty.milo))
    assert hasty.is_present(hasty.fern)


def test_whoever_hangs_up_without_goodbye_is_present_no_more(evening: Evening) -> None:
    evening.enters(evening.fern)
    his = evening.enters(evening.milo)
    assert evening.is_present(evening.milo)
    his.close()
    assert comes_true(lambda: not evening.is_present(evening.milo))
    assert evening.lets_go_of(his)
