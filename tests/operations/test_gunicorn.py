"""The service under gunicorn: each worker keeps time, and there are never more than they know of."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scale.house import soon
from tests.services.server import ROOT, free_port

SECONDS = 60
SETTLES_SECONDS = 1.0
"""After so long a worker that was asked for, and not refused, would have been begun."""
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "wsgi:app"]

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A prepared database of its own and a free port."""
    own = {"DATA_DIR": str(tmp_path), "PORT": str(free_port()), "TIMEKEEPER_SECONDS": "0.2"}
    made = os.environ | {f"SUPPORT_GROUPS_{name}": value for name, value in own.items()}
    prepare = [sys.executable, "-m", "flask", "--app", "support_groups", "operations", "prepare"]
    subprocess.run(prepare, cwd=ROOT, env=made, check=True, capture_output=True)
    return made


@pytest.fixture
def master(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running gunicorn."""
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(COMMAND, cwd=ROOT, env=environment, stdout=log, stderr=log)
    yield process
    process.terminate()
    process.wait(SECONDS)


def health(environment: dict[str, str]) -> dict[str, float]:
    """What the service says of itself; nothing while it does not answer."""
    try:
        address = f"http://127.0.0.1:{environment['SUPPORT_GROUPS_PORT']}/healthz"
        with urllib.request.urlopen(address, timeout=5) as answer:
            found: dict[str, float] = json.load(answer)
            return found
    except (urllib.error.URLError, OSError):
        return {}


def test_the_worker_keeps_time_and_stays_alone(
    master: subprocess.Popen[bytes], environment: dict[str, str], tmp_path: Path
) -> None:
    assert soon(lambda: health(environment).get("timekeeper_age_seconds") is not None, SECONDS, pause=0.1)
    with urllib.request.urlopen(f"http://127.0.0.1:{environment['SUPPORT_GROUPS_PORT']}/healthz", timeout=5) as answer:
        assert "Server" not in answer.headers
    master.send_signal(signal.SIGTTIN)
    log = tmp_path / "log"
    assert soon(lambda: "Please say how many workers there are" in log.read_text(), SECONDS, pause=0.1)
    refused = time.monotonic()

    def has_looked_since() -> bool:
        found = health(environment)
        # Asked at the latest: what the answer took makes the look no younger than it was.
        return bool(found.get("ok")) and found["timekeeper_age_seconds"] < time.monotonic() - refused - SETTLES_SECONDS

    assert soon(has_looked_since, SECONDS, pause=0.1)
    assert log.read_text().count("Booting worker") == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "Please say how many workers there are with SUPPORT_GROUPS_WORKERS"),
        ({"SUPPORT_GROUPS_WORKERS": "2"}, "Several workers need PostgreSQL"),
        (
            {
                "SUPPORT_GROUPS_WORKERS": "2",
                "SUPPORT_GROUPS_DATABASE_URL": "postgresql+psycopg://nobody@localhost/none",
            },
            "Several workers need Redis or Valkey",
        ),
    ],
)
def test_workers_that_could_not_share_what_happens_are_refused_in_one_sentence(
    environment: dict[str, str], settings: dict[str, str], words: str
) -> None:
    outcome = subprocess.run(
        [*COMMAND, "--workers", "2"],
        cwd=ROOT,
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert outcome.returncode != 0
    assert outcome.stderr.splitlines()[-1].startswith(words)
    assert "Booting worker" not in outcome.stderr
