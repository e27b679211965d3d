"""One server for all tests here, and one that pings often; each test has a room of its own, with nobody on a line."""

from collections.abc import Iterator

import pytest

from .evening import Evening

HASTY_PING_SECONDS = 2
"""Whoever a busy machine holds up for a second is not silent yet."""


@pytest.fixture(scope="session")
def running_evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """A server that runs through all tests of a worker."""
    evening = Evening(tmp_path_factory.mktemp("evening"), timekeeper_seconds="0.5")
    yield evening
    evening.end()


@pytest.fixture(scope="session")
def running_hasty_evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """The same, with a server that soon asks whether anyone is still there."""
    evening = Evening(tmp_path_factory.mktemp("hasty"), ping_seconds=str(HASTY_PING_SECONDS))
    yield evening
    evening.end()


@pytest.fixture
def evening(running_evening: Evening) -> Iterator[Evening]:
    """A room."""
    running_evening.opens()
    yield running_evening
    running_evening.everyone_goes()


@pytest.fixture
def hasty(running_hasty_evening: Evening) -> Iterator[Evening]:
    """A room of the server that pings often."""
    running_hasty_evening.opens()
    yield running_hasty_evening
    running_hasty_evening.everyone_goes()
