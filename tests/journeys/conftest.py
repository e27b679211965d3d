"""What a story needs: the running service, a browser, and people in front of it."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.services import chromium
from tests.services.installation import memory_folder
from tests.services.server import Server
from tests.services.visitors import Visitors

from . import last_seen

Visit = Callable[..., Page]

PATIENCE_MS = 30_000
"""Only a failure waits so long: a busy machine keeps a page for many seconds."""
expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a story fails, tell what was on its screens, and what the server said."""
    report = yield
    if report.failed and report.when != "teardown" and isinstance(item, pytest.Function):
        report.sections.extend(last_seen.told(item.funcargs))
    return report


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The service on a data folder of its own; `kill()` and `start()` end it and bring it back where it was."""
    # Stories follow each other faster than people do: the limits would carry one over into the next.
    with memory_folder() as folder:
        server = Server(Path(folder), limits="false", work_bits="8")
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories of a worker."""
    found = chromium.found()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.program, args=chromium.ARGUMENTS, env={**os.environ, **found.environment}
        )
        yield browser
        browser.close()


@pytest.fixture
def visitors(browser: Browser, server: Server) -> Iterator[Visitors]:
    """People at their browsers; the test fails if anything went wrong there unseen."""
    server.was_killed = False
    visitors = Visitors(browser, server)
    yield visitors
    visitors.puts_browsers_away()
    assert visitors.faults() == []


@pytest.fixture
def phone(visitors: Visitors) -> Visit:
    """`phone()` is the page of a new person with a phone; browser options as arguments."""
    return visitors.phone


@pytest.fixture
def wide(visitors: Visitors) -> Visit:
    """`wide()` is the page of a new person at a desk; browser options as arguments."""
    return visitors.wide
