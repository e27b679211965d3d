"""How long workers are deaf once Valkey is back: a moment; the library's own manager for as long as it was away."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import redis

from support_groups.core.realtime.bus import CHANNEL

from .house import House, soon
from .meeting import Meeting
from .servers import START_SECONDS, Valkey

AWAY_SECONDS = 8.0
DEAF_MAX_SECONDS = 5.0
"""For a busy machine; the library's manager still sleeps for longer when this begins."""
ASLEEP = "retrying in 8 secs"
ASLEEP_WITHIN_SECONDS = 60.0
STOCK_CHANNEL = "socketio"
STOCK = """
import sys, time, socketio
socketio.Server(async_mode="threading", client_manager=socketio.RedisManager(sys.argv[1])).manager.initialize()
time.sleep(600)
"""


def listening(valkey: Valkey, channel: str) -> int:
    """How many listen to a channel."""
    client = redis.Redis(unix_socket_path=str(valkey.path))
    try:
        answer: Any = client.pubsub_numsub(channel)
        return int(answer[0][1])
    finally:
        client.close()


def hear_again(valkey: Valkey, channel: str, is_away: Callable[[], object]) -> bool:
    """Whether all who listened do so again in a moment after Valkey was away for a while."""
    before = listening(valkey, channel)
    valkey.stop(signal.SIGKILL)
    is_away()
    valkey.start()
    return soon(lambda: listening(valkey, channel) == before, DEAF_MAX_SECONDS, pause=0.02)


def log_of(valkey: Valkey) -> Path:
    """What the library's own manager says."""
    return valkey.folder / "manager.log"


def is_asleep(valkey: Valkey) -> bool:
    """Whether the library's own manager has tried often enough to sleep for long."""
    return ASLEEP in log_of(valkey).read_text(errors="replace")


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Valkey]:
    """A Valkey with the library's own manager listening to it."""
    valkey = Valkey(tmp_path / "valkey")
    valkey.start()
    with log_of(valkey).open("ab") as log:
        manager = subprocess.Popen(
            [sys.executable, "-c", STOCK, f"unix://{valkey.path}"], stdin=subprocess.DEVNULL, stderr=log
        )
    try:
        assert soon(lambda: listening(valkey, STOCK_CHANNEL) == 1, START_SECONDS, pause=0.05)
        yield valkey
    finally:
        manager.kill()
        manager.wait()
        valkey.stop(signal.SIGKILL)


def test_workers_hear_each_other_again_a_moment_after_valkey_is_back(meeting: Meeting, house: House) -> None:
    # Once somebody is there, they listen.
    meeting.settles()
    assert soon(lambda: listening(house.valkey, CHANNEL) == len(house.workers), START_SECONDS, pause=0.05)
    assert hear_again(house.valkey, CHANNEL, partial(time.sleep, AWAY_SECONDS))


@pytest.mark.scale
def test_the_stock_manager_is_deaf_for_as_long_again(stock: Valkey) -> None:
    def falls_asleep() -> None:
        assert soon(partial(is_asleep, stock), ASLEEP_WITHIN_SECONDS, pause=0.02)

    assert not hear_again(stock, STOCK_CHANNEL, falls_asleep)
