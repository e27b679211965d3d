"""Rate limits, in memory or in Redis; keys are short-lived and hold no address in the clear."""

import hashlib
import math
import secrets
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from . import clock
from .errors import TooFast

_EXTENSION = "support_groups.limits"
_SALT = "LIMITS_SALT"
_IPV6_PREFIX_BITS = 64


def init_app(app: Flask, *, redis_url: str | None, enabled: bool) -> None:
    """Choose where limits are counted: in Redis where there is one, else in this process."""
    storage = storage_from_string(redis_url or "memory://")
    app.extensions[_EXTENSION] = MovingWindowRateLimiter(storage) if enabled else None
    # Workers that count together must know a key by the same name; one that counts alone forgets with its end.
    shared = hashlib.sha256(f"limits:{app.config['SECRET_KEY']}".encode()).digest()
    app.config[_SALT] = shared if redis_url else secrets.token_bytes(32)


def take(rates: str, *key: object) -> None:
    """Count one use of `rates` ("5 per minute; 20 per hour") under a key, or raise TooFast."""
    limiter = _limiter()
    if limiter is None:
        return
    items: list[RateLimitItem] = parse_many(rates)
    if not all(limiter.hit(item, _name(key)) for item in items):
        raise TooFast


def count(seconds: int, *key: object) -> int:
    """Count one more under a key, and say how many there are; all are forgotten `seconds` after the first."""
    limiter = _limiter()
    return limiter.storage.incr(_name(("count", *key)), seconds) if limiter else 0


def forget(*key: object) -> None:
    """Begin anew under a key: nothing is counted, nothing must wait."""
    limiter = _limiter()
    if limiter:
        for kind in ("count", "wait"):
            limiter.storage.clear(_name((kind, *key)))


def wait(seconds: int, *key: object) -> None:
    """Let whatever comes under a key wait from now on."""
    limiter = _limiter()
    if limiter and seconds:
        limiter.storage.clear(_name(("wait", *key)))
        limiter.storage.incr(_name(("wait", *key)), seconds)


def seconds_left(*key: object) -> int:
    """How long whatever comes under a key must still wait."""
    limiter = _limiter()
    if limiter is None or not limiter.storage.get(name := _name(("wait", *key))):
        return 0
    return max(0, math.ceil(limiter.storage.get_expiry(name) - clock.now().timestamp()))


def network() -> str:
    """The network the request comes from, for a limit's key only: a /64 of IPv6, an address of IPv4."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, _IPV6_PREFIX_BITS), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


def _limiter() -> MovingWindowRateLimiter | None:
    limiter: MovingWindowRateLimiter | None = current_app.extensions[_EXTENSION]
    return limiter


def _name(key: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(key).encode(), key=current_app.config[_SALT], digest_size=16).hexdigest()
