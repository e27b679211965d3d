"""News between workers, through Redis or Valkey: a hint, and nothing that anybody has to rely on.

What happened stands in the database. Redis tells the other workers at once; what it loses, repeats or turns round
they find by looking, every second. So it may stop, start and forget as it likes, and nobody misses a word.
"""

import logging
import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from typing import Any

import gevent
import orjson
from flask import Flask
from gevent.event import Event
from redis import Redis
from redis.client import PubSub

from support_groups.core.database import db

CHANNEL = "support_groups"
RETRY_SECONDS = 0.5
ANSWER_SECONDS = 2
UNSENT_MAX = 10_000

Hear = Callable[[Any], None]

_log = logging.getLogger(__name__)
_hearers: dict[str, Hear] = {}


def hears(kind: str) -> Callable[[Hear], Hear]:
    """Register who hears news of a kind from other workers."""

    def register(hear: Hear) -> Hear:
        _hearers[kind] = hear
        return hear

    return register


class Bus:
    """What this worker tells the others, and hears from them; alone, it tells nobody."""

    def __init__(self, app: Flask, url: str | None) -> None:
        self._app = app
        self._url = url
        self._me = secrets.token_hex(8)
        self._collected: dict[tuple[str, int], list[bytes]] = defaultdict(list)
        self._unsent: deque[bytes] = deque(maxlen=UNSENT_MAX)
        self._has_unsent = Event()
        self._is_running = False
        self._is_away = False

    @property
    def has_others(self) -> bool:
        """Whether there may be other workers."""
        return self._url is not None

    def start(self) -> None:
        """Begin to listen and to send; once is enough."""
        if self._url is not None and not self._is_running:
            self._is_running = True
            gevent.spawn(self._again_and_again, self._listen)
            gevent.spawn(self._again_and_again, self._send)

    def tell(self, kind: str, news: Any) -> None:
        """Tell the other workers; whether they hear is another matter."""
        if self._url is not None:
            self._unsent.append(orjson.dumps([self._me, kind, news], option=orjson.OPT_UTC_Z))
            self._has_unsent.set()
            self.start()

    def collect(self, kind: str, key: int, items: Sequence[bytes]) -> None:
        """Tell the other workers more items of what goes by a key, together with all that follow in this beat."""
        if self._url is not None:
            self._collected[kind, key].extend(items)

    def tell_collected(self) -> None:
        """Tell what was collected, in one piece for each key."""
        for (kind, key), items in self._collected.items():
            self.tell(kind, [key, [orjson.Fragment(item) for item in items]])
        self._collected.clear()

    def _again_and_again(self, work: Callable[[Redis], None]) -> None:
        while True:
            # A connection of its own for each of the two: who listens must not wait for who sends.
            client = Redis.from_url(str(self._url), socket_connect_timeout=ANSWER_SECONDS)
            try:
                work(client)
            except Exception as error:
                # Whatever it is: who no longer listens would hear nothing for ever.
                self._lose(error)
            finally:
                client.close()
            gevent.sleep(RETRY_SECONDS)

    def _send(self, client: Redis) -> None:
        while True:
            self._has_unsent.wait()
            self._has_unsent.clear()
            while self._unsent:
                with client.pipeline(transaction=False) as pipe, gevent.Timeout(ANSWER_SECONDS, TimeoutError()):
                    for _ in range(len(self._unsent)):
                        pipe.publish(CHANNEL, self._unsent.popleft())
                    pipe.execute()
                self._find()

    def _listen(self, client: Redis) -> None:
        heard: Any = PubSub(client.connection_pool, ignore_subscribe_messages=True)
        with heard:
            heard.subscribe(CHANNEL)
            was_asked = False
            while True:
                message = heard.get_message(timeout=ANSWER_SECONDS)
                if message is not None:
                    was_asked = False
                    if message["type"] == "message":
                        self._hear(message["data"])
                elif was_asked:
                    raise TimeoutError
                else:
                    # The other end may be gone without a word: silence is asked whether it is alive.
                    heard.ping()
                    was_asked = True

    def _hear(self, told: bytes) -> None:
        try:
            sender, kind, news = orjson.loads(told)
            hear = _hearers[kind]
        except (ValueError, KeyError, TypeError):
            # Another version of this service, or somebody else: it was only a hint.
            return
        if sender == self._me:
            return
        with self._app.app_context():
            try:
                hear(news)
            except Exception as error:
                _log.error("%s while hearing %s from another worker", type(error).__name__, kind)
                db.session.rollback()

    def _lose(self, error: Exception) -> None:
        if not self._is_away:
            _log.error("%s: workers find each other's news by looking for now", type(error).__name__)
        self._is_away = True

    def _find(self) -> None:
        if self._is_away:
            self._is_away = False
            _log.info("workers tell each other at once again")
