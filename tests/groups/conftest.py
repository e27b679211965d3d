"""A quiet group with Fern and Milo in it, and another group beside it so that a missing filter shows."""

import pytest
from flask import Flask

from support_groups.groups.models import Door, Group
from tests.cast import Person, person


@pytest.fixture
def fern(app: Flask) -> Person:
    """Facilitates the quiet group."""
    return person("Fern")


@pytest.fixture
def milo(app: Flask) -> Person:
    """A member of the quiet group."""
    return person("Milo")


@pytest.fixture
def nell(app: Flask) -> Person:
    """A newcomer; a member of the other group only."""
    return person("Nell")


@pytest.fixture
def iris(app: Flask) -> Person:
    """A stranger to every group."""
    return person("Iris")


@pytest.fixture
def sol(app: Flask) -> Person:
    """Facilitates the other group."""
    return person("Sol")


@pytest.fixture
def ray(app: Flask) -> Person:
    """Was banned from the other group."""
    return person("Ray")


@pytest.fixture
def other_group(sol: Person, nell: Person, ray: Person) -> Group:
    """Another group's rows: a member, one who was banned, one who asks, an invitation."""
    group = sol.founds("The other group")
    nell.joins(group)
    ray.joins(group)
    sol.bans(ray)
    sol.invites()
    asking = person("Ask")
    asking.joins(sol.founds("A third group", as_name="Sunny", door=Door.ON_REQUEST))
    return group


@pytest.fixture
def quiet_group(fern: Person, milo: Person, other_group: Group) -> Group:
    """A group that anyone may join: Fern facilitates, Milo is a member."""
    group = fern.founds()
    milo.joins(group)
    return group
