"""Rate limits, in memory or in Redis.

Keys are short-lived and hold no address in the clear: it is mixed with a salt that is made by chance for a while and
then forgotten, so that nobody can ever find out again whose it was.
"""

import hashlib
import logging
import math
import secrets
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TypeVar

from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import ConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from . import clock
from .errors import TooFast
from .retention import keep_beside

ANSWER_SECONDS = 1
AWAY_SECONDS = 2
"""How long limits are counted in this process alone before the shared storage is asked again."""

T = TypeVar("T")
Key = tuple[object, ...]
Question = Callable[[MovingWindowRateLimiter, "Salts"], T]

_EXTENSION = "support_groups.limits"
COUNTS_SECONDS = 3600
"""How long the salt of a count or a wait is used; what window a rate has says it for a rate."""
SALT_BYTES = 32
_IPV6_PREFIX_BITS = 64
_log = logging.getLogger(__name__)


keep_beside(
    __name__,
    what="In memory only, a scrambled mark of your network address beside how often it was used to sign in or join.",
    why="So that nobody can guess passphrases or open accounts by the thousand.",
    until="A minute.",
)
keep_beside(
    __name__,
    what="In the log of the machine: that something broke and where in the program. No address, no name, no word.",
    why="So that it can be mended.",
    until="As long as those who run this place keep their logs.",
)


class Salts:
    """What keys are mixed with: another one for each stretch of time, forgotten after the next.

    One that counts alone makes it by chance. Workers that count together must know a key by the same name: theirs
    comes from the installation's secret, and the shared storage forgets the keys themselves when their time is over.
    """

    def __init__(self, secret: str | None) -> None:
        self._secret = secret
        self._kept: dict[tuple[int, int], bytes] = {}

    def of(self, seconds: int) -> tuple[bytes, bytes]:
        """The salts of this stretch and of the one before it, each so many seconds long."""
        at = int(clock.now().timestamp())
        self._kept = {key: salt for key, salt in self._kept.items() if at // key[0] - 1 <= key[1] <= at // key[0]}
        return self._one(seconds, at // seconds), self._one(seconds, at // seconds - 1)

    def _one(self, seconds: int, number: int) -> bytes:
        if (seconds, number) not in self._kept:
            self._kept[seconds, number] = self._made(f"limits:{seconds}:{number}:{self._secret}")
        return self._kept[seconds, number]

    def _made(self, together: str) -> bytes:
        return hashlib.sha256(together.encode()).digest() if self._secret else secrets.token_bytes(SALT_BYTES)


class Counting:
    """Counts in a storage shared with other workers, and in this process where there is none or it does not answer.

    Nobody is kept from speaking or signing in because of it; that it is away is logged once, by its kind.
    """

    def __init__(self, secret: str, shared: ConnectionPool | None) -> None:
        self.own = MovingWindowRateLimiter(MemoryStorage())
        self.pool = shared
        self._salts = Salts(None), Salts(secret)
        self._shared = (
            MovingWindowRateLimiter(RedisStorage("redis://", connection_pool=shared)) if shared is not None else None
        )
        self._is_away = False
        self._ask_again_at = 0.0

    def ask(self, question: Question[T]) -> T:
        """The answer of the shared storage, or else of this process."""
        own, together = self._salts
        if self._shared is None or time.monotonic() < self._ask_again_at:
            return question(self.own, own)
        try:
            answer = question(self._shared, together)
        except (RedisError, OSError) as error:
            self._lose(error)
            return question(self.own, own)
        if self._is_away:
            self._is_away = False
            _log.info("limits are counted together with other workers again")
        return answer

    def forget(self, *keys: Key) -> None:
        """Forget keys everywhere: what was counted here while the storage was away counts no more either."""

        def clear(limiter: MovingWindowRateLimiter, salts: Salts) -> None:
            for key in keys:
                for name in _names(salts, COUNTS_SECONDS, key):
                    limiter.storage.clear(name)

        clear(self.own, self._salts[0])
        self.ask(clear)

    def _lose(self, error: Exception) -> None:
        # Asking each time would let every person wait for an answer that does not come.
        self._ask_again_at = time.monotonic() + AWAY_SECONDS
        if not self._is_away:
            _log.error("%s: limits are counted in this process alone for now", type(error).__name__)
        self._is_away = True


def init_app(app: Flask, *, redis_url: str | None, enabled: bool) -> None:
    """Choose where limits are counted: in Redis where there is one, else in this process."""
    secret = str(app.config["SECRET_KEY"])
    app.extensions[_EXTENSION] = Counting(secret, _pool(redis_url) if redis_url else None) if enabled else None


def close(app: Flask) -> None:
    """Give back the connections to the shared storage."""
    counting: Counting | None = app.extensions[_EXTENSION]
    if counting and counting.pool:
        counting.pool.disconnect()


def _pool(redis_url: str) -> ConnectionPool:
    # A person waits for the answer: better counted alone than asked for long, or again and again.
    return ConnectionPool.from_url(
        redis_url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS, retry=Retry(NoBackoff(), 0)
    )


def take(rates: str, *key: object) -> None:
    """Count one use of `rates` ("5 per minute; 20 per hour") under a key, or raise TooFast."""
    counting = _counting()
    if counting is None:
        return
    items: list[RateLimitItem] = parse_many(rates)
    if not counting.ask(lambda limiter, salts: all(_hit(limiter, salts, item, key) for item in items)):
        raise TooFast


def take_here(per_minute: int, *key: object) -> None:
    """Count one use under a key from the network the request comes from, or raise TooFast.

    By the minute alone: nothing is known of a network for longer.
    """
    take(f"{per_minute} per minute", *key, network())


def _hit(limiter: MovingWindowRateLimiter, salts: Salts, item: RateLimitItem, key: Key) -> bool:
    name, before = _names(salts, item.get_expiry(), key)
    # What was used under the salt before still counts as long as its window reaches.
    used = sum(item.amount - limiter.get_window_stats(item, one).remaining for one in (name, before))
    return used < item.amount and limiter.hit(item, name)


def count(seconds: int, *key: object) -> int:
    """Count one more under a key, and say how many there are; all are forgotten `seconds` after the first."""

    def more(limiter: MovingWindowRateLimiter, salts: Salts) -> int:
        name, before = _names(salts, COUNTS_SECONDS, ("count", *key))
        return limiter.storage.incr(name, seconds) + limiter.storage.get(before)

    counting = _counting()
    return counting.ask(more) if counting else 0


def forget(*key: object) -> None:
    """Begin anew under a key: nothing is counted, nothing must wait."""
    counting = _counting()
    if counting:
        counting.forget(("count", *key), ("wait", *key))


def wait(seconds: int, *key: object) -> None:
    """Let whatever comes under a key wait from now on."""

    def begin(limiter: MovingWindowRateLimiter, salts: Salts) -> None:
        name, before = _names(salts, COUNTS_SECONDS, ("wait", *key))
        limiter.storage.clear(before)
        limiter.storage.clear(name)
        limiter.storage.incr(name, seconds)

    counting = _counting()
    if counting and seconds:
        counting.ask(begin)


def seconds_left(*key: object) -> int:
    """How long whatever comes under a key must still wait."""

    def ends_at(limiter: MovingWindowRateLimiter, salts: Salts) -> float:
        names = _names(salts, COUNTS_SECONDS, ("wait", *key))
        return max(limiter.storage.get_expiry(name) if limiter.storage.get(name) else 0 for name in names)

    counting = _counting()
    return max(0, math.ceil(counting.ask(ends_at) - clock.now().timestamp())) if counting else 0


def network() -> str:
    """The network the request comes from, for a limit's key only: a /64 of IPv6, an address of IPv4."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, _IPV6_PREFIX_BITS), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


def _counting() -> Counting | None:
    counting: Counting | None = current_app.extensions[_EXTENSION]
    return counting


def _names(salts: Salts, seconds: int, key: Key) -> tuple[str, str]:
    """A key under the salt of now, and under the one before it."""
    now, before = (
        hashlib.blake2b(repr(key).encode(), key=salt, digest_size=16).hexdigest() for salt in salts.of(seconds)
    )
    return now, before
