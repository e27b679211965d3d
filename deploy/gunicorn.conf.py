"""gunicorn -c deploy/gunicorn.conf.py wsgi:app — workers that hold the lines of many, each keeping time.

The database is prepared before: `bin/flask operations prepare`. More than one worker needs PostgreSQL and Redis.
"""

from typing import Any

from config import Settings

settings = Settings()

bind = f"{settings.host}:{settings.port}"
worker_class = "gevent"
workers = 1
worker_connections = 10_000
graceful_timeout = 5
# Requests are not logged: their lines would hold addresses.
accesslog = None


def post_worker_init(worker: Any) -> None:
    """Each worker looks at what is due: whoever comes first does it, and the others find it done."""
    from support_groups.operations import timekeeper

    timekeeper.start(worker.wsgi)
