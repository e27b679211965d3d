"""Whoever may be in danger is never stopped, is offered help alone, and somebody sees to them."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, update

from support_groups.accounts.actions import delete_account
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.groups.models import Group, Role
from support_groups.moderation import actions, queries, rules
from support_groups.moderation.models import CareFlag, Crisis
from support_groups.notifications.models import Kind, Notice
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock
from tests.services.lines import Line, Open

WORDS = "I want to die"


@pytest.fixture
def room(clock: Clock, fern: Person, milo: Person, quiet_group: Group) -> Room:
    """An open room in which Fern facilitates and Milo is a member."""
    opened = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo):
        person.comes(opened, person.membership(quiet_group))
    db.session.refresh(opened)
    return opened


@pytest.fixture
def milos(room: Room, milo: Person, line: Open) -> Line:
    """Milo's line, in the room."""
    return entered(line(milo), room)


@pytest.fixture
def ferns(room: Room, fern: Person, line: Open) -> Line:
    """Fern's line, in the room."""
    return entered(line(fern), room)


def entered(line: Line, room: Room) -> Line:
    """A line that is in a room."""
    assert line.wish("room.enter", {"room": room.public_id})["ok"]
    return line


def says(line: Line, room: Room, body: str = WORDS, client_id: str = "c1") -> dict[str, Any]:
    """Say something on a line."""
    return line.wish("message.say", {"room": room.public_id, "client_id": client_id, "body": body})


def test_whose_words_wait_in_a_shelter_is_offered_help_at_once(
    room: Room, fern: Person, milos: Line, ferns: Line
) -> None:
    fern.wishes(room, wishes.Shelter())
    assert says(milos, room)["held"]
    told = milos.heard("care.told")
    assert [one["kind"] for one in told] == ["help"]
    assert told[0]["words"] == rules.help_words(rules.Signal(Crisis.SUICIDE))
    assert ferns.heard("care.told") == []


def test_the_page_of_those_who_serve_says_when_somebody_may_have_taken_too_much(
    room: Room, milo: Person, fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    urgent = "Too much may have been taken"
    page = f"/groups/{quiet_group.public_id}/care"
    milo.says(room, "I want to cut myself")
    assert urgent not in browser_of(fern).get(page).text
    milo.says(room, "I took all my pills")
    assert urgent in browser_of(fern).get(page).text


def flags(group: Group) -> Sequence[CareFlag]:
    """Who may need care."""
    db.session.rollback()
    return queries.flags_of(group.id)


def test_the_message_is_posted_as_it_is_and_only_its_author_is_offered_help(
    room: Room, milos: Line, ferns: Line, milo: Person
) -> None:
    milo.account.zone = "Europe/Berlin"
    db.session.commit()
    assert says(milos, room)["ok"]
    [news] = ferns.heard("room.happened")
    assert [one["body"] for one in news["events"]] == [WORDS]
    [told] = milos.heard("care.told")
    assert (told["kind"], told["emergency"]) == ("help", "112")
    assert told["lines"]
    assert told["marked"] == rules.MARKED


def test_whose_word_at_the_door_tells_of_danger_is_offered_help_there(
    room: Room, ferns: Line, fern: Person, nell: Person, quiet_group: Group, line: Open
) -> None:
    nell.joins(quiet_group)
    fern.wishes(room, wishes.SetLobby("all"))
    rooms.come_in(room, nell.membership(quiet_group))
    nells = line(nell)
    assert nells.wish("door.wait", {"room": room.public_id})["state"] == "waiting"
    assert nells.wish("door.knock", {"room": room.public_id, "note": WORDS})["ok"]
    [told] = nells.heard("care.told")
    assert (told["kind"], told["emergency"], told["flag"]) == ("help", "112", None)
    assert told["marked"] == rules.READ_AT_DOOR
    # Those who open the door read the words themselves.
    assert ferns.heard("care.told") == []
    assert "lobby.changed" in [name for name, _ in ferns.everything()]


def test_whoever_serves_no_more_hears_of_nobody_in_a_meeting_that_is_over(
    room: Room, milos: Line, ferns: Line, fern: Person, nell: Person, quiet_group: Group, line: Open
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell)
    nell.comes(room, nell.membership(quiet_group))
    nells = entered(line(nell), room)
    says(milos, room)
    [told] = milos.heard("care.told")
    rooms.close_room(room.id)
    fern.gives(Role.MEMBER, nell)
    for one in (nells, ferns):
        one.heard("care.told")
    assert milos.wish("care.ask", {"room": room.public_id, "flag": told["flag"]})["ok"]
    assert [one["name"] for one in ferns.heard("care.told")] == ["Milo"]
    assert nells.heard("care.told") == []


def test_those_who_serve_see_it_quietly_and_other_members_do_not(
    room: Room, milos: Line, ferns: Line, nell: Person, quiet_group: Group, line: Open
) -> None:
    nell.joins(quiet_group)
    nell.comes(room, nell.membership(quiet_group))
    nells = entered(line(nell), room)
    says(milos, room)
    [told] = ferns.heard("care.told")
    assert (told["kind"], told["name"], told["by"]) == ("flag", "Milo", None)
    assert WORDS not in str(told)
    assert nells.heard("care.told") == []


def test_a_notice_goes_to_those_who_moderate_without_name_or_words(room: Room, milo: Person, fern: Person) -> None:
    milo.says(room, WORDS)
    noticed = db.session.scalars(select(Notice).where(Notice.kind == Kind.CARE_NEEDED)).all()
    assert [notice.account_id for notice in noticed] == [fern.account_id]
    assert "Milo" not in str(noticed[0].data)


def test_one_flag_is_enough_until_somebody_has_looked_after_them(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    milo.says(room, WORDS)
    milo.says(room, "I want to kill myself")
    [flag] = flags(quiet_group)
    actions.close_care(fern.membership(quiet_group), flag.public_id)
    assert flags(quiet_group) == []
    milo.says(room, "I still want to die")
    assert len(flags(quiet_group)) == 1


def test_graver_danger_is_told_to_its_author_and_to_those_who_serve_under_the_one_flag(
    room: Room, milos: Line, ferns: Line, quiet_group: Group
) -> None:
    says(milos, room, "I want to cut myself")
    for one in (milos, ferns):
        one.heard("care.told")
    says(milos, room, "I took all my pills", "c2")
    [flag] = flags(quiet_group)
    [told] = milos.heard("care.told")
    assert (told["kind"], told["flag"], told["is_urgent"]) == ("help", flag.public_id, True)
    assert told["words"] == rules.help_words(rules.Signal(Crisis.OVERDOSE))
    [seen] = ferns.heard("care.told")
    assert (seen["kind"], seen["flag"], seen["is_urgent"]) == ("flag", flag.public_id, True)
    assert flag.crisis == Crisis.OVERDOSE


def test_every_danger_is_answered_to_its_author_and_what_is_urgent_stays_so(
    room: Room, milos: Line, ferns: Line, quiet_group: Group
) -> None:
    says(milos, room, "I took all my pills")
    for one in (milos, ferns):
        one.heard("care.told")
    says(milos, room, "I want to cut myself", "c2")
    [told] = milos.heard("care.told")
    assert told["words"] == rules.help_words(rules.Signal(Crisis.SELF_HARM))
    assert told["is_urgent"]
    assert ferns.heard("care.told") == []
    assert [flag.crisis for flag in flags(quiet_group)] == [Crisis.OVERDOSE]


def test_who_talks_with_them_is_seen_by_all_who_serve_and_told_to_them(
    room: Room, milos: Line, ferns: Line, quiet_group: Group
) -> None:
    says(milos, room)
    [flag] = flags(quiet_group)
    asked = {"room": room.public_id, "flag": flag.public_id}
    milos.heard("care.told")
    ferns.heard("care.told")
    assert ferns.wish("care.take", asked)["ok"]
    [told] = ferns.heard("care.told")
    assert (told["by"], told["is_mine"]) == ("Fern", True)
    [seen] = milos.heard("care.told")
    assert seen["words"] == "Fern has seen what you wrote and is here for you."
    assert ferns.wish("care.close", asked)["aftercare"] == rules.AFTERCARE
    assert flags(quiet_group) == []


def test_two_do_not_take_it_from_each_other_and_one_may_hand_it_on(
    room: Room, milo: Person, fern: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell, quiet_group)
    milo.says(room, WORDS)
    [flag] = flags(quiet_group)
    ferns, nells = fern.membership(quiet_group), nell.membership(quiet_group)
    actions.take_care(ferns, flag.public_id)
    with pytest.raises(rules.CareIsTaken):
        actions.take_care(nells, flag.public_id)
    actions.hand_on_care(ferns, flag.public_id)
    actions.take_care(nells, flag.public_id)
    actions.close_care(nells, flag.public_id)
    with pytest.raises(rules.CareIsDone):
        actions.take_care(ferns, flag.public_id)


def test_its_author_may_ask_for_someone_and_nobody_else_for_them(
    room: Room, milos: Line, ferns: Line, quiet_group: Group
) -> None:
    says(milos, room)
    [flag] = flags(quiet_group)
    asked = {"room": room.public_id, "flag": flag.public_id}
    assert ferns.wish("care.ask", asked)["code"] == "not_found"
    ferns.heard("care.told")
    assert milos.wish("care.ask", asked)["ok"]
    [told] = ferns.heard("care.told")
    assert told["is_asked"]


def test_whoever_asks_for_someone_after_they_were_looked_after_is_heard_anew(
    room: Room, milos: Line, ferns: Line, fern: Person, quiet_group: Group
) -> None:
    says(milos, room)
    [flag] = flags(quiet_group)
    asked = {"room": room.public_id, "flag": flag.public_id}
    assert ferns.wish("care.close", asked)["ok"]
    db.session.execute(update(Notice).values(read_at=now()))
    db.session.commit()
    ferns.heard("care.told")
    assert milos.wish("care.ask", asked)["ok"]
    [again] = flags(quiet_group)
    assert (again.public_id, again.taken_by, again.asked_at is None) == (flag.public_id, None, False)
    [told] = ferns.heard("care.told")
    assert (told["is_asked"], told["is_closed"], told["by"]) == (True, False, None)
    unread = select(Notice.account_id).where(Notice.kind == Kind.CARE_NEEDED, Notice.read_at.is_(None))
    assert db.session.scalars(unread).all() == [fern.account_id]


def test_whoever_serves_learns_nothing_of_a_flag_about_themselves_and_cannot_close_it(
    room: Room, fern: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell, quiet_group)
    fern.says(room, WORDS)
    [flag] = flags(quiet_group)
    of_fern, of_nell = browser_of(fern), browser_of(nell)
    address = f"/groups/{quiet_group.public_id}"
    assert flag.public_id in of_nell.get(f"{address}/care").text
    assert flag.public_id not in of_fern.get(f"{address}/care").text
    assert "person may need care" in of_nell.get(f"{address}/serving").text
    assert "person may need care" not in of_fern.get(f"{address}/serving").text
    assert of_fern.post(f"{address}/care/{flag.public_id}/close").status_code == 404
    noticed = db.session.scalars(select(Notice.account_id).where(Notice.kind == Kind.CARE_NEEDED)).all()
    assert noticed == [nell.account_id]
    assert len(flags(quiet_group)) == 1


def test_no_member_and_no_facilitator_of_another_group_sees_to_it(
    room: Room, milo: Person, iris: Person, quiet_group: Group
) -> None:
    milo.says(room, WORDS)
    [flag] = flags(quiet_group)
    with pytest.raises(NotAllowed):
        actions.take_care(milo.membership(quiet_group), flag.public_id)
    with pytest.raises(NotFound):
        actions.take_care(iris.membership(), flag.public_id)


def test_it_is_gone_with_the_words_of_the_meeting(room: Room, milo: Person, quiet_group: Group, clock: Clock) -> None:
    milo.says(room, WORDS)
    rooms.close_room(room.id)
    clock.forward(hours=quiet_group.retention_hours + 1)
    rooms.fade_due()
    assert db.session.scalars(select(CareFlag)).all() == []


@pytest.mark.parametrize("is_here", [True, False])
def test_it_is_gone_with_the_account_of_its_author(room: Room, milo: Person, quiet_group: Group, is_here: bool) -> None:
    milo.says(room, WORDS)
    if not is_here:
        milo.wishes(room, wishes.Leave())
    delete_account(milo.account)
    assert flags(quiet_group) == []


def test_a_fault_in_looking_stops_no_words_and_logs_none(
    room: Room, milos: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(body: str) -> None:
        raise ZeroDivisionError(body)

    monkeypatch.setattr(rules, "crisis", fails)
    assert says(milos, room)["ok"]
    assert "ZeroDivisionError while looking" in caplog.text
    assert WORDS not in caplog.text


def test_a_fault_in_looking_lets_words_pass_that_a_guard_would_stop(
    room: Room, milos: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopped = "selling ket, price list on request"
    assert not says(milos, room, stopped)["ok"]

    def fails(body: str) -> None:
        raise ZeroDivisionError(body)

    monkeypatch.setattr(rules, "crisis", fails)
    assert says(milos, room, stopped)["ok"]
    assert "ZeroDivisionError while looking" in caplog.text
    assert stopped not in caplog.text


def test_a_message_that_was_taken_out_is_told_as_such(room: Room, milo: Person, quiet_group: Group) -> None:
    seq = milo.says(room, WORDS).seq
    milo.takes_out(room, seq)
    [flag] = flags(quiet_group)
    assert queries.words_at(flag) is None
