"""Whoever is asked to listen reads why, in each meeting they come to meanwhile."""

from support_groups.groups.models import Group
from tests.cast import Person
from tests.services.clock import Clock

WHY = "Please leave Nell alone."


def test_whoever_comes_into_the_next_meeting_while_they_are_to_listen_reads_why(
    clock: Clock, fern: Person, milo: Person, quiet_group: Group
) -> None:
    fern.mutes(milo, quiet_group, why=WHY)
    room = fern.opens(fern.membership(quiet_group))
    milo.comes(room, milo.membership(quiet_group))
    assert milo.enters(room)["snapshot"]["you"]["told"] == WHY
    fern.unmutes(milo, quiet_group)
    assert milo.enters(room)["snapshot"]["you"]["told"] is None


def test_whoever_may_speak_reads_of_no_mute(clock: Clock, fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.mutes(milo, quiet_group, why=WHY)
    fern.unmutes(milo, quiet_group)
    room = fern.opens(fern.membership(quiet_group))
    milo.comes(room, milo.membership(quiet_group))
    assert milo.enters(room)["snapshot"]["you"]["told"] is None
