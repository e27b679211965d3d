"""Limits go on while the storage they are shared in does not answer, and are shared again once it does."""

import logging
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from support_groups.core import limits
from support_groups.core.errors import TooFast
from tests.services import valkey

SECONDS = 20


class Storage:
    """A Valkey of this test's own, which can be stopped and started again where it was."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix://{folder / 'valkey.sock'}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return once it answers."""
        self._process = subprocess.Popen(valkey.command(self._folder), stdout=subprocess.DEVNULL)
        wait_until(lambda: valkey.answers(self._folder))

    def stop(self) -> None:
        """End it as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something to hold."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    """A storage that runs."""
    storage = Storage(tmp_path)
    storage.start()
    yield storage
    storage.stop()


@pytest.fixture
def workers(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Flask]]:
    """Two processes of one installation, as far as limits go; a storage that a busy machine holds up is not away."""
    monkeypatch.setattr(limits, "ANSWER_SECONDS", SECONDS)
    made = [Flask(name) for name in ("one", "other")]
    for app in made:
        app.config["SECRET_KEY"] = "only for tests"
        limits.init_app(app, redis_url=storage.address, enabled=True)
    yield made
    for app in made:
        limits.close(app)


def may(app: Flask, what: str) -> bool:
    """Whether one more of three an hour is allowed."""
    with app.app_context():
        try:
            limits.take("3 per hour", what)
        except TooFast:
            return False
        return True


def test_workers_count_together(workers: list[Flask]) -> None:
    assert [may(app, "tea") for app in workers * 2] == [True, True, True, False]


def test_each_counts_alone_while_the_storage_is_away_and_together_again_after(
    storage: Storage, workers: list[Flask], caplog: pytest.LogCaptureFixture
) -> None:
    one, other = workers
    assert may(one, "tea")
    storage.stop()
    with caplog.at_level(logging.INFO, limits.__name__):
        assert [may(one, "tea") for _ in range(4)] == [True, True, True, False]
        assert [may(one, "coffee") for _ in range(2)] == [True, True]
        with one.app_context():
            assert [limits.count(60, "guess"), limits.count(60, "guess")] == [1, 2]
            limits.wait(10, "guess")
            assert 0 < limits.seconds_left("guess") <= 10
            limits.forget("guess")
            assert (limits.seconds_left("guess"), limits.count(60, "guess")) == (0, 1)
        time.sleep(limits.AWAY_SECONDS)
        assert not may(one, "tea")
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert "ConnectionError" in caplog.text
        storage.start()
        wait_until(lambda: may(one, "tea"))
    assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]
    # Valkey keeps nothing in these tests: it begins anew, and the two see each other's uses.
    assert [may(app, "juice") for app in (one, other, one, other)] == [True, True, True, False]
