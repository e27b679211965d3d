"""One house for all tests of a worker; each test has rooms of its own, and leaves the house as it found it."""

import secrets
from collections.abc import Callable, Iterator, Sequence

import pytest

from support_groups.rooms.models import FloorMode

from .house import House
from .meeting import Meeting
from .town import Hall, Town

PEOPLE = 8
FLOORS = (FloorMode.OPEN, FloorMode.OPEN, FloorMode.CHAIRED)
SEED_MAX = 1_000_000
SECONDS = 300
"""With the house, which the first test of a worker waits for; a busy machine takes half a minute to build one."""

Gather = Callable[..., Meeting]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what needs the house its mark and more time."""
    for item in items:
        if item.path.parent.name == "scale" and "house" in getattr(item, "fixturenames", ()):
            item.add_marker("scale")
            item.add_marker(pytest.mark.timeout(SECONDS))


@pytest.fixture(scope="session")
def running_house() -> Iterator[House]:
    """Two workers that run through all tests of a worker."""
    house = House()
    yield house
    house.end()


@pytest.fixture(scope="session")
def town(running_house: House) -> Iterator[Town]:
    """The people."""
    town = Town(running_house)
    yield town
    town.forgets_connections()


@pytest.fixture
def house(running_house: House) -> Iterator[House]:
    """The house, whole; what a test has done to it is healed."""
    running_house.heals()
    yield running_house
    running_house.heals()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What decides by chance in a test; told when it fails, and given again with --seed."""
    given: int | None = request.config.getoption("--seed")
    chosen = secrets.randbelow(SEED_MAX) if given is None else given
    print(f"To replay: --seed {chosen}")
    return chosen


@pytest.fixture
def length(request: pytest.FixtureRequest) -> float:
    """How many times as long as usual meetings last."""
    asked: float = request.config.getoption("--length")
    return asked


@pytest.fixture
def gather(house: House, town: Town, seed: int) -> Iterator[Gather]:
    """Gathers people in rooms."""
    meetings: list[Meeting] = []

    def gathered(people: int = PEOPLE, *, floors: Sequence[FloorMode] = FLOORS, halls: Sequence[Hall] = ()) -> Meeting:
        opened = halls or [town.opens(people, floor=floor) for floor in floors]
        meeting = Meeting(house, town, opened, seed)
        meetings.append(meeting)
        meeting.gathers()
        return meeting

    yield gathered
    for meeting in meetings:
        meeting.end()


@pytest.fixture
def meeting(gather: Gather) -> Meeting:
    """A meeting in three rooms."""
    return gather()


@pytest.fixture
def weathers(house: House) -> Iterator[str]:
    """First with Valkey, then without a way to tell each other."""

    def each() -> Iterator[str]:
        yield "with"
        house.parts()
        yield "without"

    return each()
