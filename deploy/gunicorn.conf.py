"""gunicorn -c deploy/gunicorn.conf.py wsgi:app — one worker or several, each holding the lines of many.

The database is prepared before: `bin/flask operations prepare`. `SUPPORT_GROUPS_WORKERS` says how many there are;
more than one share PostgreSQL and Redis or Valkey. No proxy needs to send the same browser to the same worker.
"""

import gc
import logging
import sys
from typing import Any

from gunicorn import glogging
from gunicorn.http import wsgi

from config import Settings
from support_groups.core import logs

settings = Settings()


class Nameless(wsgi.Response):
    """An answer that does not say what serves it."""

    def default_headers(self) -> list[str]:
        """The headers of every answer."""
        return [line for line in super().default_headers() if not line.startswith("Server:")]


wsgi.Response = Nameless

bind = f"{settings.host}:{settings.port}"
worker_class = "gevent"
workers = settings.workers
worker_connections = 10_000
graceful_timeout = 5
PARTING_SECONDS = 1.0
BY_SETTING = (
    "Please say how many workers there are with SUPPORT_GROUPS_WORKERS: each of them has to know whether there are "
    "others, or someone who was signed out or removed could go on listening on a line of another worker."
)

# As much as a page of ours ever sends.
limit_request_line = 8190
limit_request_fields = 100
limit_request_field_size = 8190


class Log(glogging.Logger):
    """What gunicorn says, as everything here is told: without addresses and paths of people."""

    def setup(self, cfg: Any) -> None:
        """Write as the service does."""
        super().setup(cfg)
        self.error_log.handlers = [logs.handler()]


logger_class = Log
# Requests are not logged: their lines would hold addresses.
accesslog = None
# Signals are enough; nothing is left in anybody's home.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Refuse what several workers cannot share, and a number of them that they do not know of."""
    if server.cfg.workers != settings.workers:
        sys.exit(BY_SETTING)
    if problem := settings.problem_with_workers():
        sys.exit(problem)


def nworkers_changed(server: Any, new_value: int, old_value: int | None) -> None:
    """Stay with what the workers know of when a signal asks a running server for more or fewer."""
    if old_value is not None and new_value != settings.workers:
        logging.getLogger("support_groups").error(BY_SETTING)
        server.num_workers = settings.workers


def post_worker_init(worker: Any) -> None:
    """Let the worker look at what is due for as long as it lives; the server itself has nothing to do with it."""
    from support_groups.operations import timekeeper

    gc.collect()
    gc.freeze()
    timekeeper.start(worker.wsgi)


def worker_exit(server: Any, worker: Any) -> None:
    """Tell everyone on a line of this worker when to come back, and let the words go out."""
    import gevent

    from support_groups.core import realtime

    if worker.wsgi is not None:
        realtime.part(worker.wsgi)
        gevent.sleep(PARTING_SECONDS)


def on_exit(server: Any) -> None:
    """Leave nothing behind that would lead nowhere."""
    from support_groups.operations import actions

    actions.forget_address(settings)
