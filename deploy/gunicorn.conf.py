"""gunicorn -c deploy/gunicorn.conf.py wsgi:app — one worker that holds the lines of many, and keeps time.

The database is prepared before: `bin/flask operations prepare`. It must be one worker for now: signing out, being
removed and being blocked do not yet reach a line that another worker holds.
"""

import sys
from typing import Any

from config import Settings

settings = Settings()

bind = f"{settings.host}:{settings.port}"
worker_class = "gevent"
workers = 1
worker_connections = 10_000
graceful_timeout = 5
ONE_WORKER = (
    "Please run one worker: with more of them, someone who was signed out, removed or blocked could go on listening "
    "to a room on a line that another worker holds."
)

# Requests are not logged: their lines would hold addresses.
accesslog = None
# Signals are enough; nothing is left in anybody's home.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Refuse more workers than one, wherever they were asked for."""
    if server.cfg.workers != 1:
        sys.exit(ONE_WORKER)


def nworkers_changed(server: Any, new_value: int, old_value: int | None) -> None:
    """Stay with one worker when a signal asks a running server for more."""
    if old_value is not None and new_value > 1:
        server.log.error(ONE_WORKER)
        server.num_workers = 1


def post_worker_init(worker: Any) -> None:
    """Let the worker look at what is due for as long as it lives; the server itself has nothing to do with it."""
    from support_groups.operations import timekeeper

    timekeeper.start(worker.wsgi)
