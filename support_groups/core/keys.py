"""The keys under which words of people are kept: in a file beside the database, never in it.

Each line of the file is a key: its id, and the key itself in hex. The last one seals; all of them open.
"""

import fcntl
import os
import secrets
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, current_app

KEY_BYTES = 32
LOOK_SECONDS = 1.0
"""How long a process may go on with the keys it knows before it looks whether there are others."""
READ_TRIES = 20

_EXTENSION = "support_groups.keys"
_INFO = b"support-groups/1 "


class KeyIsGone(RuntimeError):
    """What is to be opened was sealed under a key that is not in the file: it was let go of, or the file is another."""


class Key:
    """One key of an installation."""

    def __init__(self, key_id: str, secret: bytes) -> None:
        self.id = key_id
        self._secret = secret
        self._ciphers: dict[str, AESGCM] = {}

    def cipher(self, column: str) -> AESGCM:
        """What seals in a column: each has a key of its own."""
        found = self._ciphers.get(column)
        if found is None:
            found = self._ciphers[column] = AESGCM(self._derived(f"seal {column}"))
        return found

    @cached_property
    def for_marks(self) -> bytes:
        """What marks of names are made with."""
        return self._derived("mark")

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=_INFO + purpose.encode()).derive(self._secret)


class Keys:
    """The keys in a file, followed while others change it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._known: dict[str, Key] = {}
        self._current: Key
        self._stamp: tuple[int, int, int] | None = None
        self._looked_at = 0.0

    def current(self) -> Key:
        """The key that seals."""
        if time.monotonic() - self._looked_at > LOOK_SECONDS:
            self.look()
        return self._current

    def named(self, key_id: str) -> Key:
        """The key with an id; raises KeyIsGone."""
        found = self._known.get(key_id)
        if found is None:
            self.look()
            found = self._known.get(key_id)
        if found is None:
            raise KeyIsGone
        return found

    def all(self) -> list[Key]:
        """Every key, the one that seals last."""
        self.current()
        return list(self._known.values())

    def look(self) -> None:
        """Take up what has changed in the file."""
        found = self.file.stat()
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        if stamp != self._stamp:
            lines = [line.split() for line in self._lines()]
            self._known = {
                key_id: self._known.get(key_id) or Key(key_id, bytes.fromhex(secret)) for key_id, secret in lines
            }
            self._current = next(reversed(self._known.values()))
            self._stamp = stamp
        self._looked_at = time.monotonic()

    def add(self) -> Key:
        """Make another key, which seals from now on."""
        with self._held() as lines:
            self._write([*lines, _line()])
        return self.current()

    def let_go(self, key_ids: Collection[str]) -> None:
        """Let go of keys: what was sealed under them can never be opened again."""
        with self._held() as lines:
            self._write([line for line in lines if line.split()[0] not in key_ids])

    @contextmanager
    def _held(self) -> Iterator[list[str]]:
        with self.file.with_name(f"{self.file.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self._lines()

    def _lines(self) -> list[str]:
        for _ in range(READ_TRIES):
            lines = self.file.read_text(encoding="ascii").splitlines()
            # One that has just been exchanged may be overwritten already for who had opened it before.
            if lines and all(lines):
                return lines
        raise KeyIsGone

    def _write(self, lines: list[str]) -> None:
        new = _written(self.file, lines)
        with self.file.open("r+b") as old:
            os.replace(new, self.file)
            # A key that was let go of should not lie on the disk either.
            old.write(b"\n" * os.fstat(old.fileno()).st_size)
            old.flush()
            os.fsync(old.fileno())
        self.look()


def init_app(app: Flask, file: Path) -> None:
    """Give the app its keys; where there is no file yet, one is made that only its owner can read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        new = _written(file, [_line()])
        try:
            # Of several workers that start at once, the first one's key is everybody's.
            with suppress(FileExistsError):
                os.link(new, file)
        finally:
            new.unlink()
    keys = app.extensions[_EXTENSION] = Keys(file)
    keys.look()


def keys() -> Keys:
    """The keys of the app at hand."""
    found: Keys = current_app.extensions[_EXTENSION]
    return found


def _line() -> str:
    return f"{secrets.token_hex(4)} {secrets.token_hex(KEY_BYTES)}"


def _written(file: Path, lines: list[str]) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as new:
        new.write("".join(f"{line}\n" for line in lines))
        new.flush()
        os.fsync(new.fileno())
    return Path(name)
