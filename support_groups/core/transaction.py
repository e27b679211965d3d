"""Keep first, then tell: one transaction for a change and all that shares its fate, and the news after the commit."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from .database import db

E = TypeVar("E")
R = TypeVar("R")
Hearer = Callable[[E], None]

LONGEST_SECONDS = 60.0
"""A transaction that lasts longer is not kept: the key it has sealed with may be gone by then."""

COLLIDED = frozenset({"40001", "40P01"})
"""PostgreSQL's names for a transaction that came to grief with another one."""
TRIES = 4

_TOLD = "announced"
_keepers: dict[type, list[Hearer[Any]]] = defaultdict(list)
_tellers: dict[type, list[Hearer[Any]]] = defaultdict(list)
_tellers_of_rows: dict[type, list[Hearer[Any]]] = defaultdict(list)
_listeners: list[Hearer[Any]] = []
_log = logging.getLogger(__name__)


class TookTooLong(RuntimeError):
    """A process was held up in the middle of a change; nothing of it was kept."""


def on(kind: type[E]) -> Callable[[Hearer[E]], Hearer[E]]:
    """Register what is also kept when an event is announced, inside the same transaction."""

    def register(keep: Hearer[E]) -> Hearer[E]:
        _keepers[kind].append(keep)
        return keep

    return register


def after(kind: type[E]) -> Callable[[Hearer[E]], Hearer[E]]:
    """Register what is told when an event has been committed; a failure is logged and stops nobody else."""

    def register(tell: Hearer[E]) -> Hearer[E]:
        _tellers[kind].append(tell)
        return tell

    return register


def after_row(kind: type[E]) -> Callable[[Hearer[Sequence[E]]], Hearer[Sequence[E]]]:
    """Register what is told, before all others, of several events at once: those of a kind announced in a row."""

    def register(tell: Hearer[Sequence[E]]) -> Hearer[Sequence[E]]:
        _tellers_of_rows[kind].append(tell)
        return tell

    return register


def after_any(tell: Hearer[Any]) -> Callable[[], None]:
    """Hear of every committed event; call what is returned to stop."""
    _listeners.append(tell)
    return lambda: _listeners.remove(tell)


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit everything inside at once or nothing, then tell what was announced; an inner one joins the outer.

    What was read before it is read anew inside it, under the lock of a writer.
    """
    session = db.session
    if _TOLD in session.info:
        yield session
        return
    session.rollback()
    session.connection(execution_options={"writes": True})
    told: list[Any] = []
    session.info[_TOLD] = told
    began = time.monotonic()
    try:
        yield session
        session.flush()
        if time.monotonic() - began > LONGEST_SECONDS:
            raise TookTooLong
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info[_TOLD]
    for kind, row in groupby(told, type):
        _tell(kind, list(row))


def again(act: Callable[[], R]) -> R:
    """Do something that opens a transaction of its own, and once more where it came to grief with another one."""
    for _ in range(TRIES - 1):
        try:
            return act()
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) not in COLLIDED:
                raise
            db.session.rollback()
    return act()


def announce(*events: object) -> None:
    """Say what has happened: the keepers run now, the tellers after the commit.

    Raises RuntimeError outside of a transaction.
    """
    told = db.session.info.get(_TOLD)
    if told is None:
        raise RuntimeError("an event can only be announced inside a transaction")
    for event in events:
        told.append(event)
        for keep in _keepers[type(event)]:
            keep(event)


def _tell(kind: type, row: list[Any]) -> None:
    for tell in _tellers_of_rows[kind]:
        _try(tell, row, kind)
    for event in row:
        for tell in [*_tellers[kind], *_listeners]:
            _try(tell, event, kind)


def _try(tell: Hearer[Any], news: Any, kind: type) -> None:
    try:
        tell(news)
    except Exception as error:
        # Kinds only: an event's values and an error's message may hold words of a person.
        _log.error("telling %s failed in %s with %s", kind.__name__, tell.__module__, type(error).__name__)
        db.session.rollback()
