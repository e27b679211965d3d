"""Valkey is a hint: away, silent, forgetful or confused, it costs nobody a word, and nobody more than a moment."""

import signal
import time
from collections.abc import Iterator

import pytest

from support_groups.core.realtime.bus import ANSWER_SECONDS
from support_groups.core.realtime.watch import TOGETHER_SECONDS

from .house import House, soon
from .meeting import Meeting
from .proxy import Weather
from .test_faults import Under

SLACK_SECONDS = 4.0
"""For two cores that others use as well; the look itself takes some milliseconds."""
DEAF_SECONDS = TOGETHER_SECONDS + SLACK_SECONDS
HINTED_AGAIN_SECONDS = 2.0
STORM = Weather(lost=0.2, repeated=0.2, turned=0.2)


@pytest.fixture
def under(meeting: Meeting, length: float) -> Iterator[Under]:
    """A meeting in which nobody who is on a line waits longer for anything than a look takes."""
    yield Under(meeting, length)
    assert meeting.slowest < DEAF_SECONDS


def tells_again(house: House, seconds: float) -> bool:
    """Whether the workers hear from each other within a time."""
    passed = house.proxy.passed
    return soon(lambda: house.proxy.passed > passed, seconds)


def test_valkey_may_stop_and_start_again(under: Under, house: House, length: float) -> None:
    def starts_again() -> None:
        house.valkey.start()
        assert tells_again(house, HINTED_AGAIN_SECONDS)

    under(lambda: house.valkey.stop(signal.SIGKILL), lambda: time.sleep(length), starts_again)


def test_valkey_may_lose_repeat_and_turn_round_what_it_is_told(under: Under, house: House, seed: int) -> None:
    house.proxy.turns(STORM, seed)
    under(lambda: None, lambda: None)
    assert min(house.proxy.lost, house.proxy.repeated, house.proxy.turned) > 0


def test_valkey_may_stand_still_for_a_while(under: Under, house: House, length: float) -> None:
    def resumes() -> None:
        house.proxy.resume()
        assert tells_again(house, HINTED_AGAIN_SECONDS)

    under(house.proxy.pause, lambda: time.sleep(length), resumes)


def test_a_line_to_valkey_that_died_without_a_word_is_noticed(under: Under, house: House) -> None:
    def are_noticed() -> None:
        assert tells_again(house, 3 * ANSWER_SECONDS + HINTED_AGAIN_SECONDS)

    under(house.proxy.freeze, are_noticed)


def test_one_worker_may_be_cut_off_from_valkey_alone(under: Under, house: House) -> None:
    first, _ = house.workers
    under(lambda: house.proxy.cut_off(first), lambda: time.sleep(1), house.proxy.let_all_in)
