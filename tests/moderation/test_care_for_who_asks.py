"""Whoever asks for the basket in danger is seen to as anyone is, and nobody learns who it is unless they say so."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.moderation import actions, queries, rules
from support_groups.moderation.models import CareFlag
from support_groups.notifications.models import Kind, Notice
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock
from tests.services.lines import Line, Open

WORDS = "I want to die"
PILLS = "I took too many pills"


@pytest.fixture
def room(clock: Clock, fern: Person, milo: Person, sol: Person, quiet_group: Group) -> Room:
    """A room that answers questions and that Fern leads; Milo and Sol are members."""
    sol.joins(quiet_group)
    opened = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo, sol):
        person.comes(opened, person.membership(quiet_group))
    fern.gathers_questions(opened)
    db.session.refresh(opened)
    return opened


def entered(line: Line, room: Room) -> Line:
    """A line that is in a room, and has heard of what was before."""
    assert line.wish("room.enter", {"room": room.public_id})["ok"]
    line.everything()
    return line


def asks(who: Person, room: Room, words: str = WORDS, client_id: str = "q1") -> None:
    """Put a question into the basket."""
    who.puts_in(room, words, client_id)


def flags(group: Group) -> Sequence[CareFlag]:
    """Who may need care."""
    db.session.rollback()
    return queries.flags_of(group.id)


def test_a_question_in_danger_is_marked_for_those_who_serve_without_whose_it_is(
    room: Room, milo: Person, sol: Person, fern: Person, line: Open
) -> None:
    milos, sols, ferns = (entered(line(one), room) for one in (milo, sol, fern))
    asks(milo, room)
    [flag] = ferns.heard("care.told")
    assert (flag["kind"], flag["name"], flag["is_closed"]) == ("flag", None, False)
    told = str(ferns.everything()) + str(flag)
    assert "Milo" not in told
    assert milo.in_room(room) not in told
    assert sols.everything() == []
    [help_told] = milos.heard("care.told")
    assert help_told["words"] == rules.help_words(rules.Signal(rules.Crisis.SUICIDE))
    assert (help_told["flag"], help_told["marked"]) == (flag["flag"], rules.MARKED_QUESTION)


def test_a_notice_of_a_question_in_danger_names_nobody(room: Room, milo: Person, fern: Person) -> None:
    asks(milo, room)
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == Kind.CARE_NEEDED)).all()
    assert notice.account_id == fern.account_id
    assert "Milo" not in str(notice.data)


def test_somebody_is_there_for_whoever_asked_and_learns_who_it_is_only_if_they_wish(
    room: Room, milo: Person, fern: Person, quiet_group: Group, line: Open
) -> None:
    milos, ferns = (entered(line(one), room) for one in (milo, fern))
    asks(milo, room)
    [flag] = flags(quiet_group)
    on_it = {"room": room.public_id, "flag": flag.public_id}
    milos.everything()
    assert ferns.wish("care.take", on_it)["ok"]
    [seen] = milos.heard("care.told")
    assert seen["words"] == rules.seen_words("Fern", None)
    assert seen["may_ask"]
    assert [one["name"] for one in ferns.heard("care.told")] == [None, None]
    assert milos.wish("care.ask", on_it)["ok"]
    [told] = ferns.heard("care.told")
    assert (told["name"], told["is_asked"]) == ("Milo", True)
    assert ferns.wish("care.close", on_it)["aftercare"] == rules.AFTERCARE
    assert flags(quiet_group) == []


def test_that_two_things_are_of_the_same_person_cannot_be_read_off_the_flags(
    room: Room, milo: Person, quiet_group: Group
) -> None:
    asks(milo, room)
    asks(milo, room, "I want to kill myself", "q2")
    assert [flag.name for flag in flags(quiet_group)] == [None, None]


def test_a_flag_at_a_message_stands_in_the_way_of_none_at_a_question_and_the_other_way_round(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    asks(milo, room)
    fern.wishes(room, wishes.SetFloor("open"))
    milo.says(room, WORDS)
    asks(milo, room, "I want to kill myself", "q2")
    assert [flag.name for flag in flags(quiet_group)] == [None, "Milo", None]


def test_whoever_puts_in_and_takes_back_marks_no_more_than_lie_in_the_basket(
    room: Room, milo: Person, quiet_group: Group
) -> None:
    for number in range(5):
        asks(milo, room, client_id=f"q{number}")
        [one] = rooms.see_basket(milo.account_id, room.public_id)["mine"]
        rooms.take_question_back(milo.account_id, room.public_id, one["question"])
    assert len(flags(quiet_group)) == 3


def test_whoever_has_marked_enough_is_answered_each_time_and_a_graver_danger_is_still_marked(
    room: Room, milo: Person, fern: Person, quiet_group: Group, line: Open
) -> None:
    milos, ferns = (entered(line(one), room) for one in (milo, fern))
    for number, words in enumerate([WORDS] * 4 + [PILLS] * 2):
        asks(milo, room, words, f"q{number}")
        [one] = rooms.see_basket(milo.account_id, room.public_id)["mine"]
        rooms.take_question_back(milo.account_id, room.public_id, one["question"])
    answers = milos.heard("care.told")
    assert [one["is_urgent"] for one in answers] == [False] * 4 + [True] * 2
    assert {one["marked"] for one in answers} == {rules.MARKED_QUESTION}
    told = ferns.heard("care.told")
    assert [(one["name"], one["is_urgent"]) for one in told] == [(None, False)] * 3 + [(None, True)]


def test_an_answer_to_what_is_urgent_is_urgent_whatever_else_is_marked(room: Room, milo: Person, line: Open) -> None:
    milos = entered(line(milo), room)
    for number, words in enumerate([PILLS, WORDS, WORDS, PILLS]):
        asks(milo, room, words, f"q{number}")
        [one] = rooms.see_basket(milo.account_id, room.public_id)["mine"]
        rooms.take_question_back(milo.account_id, room.public_id, one["question"])
    assert [one["is_urgent"] for one in milos.heard("care.told")] == [True, False, False, True]


def test_the_page_of_those_who_serve_shows_the_question_and_not_whose_it_is(
    room: Room, milo: Person, fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    asks(milo, room)
    page = f"/groups/{quiet_group.public_id}/care"
    read = browser_of(fern).get(page).text
    assert WORDS in read
    assert "Milo" not in read
    [flag] = flags(quiet_group)
    taken = browser_of(fern).post(f"{page}/{flag.public_id}/take", follow_redirects=True)
    assert "You learn who it is only if they wish." in taken.text
    assert "Milo" not in taken.text
    actions.ask_for_someone(milo.account_id, room.public_id, flag.public_id)
    assert "Milo asks that someone talks with them." in browser_of(fern).get(page).text


def test_the_flag_knows_the_question_where_it_is_drawn_and_outlasts_one_that_is_gone(
    room: Room, milo: Person, sol: Person, fern: Person, quiet_group: Group
) -> None:
    asks(milo, room)
    fern.draws(room)
    asks(sol, room)
    rooms.close_room(room.id)
    drawn, gone = flags(quiet_group)
    assert queries.words_at(drawn) == WORDS
    assert queries.words_at(gone) is None
    assert gone.question is None


def test_a_fault_in_looking_keeps_no_question_out_of_the_basket(
    room: Room, milo: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, quiet_group: Group
) -> None:
    def fails(body: str) -> None:
        raise ZeroDivisionError(body)

    monkeypatch.setattr(rules, "crisis", fails)
    asks(milo, room)
    assert flags(quiet_group) == []
    assert rooms.see_basket(milo.account_id, room.public_id)["mine"]
    assert "ZeroDivisionError while looking" in caplog.text
    assert WORDS not in caplog.text
