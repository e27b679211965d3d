"""Whatever fails, and whoever speaks: the log tells the kind and the place, never the words."""

import json
import logging
import subprocess
import sys

from support_groups.core import logs
from tests.services.server import ROOT

SECRET = "what Milo wrote"

FAILURES = f"""
import gevent, logging, threading, warnings
E = ValueError({SECRET!r})
def fail(): raise E
class Collected:
    def __del__(self): fail()
logging.getLogger('support_groups.x').error('asked', exc_info=E)
logging.getLogger('library').error(f'got {{E}}')
logging.warning('%s', E)
warnings.warn(str(E))
thread = threading.Thread(target=fail)
thread.start()
thread.join()
gevent.spawn(fail).join()
Collected()
fail()
"""
"""An error in the log, a library, a warning, a thread, a greenlet, what is collected, the program itself."""
WAYS = 8


def told(begin: str) -> str:
    """What a program writes in which everything fails."""
    script = f"from support_groups.core import logs\nimport logging\n{begin}\n{FAILURES}"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stderr


def test_no_failure_tells_its_words() -> None:
    lines = [json.loads(line) for line in told("logs.begin('debug')").splitlines()]
    assert len(lines) == WAYS
    assert all({"at", "level", "who", "where"} <= line.keys() for line in lines)
    assert SECRET not in str(lines)


def test_a_stock_log_tells_them_each_time() -> None:
    assert told("logging.basicConfig(level='DEBUG')").count(SECRET) >= WAYS


def test_our_own_words_are_told_and_gunicorns_without_what_fills_them() -> None:
    def line(name: str, words: str, *gaps: object) -> str:
        return logs.Line().format(logging.LogRecord(name, logging.INFO, "x.py", 7, words, gaps, None))

    assert json.loads(line("support_groups.core.web", "%s at once", "KeyError"))["what"] == "KeyError at once"
    assert json.loads(line("gunicorn.error", "Error handling request %s", "/found/token"))["what"].endswith(" %s")
    assert "what" not in json.loads(line("gunicorn.error", "Invalid request from ip=192.0.2.7"))
    assert "what" not in json.loads(line("engineio.server", "received %s", SECRET))
