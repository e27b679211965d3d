"""Hashing of secrets: slow for whoever guesses, and never in the way of anyone else.

Never called inside a transaction: it takes as long as many requests do.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app
from gevent import monkey
from gevent.lock import Semaphore
from gevent.threadpool import ThreadPool

from support_groups.core.errors import Busy

from .models import SALT_BYTES

T = TypeVar("T")

_EXTENSION = "support_groups.passphrases"
THREADS = 4
"""So many hashes at once, the others wait: their memory is bounded however many people sign in."""
WAITING_MAX = 60
"""So many wait, a few seconds on a small server; whoever comes beyond is told at once, and when to try again."""


@dataclass(frozen=True)
class Cost:
    """What one guess costs (argon2id)."""

    memory_kib: int
    rounds: int


STRONG = Cost(memory_kib=32 * 1024, rounds=3)
"""Above what OWASP asks for (19 MiB, two rounds); under a tenth of a second on a small server."""


def init_app(app: Flask) -> None:
    """Make the hasher of an installation."""
    cost: Cost = app.config["PASSPHRASE_COST"]
    app.extensions[_EXTENSION] = PasswordHasher(time_cost=cost.rounds, memory_cost=cost.memory_kib, parallelism=1)


def check_has_room() -> None:
    """Refuse what would wait too long for its hash; asked before a try counts, so that it costs nobody one."""
    if _is_looping() and _places().locked():
        raise Busy


def hash_secret(secret: bytes) -> str:
    """The argon2id hash of what a browser has made of a passphrase or of recovery words."""
    hasher = _hasher()
    return _off_the_loop(lambda: hasher.hash(secret))


def is_secret(secret: bytes, kept: str | None) -> bool:
    """Whether a secret is the one that is kept; where none is kept it takes as long to say no."""
    hasher = _hasher()
    if kept is None:
        _off_the_loop(lambda: hasher.hash(secret))
        return False
    return _off_the_loop(lambda: _verify(hasher, kept, secret))


def needs_rehash(kept: str) -> bool:
    """Whether a hash was made when guesses cost something else."""
    return _hasher().check_needs_rehash(kept)


def false_salt(name_key: str) -> bytes:
    """A salt for a name that nobody has: it cannot be told from a real one, and is the same each time."""
    key = hashlib.sha256(f"false salts:{current_app.config['SECRET_KEY']}".encode()).digest()
    return hmac.digest(key, name_key.encode(), "sha256")[:SALT_BYTES]


def _hasher() -> PasswordHasher:
    hasher: PasswordHasher = current_app.extensions[_EXTENSION]
    return hasher


def _verify(hasher: PasswordHasher, kept: str, secret: bytes) -> bool:
    try:
        return hasher.verify(kept, secret)
    except (VerificationError, InvalidHashError):
        return False


def _off_the_loop(work: Callable[[], T]) -> T:
    """Do slow work in a real thread while the loop serves the others; directly where there is no loop."""
    if not _is_looping():
        return work()
    if not _places().acquire(blocking=False):
        raise Busy
    try:
        result: T = _pool().apply(work)
        return result
    finally:
        _places().release()


def _is_looping() -> bool:
    return monkey.is_module_patched("threading")


@cache
def _pool() -> ThreadPool:
    return ThreadPool(THREADS)


@cache
def _places() -> Semaphore:
    return Semaphore(THREADS + WAITING_MAX)
