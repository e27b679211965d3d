"""What was reported is hidden while it is looked at, if the group wishes: live, in history and afterwards."""

import json

import pytest
from sqlalchemy import func, select

from support_groups.core.database import db
from support_groups.groups.models import Group, Role
from support_groups.moderation.actions import About, answer_report, look_at_report, report
from support_groups.moderation.models import ReportKind
from support_groups.moderation.queries import reports_for
from support_groups.rooms.models import LogEntry, Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.clock import Clock
from tests.services.lines import Line, Open

WORDS = "You will never make it, none of you"


@pytest.fixture
def hiding(clock: Clock, fern: Person, milo: Person, sol: Person, ray: Person, quiet_group: Group) -> Room:
    """A room of a group that hides what was reported: Milo said something, Sol and Ray are members, Fern serves."""
    fern.guards(quiet_group, hides_reported=True)
    room = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo, sol, ray):
        if person in (sol, ray):
            person.joins(quiet_group)
        person.comes(room, person.membership(quiet_group))
    return room


def reported(room: Room, *by: Person) -> None:
    """The words were reported by these."""
    for one in by:
        report(one.account_id, room.public_id, About(seq=seq_of(room)), ReportKind.HURTFUL, None)


def seq_of(room: Room) -> int:
    """Where the words stand."""
    db.session.rollback()
    said = select(func.max(LogEntry.seq)).where(LogEntry.room_id == room.id, LogEntry.kind == "message.said")
    return db.session.scalar(said) or 0


def says(milo: Person, room: Room) -> None:
    """Milo says them."""
    milo.says(room, WORDS)


def answers(fern: Person, group: Group, *, is_upheld: bool) -> None:
    """Fern looks at the oldest report and answers it."""
    mine = fern.membership(group)
    first = next(one for one in reversed(reports_for(mine)) if one.state.value == "open")
    look_at_report(mine, first.public_id)
    answer_report(mine, first.public_id, is_upheld=is_upheld, words=None)


def reads(who: Person, room: Room, line: Open) -> dict[str, bool]:
    """Whether somebody reads the words on coming in, on coming back, further up, and asked for alone."""
    opened = line(who)
    fresh = opened.wish("room.enter", {"room": room.public_id})
    back = {"room": room.public_id, "epoch": fresh["epoch"], "after": seq_of(room) - 1}
    missed = opened.wish("room.enter", back)
    above = opened.wish("room.earlier", {"room": room.public_id, "before": 100_000})
    alone = opened.wish("room.earlier", {"room": room.public_id, "before": seq_of(room) + 1, "most": 1})
    assert [one["seq"] for one in alone["events"]] == [seq_of(room)]
    return {
        name: WORDS in json.dumps(answer)
        for name, answer in (("fresh", fresh), ("missed", missed), ("above", above), ("alone", alone))
    }


ALL = {"fresh": True, "missed": True, "above": True, "alone": True}
NONE = dict.fromkeys(ALL, False)


def test_it_is_read_by_its_author_and_those_who_serve_alone(
    hiding: Room, fern: Person, milo: Person, sol: Person, ray: Person, line: Open
) -> None:
    says(milo, hiding)
    rays: Line = line(ray)
    assert rays.wish("room.enter", {"room": hiding.public_id})["ok"]
    rays.everything()
    reported(hiding, sol)
    [news] = rays.heard("room.happened")
    assert [(event["kind"], event["by"]) for event in news["events"]] == [("message.hidden", None)]
    assert [reads(one, hiding, line) for one in (ray, sol)] == [NONE, NONE]
    assert [reads(one, hiding, line) for one in (fern, milo)] == [ALL, ALL]


def test_it_comes_back_once_no_report_of_it_waits(
    hiding: Room, fern: Person, milo: Person, sol: Person, ray: Person, quiet_group: Group, line: Open
) -> None:
    says(milo, hiding)
    reported(hiding, sol, ray)
    answers(fern, quiet_group, is_upheld=False)
    assert reads(ray, hiding, line) == NONE
    answers(fern, quiet_group, is_upheld=False)
    assert reads(ray, hiding, line) == ALL
    assert fern.sees(hiding).hidden == ()


def test_it_goes_for_good_if_a_report_of_it_was_right(
    hiding: Room, fern: Person, milo: Person, sol: Person, ray: Person, quiet_group: Group, line: Open
) -> None:
    says(milo, hiding)
    reported(hiding, sol, ray)
    answers(fern, quiet_group, is_upheld=True)
    answers(fern, quiet_group, is_upheld=False)
    assert [reads(one, hiding, line) for one in (ray, fern, milo)] == [NONE] * 3


def test_in_reading_afterwards_it_stays_hidden_until_it_was_looked_at(
    hiding: Room, fern: Person, milo: Person, sol: Person, ray: Person, quiet_group: Group, line: Open
) -> None:
    says(milo, hiding)
    fern.wishes(hiding, wishes.Close())
    reported(hiding, sol)
    assert reads(ray, hiding, line) == NONE
    answers(fern, quiet_group, is_upheld=False)
    assert reads(ray, hiding, line) == ALL


def test_whoever_serves_from_now_on_reads_it(
    hiding: Room, fern: Person, milo: Person, sol: Person, ray: Person, quiet_group: Group, line: Open
) -> None:
    says(milo, hiding)
    reported(hiding, sol)
    fern.gives(Role.CO_FACILITATOR, ray)
    assert reads(ray, hiding, line) == ALL
    fern.gives(Role.MEMBER, ray)
    assert reads(ray, hiding, line) == NONE


def test_a_group_that_does_not_wish_it_hides_nothing(
    hiding: Room, fern: Person, milo: Person, sol: Person, ray: Person, quiet_group: Group, line: Open
) -> None:
    fern.guards(quiet_group, hides_reported=False)
    says(milo, hiding)
    reported(hiding, sol)
    assert reads(ray, hiding, line) == ALL


def test_what_nobody_could_look_at_is_not_hidden(
    hiding: Room, fern: Person, sol: Person, ray: Person, line: Open
) -> None:
    says(fern, hiding)
    reported(hiding, sol)
    assert reads(ray, hiding, line) == ALL
