"""The timekeeper looks every few seconds at what is due, and does it."""

import logging
import time
from dataclasses import dataclass, field

import gevent
from flask import Flask, current_app

from support_groups.core.chores import Chore, chores, pause_of
from support_groups.rooms.models import RENEWAL_SECONDS
from support_groups.rooms.sockets import keep_leases


def _keep_present() -> None:
    """Renew the presence of those whose line to this worker is open: often enough, and no more often."""
    done = rounds(current_app)
    if done.renewed is None or time.monotonic() - done.renewed >= RENEWAL_SECONDS:
        keep_leases()
        done.renewed = time.monotonic()


KEEP_PRESENT = "keep those present whose lines are open"

_EXTENSION = "support_groups.timekeeper"
_log = logging.getLogger(__name__)


@dataclass
class Rounds:
    """What the timekeeper of this process has done so far."""

    began: float = field(default_factory=time.monotonic)
    last: float | None = None
    renewed: float | None = None
    failures: int = 0
    failing: set[str] = field(default_factory=set)
    rested: dict[str, float] = field(default_factory=dict)

    def is_due(self, purpose: str) -> bool:
        """Whether a chore has rested as long as it may."""
        since = self.rested.get(purpose)
        return since is None or time.monotonic() - since >= pause_of(purpose)


def rounds(app: Flask) -> Rounds:
    """The rounds of this process."""
    found: Rounds = app.extensions.setdefault(_EXTENSION, Rounds())
    return found


def age(app: Flask) -> float | None:
    """Seconds since the last round ended; None before the first."""
    last = rounds(app).last
    return None if last is None else time.monotonic() - last


def up_seconds(app: Flask) -> float:
    """Seconds since this process has put the app together."""
    return time.monotonic() - rounds(app).began


def look(app: Flask, wanted: dict[str, Chore] | None = None) -> None:
    """Do what is due, each alone; one that fails is logged by its kind, and the rest are done."""
    done = rounds(app)
    # Presence first: whoever's line is open must not be seen to leave because a round was late.
    due = {name: chore for name, chore in chores().items() if done.is_due(name)}
    everything = {KEEP_PRESENT: _keep_present} | due
    for name, chore in (everything if wanted is None else wanted).items():
        try:
            with app.app_context():
                chore()
            done.failing.discard(name)
            done.rested[name] = time.monotonic()
        except Exception as error:
            done.failures += 1
            # Once until it works again, and never its message, which may hold what a person wrote.
            if name not in done.failing:
                _log.error("%s while about to %s", type(error).__name__, name)
            done.failing.add(name)
        # What people wish for meanwhile is served between two chores, not after all of them.
        gevent.sleep(0)
    done.last = time.monotonic()


def start(app: Flask) -> "gevent.Greenlet[..., None]":
    """Look again and again, in a greenlet of this process, until it is killed."""
    pause: float = app.config["SETTINGS"].timekeeper_seconds

    def keep_time() -> None:
        while True:
            look(app)
            gevent.sleep(pause)

    return gevent.spawn(keep_time)
