"""What every test can ask for: an installation on each database, a browser's client, the clock, what was announced."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from support_groups.accounts.actions import start_sign_in
from support_groups.core.keys import keys
from support_groups.core.transaction import after_any
from support_groups.groups.models import Group
from tests.cast import Person, person
from tests.services.announced import Announced
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock
from tests.services.installation import Installation, memory_folder
from tests.services.lines import Line, Open, dropped_at_last

DATABASES = {"sqlite": ["sqlite"], "postgresql": ["postgresql"], "both": ["sqlite", "postgresql"]}
JOURNEY_SECONDS = 300
LONGEST = {"test_a_whole_meeting.py": 0, "test_guards.py": 1, "journeys": 2, "scale": 3, "traces": 4, "properties": 5}
"""Files and folders of tests that last: begun last, one of them would keep everybody waiting in the end."""
ONCE = {"architecture"}
"""Folders of tests about what stands before any database: one is enough, unless another is asked for."""


# A busy machine holds up any example for a moment; one that goes on for ever meets the time of its test.
settings.register_profile("default", deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person choose the database, and what the meetings in tests/scale are like."""
    parser.addoption("--database", choices=tuple(DATABASES), default="both", help="where tests that keep rows run")
    parser.addoption("--seed", type=int, help="what decides by chance in tests/scale; a failed test tells it")
    parser.addoption("--length", type=float, default=1.0, help="how many times as long meetings in tests/scale last")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the settings of an installation on this machine out of the tests."""
    for name in list(os.environ):
        if name.startswith("SUPPORT_GROUPS_"):
            del os.environ[name]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever needs a database on each of the chosen ones."""
    if "database" in metafunc.fixturenames:
        chosen = DATABASES[metafunc.config.getoption("--database")]
        once = metafunc.definition.path.parent.name in ONCE or metafunc.definition.get_closest_marker("once")
        metafunc.parametrize("database", chosen[:1] if once else chosen)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the stories in a browser their mark and more time, and let what lasts longest begin first."""
    items.sort(key=_place)
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker("journey")
            item.add_marker(pytest.mark.timeout(JOURNEY_SECONDS))


def pytest_collection_finish() -> None:
    """Leave what lasts as long as the run out of every later search for garbage."""
    gc.collect()
    gc.freeze()


def _place(item: pytest.Item) -> int:
    return LONGEST.get(item.path.name, LONGEST.get(item.path.parent.name, len(LONGEST)))


@pytest.fixture(scope="session")
def installations() -> Iterator[dict[str, Installation]]:
    """The installations this worker has made so far, by database."""
    with memory_folder() as folder:
        yield (made := _Installations(Path(folder)))
        for installation in made.values():
            installation.close()


class _Installations(dict[str, Installation]):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, kind: str) -> Installation:
        made = self[kind] = Installation(kind, self._folder)
        return made


@pytest.fixture
def app(database: str, installations: dict[str, Installation]) -> Iterator[Flask]:
    """A new and empty installation, its app context pushed; on SQLite and on PostgreSQL."""
    installation = installations[database]
    installation.empty()
    with installation.app.app_context():
        # Their file is one for all databases of a worker: a test on another one may just have exchanged them.
        keys().look()
        if old := [key.id for key in keys().all()[:-1]]:
            keys().let_go(old)
        yield installation.app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that is not signed in."""
    return app.test_client()


@pytest.fixture
def browser_of(app: Flask) -> BrowserOf:
    """A browser in which a person is signed in."""

    def sign_in(person: Person) -> FlaskClient:
        client = app.test_client()
        token = start_sign_in(person.account, "A phone")
        with client.session_transaction() as session:
            session["_user_id"] = token
        return client

    return sign_in


@pytest.fixture
def line(app: Flask) -> Iterator[Open]:
    """Opens lines for people who have just signed in, or for a stranger, and drops them in the end."""
    with dropped_at_last() as lines:

        def opened(one: Person | None) -> Line:
            lines.append(Line.of(app, one))
            return lines[-1]

        yield opened


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The time, standing still at a Friday noon until the test moves it."""
    with time_machine.travel("2026-11-20T12:00:00+00:00", tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def announced(app: Flask) -> Iterator[Announced]:
    """The events that are announced in the test, in order."""
    heard = Announced()
    stop = after_any(heard.append)
    yield heard
    stop()


@pytest.fixture
def fern(app: Flask) -> Person:
    """She facilitates."""
    return person("Fern")


@pytest.fixture
def milo(app: Flask) -> Person:
    """A member."""
    return person("Milo")


@pytest.fixture
def nell(app: Flask) -> Person:
    """A newcomer."""
    return person("Nell")


@pytest.fixture
def sol(app: Flask) -> Person:
    """He sponsors."""
    return person("Sol")


@pytest.fixture
def ray(app: Flask) -> Person:
    """He is sponsored."""
    return person("Ray")


@pytest.fixture
def iris(app: Flask) -> Person:
    """The stranger: in another group, and in none of theirs."""
    return person("Iris")


@pytest.fixture
def quiet_group(fern: Person, milo: Person, iris: Person) -> Group:
    """Fern facilitates, Milo is a member; beside it stands a group of Iris's, as noise."""
    iris.founds("A group elsewhere")
    group = fern.founds()
    milo.joins(group)
    return group
