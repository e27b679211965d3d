"""A room of the quiet group with Fern and Milo in it, beside another that nobody here may reach."""

import pytest

from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.clock import Clock


@pytest.fixture
def room(clock: Clock, fern: Person, milo: Person, quiet_group: Group) -> Room:
    """An open room: Fern facilitates, Milo is a member, both are here."""
    opened = fern.opens(fern.membership(quiet_group))
    fern.comes(opened, fern.membership(quiet_group))
    milo.comes(opened, milo.membership(quiet_group))
    db.session.refresh(opened)
    return opened
