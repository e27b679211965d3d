"""What waits is asked for in as many questions whether little of it waits or much, and words are opened to be read."""

import pytest

from support_groups.groups.models import Group, Role
from support_groups.moderation.actions import About, report
from support_groups.moderation.models import ReportKind
from support_groups.moderation.queries import reports_for, waiting_for
from support_groups.moderation.rules import Holds
from support_groups.rooms.models import Room
from support_groups.rooms.queries import turnout_in, waiting_in
from tests.cast import Person, person
from tests.services.clock import Clock
from tests.services.questions import asked


@pytest.fixture
def room(clock: Clock, fern: Person, milo: Person, quiet_group: Group) -> Room:
    """A room in which Fern facilitates and Milo serves; what somebody says first waits there."""
    fern.gives(Role.CO_FACILITATOR, milo)
    fern.guards(quiet_group, holds=Holds.FIRST)
    opened = fern.opens(fern.membership(quiet_group))
    for one in (fern, milo):
        one.comes(opened, one.membership(quiet_group))
    return opened


def newcomer(room: Room, group: Group, name: str) -> None:
    """Somebody comes, writes what is held, and reports Milo."""
    one = person(name)
    one.joins(group)
    one.comes(room, one.membership(group))
    one.says(room, f"I am {name}")
    # Milo gave nobody a position, so Fern may look.
    milo = next(public_id for public_id, there in one.sees(room).people.items() if there.name == "Milo")
    report(one.account_id, room.public_id, About(person=milo), ReportKind.OTHER, None)


def questions(room: Room, fern: Person, group: Group) -> tuple[int, int, int]:
    """How many it takes to count what waits, to list the reports, and to list the words that are held."""
    mine, room_id = fern.membership(group), room.id
    counts = []
    with asked() as counting:
        counted = waiting_for(mine)
    counts.append(len(counting))
    with asked() as listing:
        assert len(reports_for(mine)) == counted.reports
    counts.append(len(listing))
    with asked() as reading:
        assert len([held.participant.name for held in waiting_in(room_id)]) == counted.held
    counts.append(len(reading))
    assert not any("report_lines" in question for question in counting)
    return counts[0], counts[1], counts[2]


def test_what_waits_takes_as_many_questions_for_one_as_for_four(room: Room, fern: Person, quiet_group: Group) -> None:
    newcomer(room, quiet_group, "Ada")
    one = questions(room, fern, quiet_group)
    for name in ("Bela", "Caro", "Dora"):
        newcomer(room, quiet_group, name)
    assert questions(room, fern, quiet_group) == one


def test_who_spoke_is_counted_without_opening_a_word(room: Room, fern: Person) -> None:
    fern.says(room, "Welcome, all of you")
    fern.says(room, "I begin")
    room_id, seq = room.id, fern.sees(room).seq
    with asked() as counting:
        turnout = turnout_in(room_id, seq)
    assert (turnout.most_here, turnout.spoke) == (2, 1)
    assert not any("body" in question for question in counting)
