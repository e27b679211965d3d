"""`python -m benchmarks.stack FILE`: this service, telling on which part of it its time goes.

Between SIGUSR1 and SIGUSR2 a clock interrupts it and the innermost part that is at work is counted; then FILE is
written. What waits for the next news of a line is not interrupted, and is not counted.
"""

import json
import runpy
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

INTERVAL_SECONDS = 0.005

PARTS = {
    "the database": ("/sqlalchemy/", "/sqlite3/", "/psycopg/", "/core/database", "/core/transaction"),
    "the room: rules, log, queries": ("/support_groups/rooms/",),
    "sign-in and limits": ("/support_groups/accounts/", "/core/identity", "/flask_login/", "/core/limits"),
    "reading wishes": ("/core/forms", "/core/invisible", "/pydantic/"),
    "lines and frames": ("/core/realtime/", "/socketio/", "/engineio/", "/simple_websocket/", "/wsproto/"),
    "Flask": ("/flask/", "/werkzeug/", "/flask_socketio/"),
    "the loop": ("/gevent/", "/greenlet/"),
    "guards and the rest of this service": ("/support_groups/", "/confusable_homoglyphs/"),
}
OWN = "/support_groups/"
OTHER = "other"

parts: Counter[str] = Counter()
functions: Counter[str] = Counter()


def part_of(frame: FrameType | None) -> str:
    """The innermost part of the service on a stack; a library that is in no part works for its caller."""
    while frame is not None:
        for part, names in PARTS.items():
            if any(name in frame.f_code.co_filename for name in names):
                return part
        frame = frame.f_back
    return OTHER


def function_of(frame: FrameType | None) -> str:
    """The innermost function of this service on a stack: it is the one that could ask less of a library."""
    while frame is not None:
        if OWN in frame.f_code.co_filename:
            return f"{frame.f_code.co_filename.rpartition(OWN)[2]} {frame.f_code.co_qualname}"
        frame = frame.f_back
    return OTHER


def _look(_number: int, frame: FrameType | None) -> None:
    parts[part_of(frame)] += 1
    functions[function_of(frame)] += 1


def _begin(_number: int, _frame: FrameType | None) -> None:
    signal.setitimer(signal.ITIMER_REAL, INTERVAL_SECONDS, INTERVAL_SECONDS)


def _end(_number: int, _frame: FrameType | None) -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    Path(sys.argv[1]).write_text(json.dumps([parts, functions]), encoding="utf-8")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _look)
    signal.signal(signal.SIGUSR1, _begin)
    signal.signal(signal.SIGUSR2, _end)
    runpy.run_path("wsgi.py", run_name="__main__")
