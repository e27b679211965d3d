"""A question that was drawn is taken out, reported and hidden like a message, and nobody learns by it who has asked."""

from typing import Any

import pytest
from sqlalchemy import select

from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.groups.models import Group, Role
from support_groups.moderation import actions, queries, rules
from support_groups.moderation.actions import About
from support_groups.moderation.models import Act, Report, ReportKind
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import LogEntry, Question, Room
from support_groups.rooms.rules import basket, refusals, wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock
from tests.services.lines import Line, Open

WORDS = "Why does nobody here ever stop?"


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


@pytest.fixture
def drawn(room: Room, milo: Person, fern: Person) -> int:
    """Where a question of Milo's stands that Fern has drawn."""
    asks(milo, room)
    return fern.draws(room)


def asks(who: Person, room: Room, client_id: str = "q1") -> None:
    """Put a question into the basket."""
    who.puts_in(room, WORDS, client_id)


def entered(line: Line, room: Room) -> dict[str, Any]:
    """What a line is answered that enters a room."""
    answer = line.wish("room.enter", {"room": room.public_id})
    assert answer["ok"]
    line.everything()
    return answer


def reports(who: Person, room: Room, seq: int) -> str:
    """Report what stands at a `seq`; gives what is said to whoever does."""
    about = About(seq=seq)
    return actions.report(who.account_id, room.public_id, about, ReportKind.HURTFUL, None)


def answers(who: Person, group: Group, *, is_upheld: bool) -> None:
    """Look at the one report that waits, and answer it."""
    mine = who.membership(group)
    [found] = queries.reports_for(mine)
    actions.look_at_report(mine, found.public_id)
    actions.answer_report(mine, found.public_id, is_upheld=is_upheld, words=None)


def body_at(room: Room, seq: int) -> str | None:
    """The words that stand in the log."""
    db.session.rollback()
    return db.session.scalar(select(LogEntry.body).where(LogEntry.room_id == room.id, LogEntry.seq == seq))


def acts_in(group: Group) -> list[tuple[Act, bool]]:
    """What was done in a group, and whether it says about whom."""
    db.session.rollback()
    return [(one.act, one.whom_seal is not None) for one in queries.record_of(group.id).records]


def test_those_who_serve_take_a_question_out_and_only_whoever_asked_is_told_why(
    room: Room, drawn: int, fern: Person, milo: Person, sol: Person, quiet_group: Group, line: Open
) -> None:
    milos, sols = line(milo), line(sol)
    for one in (milos, sols):
        entered(one, room)
    fern.takes_out(room, drawn, reason="It blames.")
    assert body_at(room, drawn) is None
    [news] = sols.heard("room.happened")
    assert [(one["kind"], one["author"]) for one in news["events"]] == [("message.removed", None)]
    assert sols.everything() == []
    [told] = milos.heard("person.told")
    assert (told["kind"], told["reason"], told["review"]) == ("question_removed", "It blames.", None)
    state = sol.sees(room)
    assert state.question
    assert state.question.words is None
    assert acts_in(quiet_group)[0] == (Act.QUESTION_REMOVED, False)


def test_whoever_asked_it_puts_nothing_more_in_and_others_do(
    room: Room, drawn: int, fern: Person, milo: Person, sol: Person
) -> None:
    fern.takes_out(room, drawn, reason="It blames.")
    with pytest.raises(basket.AskedOtherwise):
        asks(milo, room, "q2")
    asks(sol, room)


def test_a_member_takes_no_question_out_not_even_their_own(room: Room, drawn: int, milo: Person, sol: Person) -> None:
    for person in (milo, sol):
        with pytest.raises(refusals.NotTheirsToLead):
            person.takes_out(room, drawn, reason="It blames.")
    assert body_at(room, drawn) == WORDS


def test_whose_question_it_is_makes_no_difference_to_who_may_take_it_out(
    room: Room, fern: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell, quiet_group)
    nell.comes(room, nell.membership(quiet_group))
    asks(fern, room)
    seq = fern.draws(room)
    nell.takes_out(room, seq, reason="It blames.")
    assert body_at(room, seq) is None


def test_a_report_of_a_question_says_nothing_of_who_asked_it(
    room: Room, drawn: int, fern: Person, milo: Person, sol: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    rooms.act(milo.account_id, room.public_id, wishes.RaiseHand())
    assert reports(sol, room, drawn) == rules.THANKS_FOR_QUESTION
    mine = fern.membership(quiet_group)
    [found] = queries.reports_for(mine)
    assert [line.body for line in found.lines] == [WORDS]
    actions.look_at_report(mine, found.public_id)
    page = browser_of(fern).get(f"/groups/{quiet_group.public_id}/reports/{found.public_id}").text
    assert WORDS in page
    assert "Whose it is, and by whom it was reported, is shown to nobody." in page
    assert "has left the group" not in page
    assert "Milo" not in page
    assert milo.membership(quiet_group).public_id not in page


def test_a_report_that_is_upheld_takes_it_out_and_the_record_names_nobody(
    room: Room, drawn: int, fern: Person, milo: Person, sol: Person, quiet_group: Group
) -> None:
    reports(sol, room, drawn)
    answers(fern, quiet_group, is_upheld=True)
    assert body_at(room, drawn) is None
    assert acts_in(quiet_group)[0] == (Act.QUESTION_REMOVED, False)
    with pytest.raises(basket.AskedOtherwise):
        asks(milo, room, "q2")
    with pytest.raises(rules.QuestionIsTakenOut):
        reports(sol, room, drawn)


def test_a_report_that_is_not_upheld_leaves_it_and_no_line_in_the_record(
    room: Room, drawn: int, fern: Person, sol: Person, quiet_group: Group
) -> None:
    reports(sol, room, drawn)
    before = acts_in(quiet_group)
    answers(fern, quiet_group, is_upheld=False)
    assert body_at(room, drawn) == WORDS
    assert acts_in(quiet_group) == before


def test_whoever_asked_may_report_it_too_and_hears_nothing_else_than_others(
    room: Room, drawn: int, milo: Person
) -> None:
    assert reports(milo, room, drawn) == rules.THANKS_FOR_QUESTION


def test_one_who_serves_and_has_asked_it_does_not_look_at_the_report_and_whoever_reports_cannot_tell(
    room: Room, fern: Person, sol: Person, quiet_group: Group
) -> None:
    asks(fern, room)
    seq = fern.draws(room)
    assert reports(sol, room, seq) == rules.THANKS_FOR_QUESTION
    assert queries.reports_for(fern.membership(quiet_group)) == []
    assert db.session.scalars(select(Report)).one().whom_name is None


def test_while_it_is_looked_at_only_those_who_serve_read_it_and_whoever_asked_does_not(
    room: Room, drawn: int, fern: Person, milo: Person, sol: Person, quiet_group: Group, line: Open
) -> None:
    fern.guards(quiet_group, hides_reported=True)
    reports(sol, room, drawn)
    for person, reads in ((milo, False), (sol, False), (fern, True)):
        snapshot = str(entered(line(person), room)["snapshot"])
        assert (WORDS in snapshot) is reads
    answers(fern, quiet_group, is_upheld=False)
    assert WORDS in str(entered(line(sol), room)["snapshot"])


def test_a_room_in_memory_gives_back_no_question_that_was_taken_out(
    room: Room, drawn: int, fern: Person, sol: Person, line: Open
) -> None:
    entered(line(sol), room)
    fern.takes_out(room, drawn, reason="It blames.")
    assert WORDS not in str(entered(line(sol), room))


def test_a_reason_is_asked_for(room: Room, drawn: int, fern: Person) -> None:
    with pytest.raises(DomainError):
        fern.takes_out(room, drawn)
    assert body_at(room, drawn) == WORDS


@pytest.mark.parametrize("asker", ["nell", "milo"])
def test_a_report_by_one_who_serves_never_comes_back_to_them_whoever_asked(
    room: Room, fern: Person, milo: Person, nell: Person, quiet_group: Group, asker: str
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell)
    nell.comes(room, nell.membership(quiet_group))
    asks({"nell": nell, "milo": milo}[asker], room)
    seq = fern.draws(room)
    reports(fern, room, seq)
    mine = fern.membership(quiet_group)
    assert queries.reports_for(mine) == []
    assert queries.waiting_for(mine).reports == 0


def test_whoever_asked_it_cannot_undo_that_it_was_taken_out(
    room: Room, drawn: int, fern: Person, milo: Person, quiet_group: Group
) -> None:
    taken = db.session.scalars(select(Question.public_id)).one()
    fern.takes_out(room, drawn, reason="It blames.")
    with pytest.raises(basket.QuestionIsGone):
        rooms.take_question_back(milo.account_id, room.public_id, taken)
    milo.leaves(quiet_group)
    milo.joins(quiet_group, as_name="Robin")
    milo.comes(room, milo.membership(quiet_group))
    with pytest.raises(basket.AskedOtherwise):
        asks(milo, room, "q2")


def test_the_record_counts_a_question_that_goes_once(
    room: Room, drawn: int, fern: Person, sol: Person, quiet_group: Group
) -> None:
    reports(sol, room, drawn)
    fern.takes_out(room, drawn, reason="It blames.")
    before = acts_in(quiet_group)
    answers(fern, quiet_group, is_upheld=True)
    assert acts_in(quiet_group) == before
