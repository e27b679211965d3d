"""Pure decisions about an installation: what its database is, whether it is well, what a size reads like."""

import enum
from collections.abc import Collection
from dataclasses import dataclass

LATE_AFTER_SECONDS = 60.0
"""A timekeeper that has not looked for so long is not well: rooms would not open by themselves."""


class Schema(enum.Enum):
    """What a database is to this version of the service."""

    NEW = "new"
    CURRENT = "current"
    BEHIND = "behind"
    UNKNOWN = "unknown"


def schema_of(*, has_tables: bool, revision: str | None, known: Collection[str], head: str | None) -> Schema:
    """Judge a database by its tables and the revision written in it.

    UNKNOWN is a revision that this version has never heard of: the database is newer, or someone else's.
    """
    if not has_tables:
        return Schema.NEW
    if revision == head:
        return Schema.CURRENT
    return Schema.BEHIND if revision in known else Schema.UNKNOWN


@dataclass(frozen=True)
class Health:
    """How an installation is; `timekeeper_age` in seconds, None before its first look."""

    database: bool
    timekeeper_age: float | None
    up_seconds: float = 0.0
    """Since this process has put itself together."""

    @property
    def unlooked_seconds(self) -> float:
        """How long nothing has looked at what is due; a process that has just begun is given its time."""
        return self.up_seconds if self.timekeeper_age is None else self.timekeeper_age

    @property
    def is_well(self) -> bool:
        """Whether people are served as they should be."""
        return self.database and self.unlooked_seconds < LATE_AFTER_SECONDS


def size_in_words(size: int) -> str:
    """A number of bytes as people read it."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def host_and_port(host: str, port: int) -> str:
    """The two as they stand in a web address; one's own machine by its name, since passkeys need one."""
    if host == "127.0.0.1":
        host = "localhost"
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
