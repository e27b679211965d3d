"""Rate limits, in memory or in Redis; keys are short-lived and hold no address in the clear."""

import hashlib
import secrets

from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from .errors import TooFast

_EXTENSION = "support_groups.limits"
_salt = secrets.token_bytes(16)


def init_app(app: Flask, *, redis_url: str | None, enabled: bool) -> None:
    """Choose where limits are counted: in Redis where there is one, else in this process."""
    storage = storage_from_string(redis_url or "memory://")
    app.extensions[_EXTENSION] = MovingWindowRateLimiter(storage) if enabled else None


def take(rates: str, *key: object) -> None:
    """Count one use of `rates` ("5 per minute; 20 per hour") under a key, or raise TooFast."""
    limiter: MovingWindowRateLimiter | None = current_app.extensions[_EXTENSION]
    if limiter is None:
        return
    name = hashlib.blake2b(repr(key).encode(), key=_salt, digest_size=16).hexdigest()
    items: list[RateLimitItem] = parse_many(rates)
    if not all(limiter.hit(item, name) for item in items):
        raise TooFast


def network() -> str:
    """The network the request comes from, for a limit's key only: a /64 of IPv6, an address of IPv4."""
    address = request.remote_addr or "unknown"
    return ":".join(address.split(":")[:4]) if ":" in address else address
