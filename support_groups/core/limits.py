"""Rate limits, in memory or in Redis; keys are short-lived and hold no address in the clear."""

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

ANSWER_SECONDS = 1
AWAY_SECONDS = 2
"""How long limits are counted in this process alone before the shared storage is asked again."""

T = TypeVar("T")

_EXTENSION = "support_groups.limits"
_SALT = "LIMITS_SALT"
_IPV6_PREFIX_BITS = 64
_log = logging.getLogger(__name__)


class Counting:
    """Counts in a storage shared with other workers, and in this process where there is none or it does not answer.

    Nobody is kept from speaking or signing in because of it; that it is away is logged once, by its kind.
    """

    def __init__(self, shared: ConnectionPool | None) -> None:
        self.own = MovingWindowRateLimiter(MemoryStorage())
        self.pool = shared
        self._shared = (
            MovingWindowRateLimiter(RedisStorage("redis://", connection_pool=shared)) if shared is not None else None
        )
        self._is_away = False
        self._ask_again_at = 0.0

    def ask(self, question: Callable[[MovingWindowRateLimiter], T]) -> T:
        """The answer of the shared storage, or else of this process."""
        if self._shared is None or time.monotonic() < self._ask_again_at:
            return question(self.own)
        try:
            answer = question(self._shared)
        except (RedisError, OSError) as error:
            self._lose(error)
            return question(self.own)
        if self._is_away:
            self._is_away = False
            _log.info("limits are counted together with other workers again")
        return answer

    def forget(self, name: str) -> None:
        """Forget a name everywhere: what was counted here while the storage was away counts no more either."""
        self.own.storage.clear(name)
        self.ask(lambda limiter: limiter.storage.clear(name))

    def _lose(self, error: Exception) -> None:
        # Asking each time would let every person wait for an answer that does not come.
        self._ask_again_at = time.monotonic() + AWAY_SECONDS
        if not self._is_away:
            _log.error("%s: limits are counted in this process alone for now", type(error).__name__)
        self._is_away = True


def init_app(app: Flask, *, redis_url: str | None, enabled: bool) -> None:
    """Choose where limits are counted: in Redis where there is one, else in this process."""
    app.extensions[_EXTENSION] = Counting(_pool(redis_url) if redis_url else None) if enabled else None
    # Workers that count together must know a key by the same name; one that counts alone forgets with its end.
    shared = hashlib.sha256(f"limits:{app.config['SECRET_KEY']}".encode()).digest()
    app.config[_SALT] = shared if redis_url else secrets.token_bytes(32)


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
    name = _name(key)
    if not counting.ask(lambda limiter: all(limiter.hit(item, name) for item in items)):
        raise TooFast


def count(seconds: int, *key: object) -> int:
    """Count one more under a key, and say how many there are; all are forgotten `seconds` after the first."""
    counting, name = _counting(), _name(("count", *key))
    return counting.ask(lambda limiter: limiter.storage.incr(name, seconds)) if counting else 0


def forget(*key: object) -> None:
    """Begin anew under a key: nothing is counted, nothing must wait."""
    counting = _counting()
    if counting:
        for name in (_name(("count", *key)), _name(("wait", *key))):
            counting.forget(name)


def wait(seconds: int, *key: object) -> None:
    """Let whatever comes under a key wait from now on."""
    counting, name = _counting(), _name(("wait", *key))

    def begin(limiter: MovingWindowRateLimiter) -> None:
        limiter.storage.clear(name)
        limiter.storage.incr(name, seconds)

    if counting and seconds:
        counting.ask(begin)


def seconds_left(*key: object) -> int:
    """How long whatever comes under a key must still wait."""
    counting, name = _counting(), _name(("wait", *key))

    def ends_at(limiter: MovingWindowRateLimiter) -> float:
        return limiter.storage.get_expiry(name) if limiter.storage.get(name) else 0

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


def _name(key: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(key).encode(), key=current_app.config[_SALT], digest_size=16).hexdigest()
