"""The log: a line of JSON for each thing that happens to the program, and nothing of anyone who is here.

What our own code says is made of kinds and places only. What a library says may hold whatever it was given, and so
does the message of an error: of both stands there who spoke and where in the program, never the words.
"""

import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import orjson
from gevent import get_hub

OURS = ("support_groups", "wsgi", "__main__")
TEMPLATES_ONLY = "gunicorn"
"""Says what it does in constant words with gaps; the gaps are left empty."""

_log = logging.getLogger(__name__)


class Line(logging.Formatter):
    """One record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Who says what, where, and which kind of failure it was, if one was."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "who": record.name,
            "what": _words(record),
            "where": f"{record.module}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[0]:
            told |= {"failure": record.exc_info[0].__name__, "failed_at": place(record.exc_info[2])}
        return orjson.dumps({key: value for key, value in told.items() if value is not None}).decode()


def _words(record: logging.LogRecord) -> str | None:
    """What may be said of it."""
    top = record.name.split(".")[0]
    if top in OURS:
        return record.getMessage()
    return str(record.msg) if top == TEMPLATES_ONLY and record.args else None


def place(trace: TracebackType | None) -> str:
    """Where in the program a failure began."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"


def handler() -> logging.Handler:
    """Writes such lines to the standard error."""
    made = logging.StreamHandler()
    made.setFormatter(Line())
    return made


def begin(level: str) -> None:
    """Let everything in this process be told this way: records, warnings, and what nobody has caught."""
    logging.basicConfig(level=level.upper(), handlers=[handler()], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda lost: _uncaught(lost.exc_type, lost.exc_value, lost.exc_traceback)
    threading.excepthook = lambda lost: _uncaught(lost.exc_type, lost.exc_value, lost.exc_traceback)
    # A greenlet that fails would print its words and those of its caller.
    vars(get_hub())["print_exception"] = lambda _context, kind, _error, trace: _uncaught(kind, None, trace)


def _uncaught(kind: type[BaseException], _: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    _log.error("%s was not caught, at %s", kind.__name__, place(trace))
