"""More than the cast brings: another group full of rows."""

import pytest

from support_groups.groups.models import Door, Group
from tests.cast import Person, person


@pytest.fixture
def other_group(sol: Person, nell: Person, ray: Person) -> Group:
    """Sol facilitates, Nell is a member, Ray was banned; there is an invitation, and elsewhere someone asks."""
    group = sol.founds("The other group")
    nell.joins(group)
    ray.joins(group)
    sol.bans(ray)
    sol.invites()
    person("Ash").joins(sol.founds("A third group", as_name="Sunny", door=Door.ON_REQUEST))
    return group


@pytest.fixture
def quiet_group(quiet_group: Group, other_group: Group) -> Group:
    """The quiet group, with the other group's rows beside it."""
    return quiet_group
