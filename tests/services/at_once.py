"""Several who act at the same moment, each in a thread and over a connection of their own."""

from collections.abc import Callable
from threading import Barrier, Event, Thread

from flask import Flask

from support_groups.core.database import db
from support_groups.core.errors import DomainError

Act = Callable[[], object]
OTHERS_TAKE_SECONDS = 0.4
PATIENCE_SECONDS = 60
"""Only a failure waits so long."""


def at_once(app: Flask, *acts: Act) -> list[DomainError | None]:
    """Do things in threads that start together; the refusals, in order. Raises what else went wrong in one of them."""
    barrier = Barrier(len(acts))
    refusals: list[DomainError | None] = [None] * len(acts)
    failures: list[Exception] = []

    def run(number: int) -> None:
        with app.app_context():
            barrier.wait()
            try:
                acts[number]()
            except DomainError as refused:
                refusals[number] = refused
            except Exception as failure:
                failures.append(failure)

    db.session.rollback()
    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()
    db.session.expire_all()
    # The connections of the threads are not needed again.
    db.engine.dispose()
    if failures:
        raise ExceptionGroup("not all ended well", failures)
    return refusals


class Turn:
    """Lets one act wait in its middle until the other has begun and gone as far as it can."""

    def __init__(self) -> None:
        self._begun = Event()

    def begin(self) -> None:
        """The first is in its middle: now the other may start."""
        self._begun.set()
        # Nobody says that they wait for a lock; whatever the other takes first is taken by then.
        Event().wait(OTHERS_TAKE_SECONDS)

    def wait(self) -> None:
        """The other starts only now."""
        assert self._begun.wait(PATIENCE_SECONDS)
