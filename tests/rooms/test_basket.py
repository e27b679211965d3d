"""The ask-it basket: nobody learns whose a question is, and it is drawn once, by the one who leads."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from support_groups.accounts.actions import delete_account
from support_groups.core.copies import as_json
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.retention import copy_of
from support_groups.groups.models import Group
from support_groups.meetings.rules import turns_of
from support_groups.moderation.rules import Holds
from support_groups.rooms import actions
from support_groups.rooms.events import ChairTaken, Event, PersonMuted, QuestionDrawn, RoomSheltered, TurnsSet
from support_groups.rooms.models import LogEntry, Question, Room
from support_groups.rooms.rules import RoomState, basket, decide, refusals, wishes
from tests.cast import Person
from tests.services.at_once import at_once
from tests.services.lines import Line, Open

from .states import NOW, a_chaired_room, then

WORDS = "How does one begin again after a long night?"


def with_basket(*events: Event) -> RoomState:
    """A chaired room that answers questions, and that Fern leads."""
    return then(a_chaired_room(), TurnsSet("fern", "basket", False), ChairTaken("fern", "fern", "taken"), *events)


def test_a_question_is_put_without_anybody_hearing_of_it() -> None:
    assert decide(with_basket(), wishes.PutQuestion(), "milo", NOW) == ()


@pytest.mark.parametrize(
    ("events", "rule"),
    [
        ((PersonMuted("fern", "milo", NOW + timedelta(minutes=5)),), refusals.Muted),
        ((RoomSheltered("fern"),), refusals.FloorIsClosed),
        ((TurnsSet("fern", "hands", False),), basket.BasketIsAway),
    ],
)
def test_whoever_may_not_speak_puts_nothing_in(events: tuple[Event, ...], rule: type[DomainError]) -> None:
    with pytest.raises(rule):
        decide(with_basket(*events), wishes.PutQuestion(), "milo", NOW)


def test_only_the_one_who_leads_draws() -> None:
    wish = wishes.DrawQuestion(WORDS)
    assert decide(with_basket(), wish, "fern", NOW) == (QuestionDrawn("fern", WORDS),)
    for other in ("cora", "gwen", "milo"):
        with pytest.raises((basket.DrawnByWhoLeads, refusals.NotTheirsToLead)):
            decide(with_basket(), wish, other, NOW)
    with pytest.raises(refusals.RoomIsSheltered):
        decide(with_basket(RoomSheltered("fern")), wish, "fern", NOW)


def test_a_question_goes_with_the_basket() -> None:
    drawn = with_basket(QuestionDrawn("fern", WORDS))
    assert drawn.question
    assert then(drawn, TurnsSet("fern", "hands", False)).question is None
    assert (
        decide(then(drawn, *decide(drawn, wishes.EndQuestion(), "fern", NOW)), wishes.EndQuestion(), "fern", NOW) == ()
    )


def test_a_meeting_of_the_format_gathers_questions() -> None:
    assert turns_of("O AB") == "basket"


@pytest.fixture
def asking(room: Room, fern: Person, milo: Person, sol: Person, quiet_group: Group) -> Room:
    """A room that answers questions and that Fern leads; Sol is another member."""
    sol.joins(quiet_group)
    sol.comes(room, sol.membership(quiet_group))
    fern.gathers_questions(room)
    return room


def asks(who: Person, room: Room, words: str = WORDS, client_id: str = "q1") -> None:
    """Put a question in."""
    who.puts_in(room, words, client_id)


def the_one_in(room: Room, who: Person) -> str:
    """The question in the basket as the one who leads sees it."""
    [one] = actions.see_basket(who.account_id, room.public_id)["waiting"]
    return str(one["question"])


def entered(line: Line, room: Room) -> Line:
    """A line that is in a room, and has heard of what was before."""
    assert line.wish("room.enter", {"room": room.public_id})["ok"]
    line.everything()
    return line


def test_what_is_in_the_basket_is_seen_by_its_author_and_who_leads_and_by_nobody_else(
    asking: Room, fern: Person, milo: Person, sol: Person, line: Open
) -> None:
    ferns, milos, sols = (entered(line(one), asking) for one in (fern, milo, sol))
    for one in (ferns, milos, sols):
        one.everything()
    sent = {"room": asking.public_id, "client_id": "q1", "question_words": WORDS}
    assert milos.wish("basket.put", sent)["ok"]
    assert milos.wish("basket.put", sent)["ok"]
    assert [name for name, _ in ferns.everything()] == ["basket.changed"]
    assert [name for name, _ in milos.everything()] == ["basket.changed"]
    assert sols.everything() == []
    seen = {
        who: one.wish("basket.see", {"room": asking.public_id})
        for who, one in (("fern", ferns), ("milo", milos), ("sol", sols))
    }
    [waiting] = seen["fern"]["waiting"]
    assert set(waiting) == {"question", "body"}
    assert (seen["milo"]["mine"][0]["body"], seen["milo"]["waiting"]) == (WORDS, None)
    assert (seen["sol"]["mine"], seen["sol"]["waiting"]) == ([], None)
    assert WORDS in as_json(copy_of(milo.account_id)).decode()
    assert WORDS not in as_json(copy_of(sol.account_id)).decode()


def test_a_question_is_drawn_once_and_does_not_say_whose_it_is(
    asking: Room, fern: Person, milo: Person, line: Open
) -> None:
    asks(milo, asking)
    milos, ferns = entered(line(milo), asking), entered(line(fern), asking)
    wish = {"room": asking.public_id, "question": the_one_in(asking, fern)}
    assert ferns.wish("basket.draw", wish)["ok"]
    assert ferns.wish("basket.draw", wish)["code"] == "question_is_gone"
    [news] = milos.heard("room.happened")
    [told] = news["events"]
    assert (told["kind"], told["words"], told["by"]) == ("question.drawn", WORDS, fern.in_room(asking))
    assert milo.in_room(asking) not in json.dumps(told)
    assert actions.see_basket(milo.account_id, asking.public_id)["mine"] == []
    drawn = fern.sees(asking).question
    assert drawn
    assert drawn.words == WORDS


def test_two_who_draw_at_once_draw_it_once(app: Flask, asking: Room, fern: Person, milo: Person) -> None:
    asks(milo, asking)
    question, address, account_id = the_one_in(asking, fern), asking.public_id, fern.account_id

    def draws() -> None:
        actions.draw_question(account_id, address, question)

    refused = at_once(app, draws, draws)
    assert [one.code for one in refused if one] == ["question_is_gone"]


def test_a_question_that_is_passed_over_is_told_to_its_author_alone(
    asking: Room, fern: Person, milo: Person, sol: Person, line: Open
) -> None:
    asks(milo, asking)
    sols, milos = entered(line(sol), asking), entered(line(milo), asking)
    actions.pass_over(fern.account_id, asking.public_id, the_one_in(asking, fern))
    assert [name for name, _ in milos.everything()] == ["basket.changed"]
    assert sols.everything() == []
    [mine] = actions.see_basket(milo.account_id, asking.public_id)["mine"]
    assert (mine["state"], mine["body"]) == ("passed_over", WORDS)
    assert actions.see_basket(fern.account_id, asking.public_id)["waiting"] == []


def test_only_its_author_takes_a_question_back(asking: Room, fern: Person, milo: Person, sol: Person) -> None:
    asks(milo, asking)
    question = the_one_in(asking, fern)
    for other in (fern, sol):
        with pytest.raises(DomainError):
            actions.take_question_back(other.account_id, asking.public_id, question)
    for _ in range(2):
        actions.take_question_back(milo.account_id, asking.public_id, question)
    assert actions.see_basket(fern.account_id, asking.public_id)["waiting"] == []


def test_a_basket_moves_with_the_lead(asking: Room, fern: Person, milo: Person, sol: Person) -> None:
    asks(milo, asking)
    question = the_one_in(asking, fern)
    assert actions.see_basket(sol.account_id, asking.public_id)["waiting"] is None
    with pytest.raises(DomainError):
        actions.draw_question(sol.account_id, asking.public_id, question)
    fern.wishes(asking, wishes.Leave())
    fern.enters(asking)
    assert actions.see_basket(fern.account_id, asking.public_id)["waiting"] is not None


def test_nobody_fills_the_basket_alone(asking: Room, milo: Person) -> None:
    for number in range(basket.IN_BASKET_MAX):
        asks(milo, asking, f"{WORDS} {number}", f"q{number}")
    with pytest.raises(basket.EnoughAsked):
        asks(milo, asking, "And one more?", "more")


def test_a_question_goes_through_the_guards_like_any_message(
    asking: Room, fern: Person, milo: Person, quiet_group: Group
) -> None:
    with pytest.raises(DomainError) as refused:
        asks(milo, asking, "Does anyone sell ket near the station tonight?")
    assert refused.value.code == "sounds_like_dealing"
    with pytest.raises(DomainError) as refused:
        asks(milo, asking, "Would you ring me on 07700 900123?")
    assert "Whoever leads would read it, and everyone in the room once it is drawn" in refused.value.words
    # Whoever leads reads it first anyway: a newcomer's waits no longer than that of others.
    fern.guards(quiet_group, holds=Holds.NEWCOMERS)
    asks(milo, asking)
    assert the_one_in(asking, fern)


def test_nothing_is_left_of_the_basket_when_the_meeting_ends(asking: Room, fern: Person, milo: Person) -> None:
    asks(milo, asking)
    fern.draws(asking)
    asks(milo, asking, "And another?", "q2")
    fern.wishes(asking, wishes.Close())
    db.session.rollback()
    assert db.session.scalars(select(Question.body)).all() == [None]
    assert fern.sees(asking).question is None


def test_what_was_drawn_is_forgotten_with_its_author(asking: Room, fern: Person, milo: Person) -> None:
    asks(milo, asking)
    seq = fern.draws(asking)
    delete_account(milo.account)
    db.session.rollback()
    assert db.session.scalar(select(LogEntry.body).where(LogEntry.seq == seq, LogEntry.room_id == asking.id)) is None
    drawn = fern.sees(asking).question
    assert drawn
    assert drawn.words is None


def test_no_question_goes_with_somebody_and_names_them(
    asking: Room, quiet_group: Group, fern: Person, milo: Person, sol: Person
) -> None:
    for name, one in (("Fern", fern), ("Milo", milo), ("Sol", sol)):
        asks(one, asking, f"And what of {name}?")
    waiting = actions.see_basket(fern.account_id, asking.public_id)["waiting"]
    assert len(waiting) == 3
    fern.wishes(asking, wishes.RemovePerson(milo.in_room(asking)), reason="No links.")
    sol.leaves(quiet_group)
    assert actions.see_basket(fern.account_id, asking.public_id)["waiting"] == waiting
    fern.wishes(asking, wishes.Close())
    db.session.rollback()
    assert db.session.scalars(select(Question.id)).all() == []


def test_with_a_drawn_question_of_somebody_whose_account_goes_all_that_were_drawn_go(
    asking: Room, fern: Person, milo: Person, sol: Person
) -> None:
    for name, one in (("Milo", milo), ("Sol", sol)):
        asks(one, asking, f"And what of {name}?")
        fern.draws(asking)
        fern.wishes(asking, wishes.EndQuestion())
    delete_account(milo.account)
    db.session.rollback()
    drawn = select(LogEntry.body).where(LogEntry.kind == "question.drawn", LogEntry.room_id == asking.id)
    assert db.session.scalars(drawn).all() == [None, None]
