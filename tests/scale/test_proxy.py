"""The proxy does to news what it says, and to nothing else."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest
import redis

from .proxy import Proxy, Weather
from .resp import Replies
from .servers import Valkey

REPLIES = [
    b"+OK\r\n",
    b":1\r\n",
    b"-ERR no\r\n",
    b"$5\r\nhello\r\n",
    b"$-1\r\n",
    b"$0\r\n\r\n",
    b"*-1\r\n",
    b"*0\r\n",
    b"*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$4\r\n\r\n\r\n\r\n",
    b"*2\r\n*1\r\n:1\r\n$2\r\nok\r\n",
    b"%1\r\n+a\r\n*1\r\n:2\r\n",
]


ANSWER_SECONDS = 10.0
"""Only a failure waits so long."""


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_replies_are_whole_in_whatever_pieces_they_come(size: int) -> None:
    stream, replies = b"".join(REPLIES), Replies()
    found = [one for at in range(0, len(stream), size) for one in replies.feed(stream[at : at + size])]
    assert found == REPLIES


class Wireless:
    """Someone who speaks and someone who listens, with a proxy between them and a real Valkey."""

    def __init__(self, proxy: Proxy) -> None:
        self.proxy = proxy
        self.speaker = redis.Redis(unix_socket_path=str(proxy.path))
        self._ears = cast(Any, redis.Redis(unix_socket_path=str(proxy.path)))
        self._listener = self._ears.pubsub(ignore_subscribe_messages=True)
        self._listener.subscribe("news")
        self._listener.get_message(timeout=ANSWER_SECONDS)

    def says(self, count: int) -> list[int]:
        """Say the numbers up to one; those that arrive, in order."""
        for number in range(count):
            self.speaker.publish("news", number)
        return self.hears()

    def hears(self) -> list[int]:
        """What has arrived by now: all that comes before the answer to a question."""
        self._listener.ping()
        heard = []
        while (message := self._listener.get_message(timeout=ANSWER_SECONDS)) and message["type"] != "pong":
            heard.append(int(message["data"]))
        return heard

    def hears_nothing(self) -> bool:
        """Whether nothing arrives for a moment, where no question would be answered either."""
        return self._listener.get_message(timeout=0.3) is None

    def close(self) -> None:
        """Hang up."""
        self._listener.close()
        self._ears.close()
        self.speaker.close()


@pytest.fixture
def wireless(tmp_path: Path) -> Iterator[Wireless]:
    """A Valkey of the test's own."""
    valkey = Valkey(tmp_path / "valkey")
    valkey.start()
    made = Wireless(Proxy(tmp_path / "proxy.sock", valkey.path))
    yield made
    made.close()
    made.proxy.close()
    valkey.stop()


def test_in_fair_weather_everything_comes_as_it_was_said(wireless: Wireless) -> None:
    assert wireless.says(20) == list(range(20))


def test_what_is_lost_does_not_come(wireless: Wireless) -> None:
    wireless.proxy.turns(Weather(lost=0.5), seed=1)
    heard = wireless.says(20)
    assert 0 < len(heard) < 20
    assert heard == sorted(set(heard))


def test_what_is_repeated_comes_twice(wireless: Wireless) -> None:
    wireless.proxy.turns(Weather(repeated=0.5), seed=1)
    heard = wireless.says(20)
    assert sorted(set(heard)) == list(range(20))
    assert len(heard) > 20


def test_what_is_turned_round_comes_after_what_follows(wireless: Wireless) -> None:
    wireless.proxy.turns(Weather(turned=0.5), seed=1)
    heard = wireless.says(20)
    assert heard != sorted(heard)
    assert len(set(heard)) == len(heard) > 10


def test_the_same_seed_does_the_same(wireless: Wireless) -> None:
    storm = Weather(lost=0.2, repeated=0.2, turned=0.2)
    wireless.proxy.turns(storm, seed=7)
    first = wireless.says(30)
    wireless.proxy.turns(storm, seed=7)
    assert wireless.says(30)[: len(first) - 3] == first[: len(first) - 3]


def test_what_is_paused_comes_later(wireless: Wireless) -> None:
    wireless.proxy.pause()
    saying = Thread(target=lambda: wireless.speaker.publish("news", 1))
    saying.start()
    assert wireless.hears_nothing()
    wireless.proxy.resume()
    saying.join(ANSWER_SECONDS)
    assert wireless.hears() == [1]


def test_a_frozen_line_stays_silent_while_a_new_one_speaks(wireless: Wireless) -> None:
    wireless.proxy.freeze()
    with redis.Redis(unix_socket_path=str(wireless.proxy.path)) as other:
        assert other.publish("news", 1) == 1
    assert wireless.hears_nothing()


def test_whoever_is_cut_off_finds_nobody_until_they_are_let_in(wireless: Wireless) -> None:
    wireless.proxy.cut_off(os.getpid())
    with redis.Redis(unix_socket_path=str(wireless.proxy.path)) as other, pytest.raises(redis.ConnectionError):
        other.ping()
    wireless.proxy.let_all_in()
    with redis.Redis(unix_socket_path=str(wireless.proxy.path)) as other:
        assert other.ping()
