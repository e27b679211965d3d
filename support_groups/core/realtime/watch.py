"""Looking at what may have changed elsewhere: in other workers, or by a command of the operator's.

The other half of the bus: what a hint did not bring, a look finds. Features register what they look at.
"""

import logging
from collections.abc import Callable

import gevent
from flask import Flask

from support_groups.core.database import db

TOGETHER_SECONDS = 0.7
"""With other workers: whoever was removed or signed out there must hear nothing here after a second."""
ALONE_SECONDS = 5.0

Look = Callable[[], None]

_log = logging.getLogger(__name__)
_looks: list[Look] = []


def watch(look: Look) -> Look:
    """Register what is looked at, as long as there are lines."""
    _looks.append(look)
    return look


def look_around() -> None:
    """Look at everything once; what fails is logged, and the rest is looked at."""
    for look in _looks:
        try:
            look()
        except Exception as error:
            _log.error("%s while looking at what has changed elsewhere", type(error).__name__)
            db.session.rollback()


def start(app: Flask, pause: float) -> "gevent.Greenlet[..., None]":
    """Look again and again, in a greenlet of this process."""

    def run() -> None:
        while True:
            gevent.sleep(pause)
            try:
                with app.app_context():
                    look_around()
            except Exception as error:
                # Not to look any more would let those listen on who must not.
                _log.error("%s after looking around", type(error).__name__)

    return gevent.spawn(run)
