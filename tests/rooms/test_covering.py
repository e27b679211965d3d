"""A message that is hidden while it is looked at; with values."""

import pytest

from support_groups.rooms.events import (
    ChairTaken,
    Logged,
    MessageHidden,
    MessageRemoved,
    MessageSaid,
    MessageShown,
    QuestionDrawn,
    TurnsSet,
)
from support_groups.rooms.rules import decide, refusals, wishes
from support_groups.rooms.rules.covering import as_read_by, end_hiding, hide, state_as_read_by

from .states import NOW, a_chaired_room, an_open_room, then

SAID = MessageSaid("milo", "I know where you live.")
ROOM = then(an_open_room(), SAID)
MESSAGE = ROOM.seq
HIDDEN = then(ROOM, MessageHidden(None, MESSAGE, "milo"))


def test_a_message_is_hidden_once() -> None:
    assert hide(ROOM, MESSAGE, "milo") == (MessageHidden(None, MESSAGE, "milo"),)
    assert hide(HIDDEN, MESSAGE, "milo") == ()
    assert then(HIDDEN, MessageHidden(None, MESSAGE, "milo")).hidden == (MESSAGE,)


def test_what_was_looked_at_goes_or_is_shown_again_and_only_if_it_was_hidden() -> None:
    assert end_hiding(HIDDEN, MESSAGE, "milo", is_upheld=True) == (MessageRemoved(None, MESSAGE, "milo"),)
    assert end_hiding(HIDDEN, MESSAGE, "milo", is_upheld=False) == (MessageShown(None, MESSAGE, "milo"),)
    assert end_hiding(ROOM, MESSAGE, "milo", is_upheld=True) == ()


def test_each_message_is_hidden_and_shown_for_itself() -> None:
    both = then(HIDDEN, MessageSaid("nell", "Hello."), MessageHidden(None, MESSAGE + 2, "nell"))
    assert set(both.hidden) == {MESSAGE, MESSAGE + 2}
    assert then(both, MessageShown(None, MESSAGE, "milo")).hidden == (MESSAGE + 2,)


@pytest.mark.parametrize(
    ("who", "reads"), [("milo", True), ("fern", True), ("cora", True), ("gwen", False), ("nell", False)]
)
def test_what_is_hidden_is_read_by_its_author_and_those_who_serve_alone(who: str, reads: bool) -> None:
    logged = Logged(MESSAGE, NOW, SAID)
    read = as_read_by(who, logged, HIDDEN)
    assert isinstance(read.event, MessageSaid)
    assert read.event.body == (SAID.body if reads else None)
    assert (read.seq, read.at, read.event.by) == (MESSAGE, NOW, "milo")
    assert as_read_by(who, logged, ROOM) == logged
    hides = Logged(MESSAGE, NOW, MessageHidden(None, MESSAGE, "milo"))
    assert as_read_by(who, hides, HIDDEN) == hides


DRAWN = QuestionDrawn("fern", "How does one begin again?")
ASKED = then(a_chaired_room(), TurnsSet("fern", "basket", False), ChairTaken("fern", "fern", "taken"), DRAWN)
QUESTION = ASKED.seq
COVERED = then(ASKED, MessageHidden(None, QUESTION, None))


@pytest.mark.parametrize(("who", "reads"), [("fern", True), ("cora", True), ("gwen", False), ("milo", False)])
def test_a_question_that_is_hidden_is_read_by_those_who_serve_alone_in_the_log_and_above_it(
    who: str, reads: bool
) -> None:
    read = as_read_by(who, Logged(QUESTION, NOW, DRAWN), COVERED)
    assert isinstance(read.event, QuestionDrawn)
    assert (read.seq, read.at, read.event.by) == (QUESTION, NOW, "fern")
    assert read.event.words == (DRAWN.words if reads else None)
    state = state_as_read_by(who, COVERED)
    assert state.question
    assert (state.question.seq, state.question.words) == (QUESTION, DRAWN.words if reads else None)
    assert state.people == COVERED.people


def test_what_is_not_hidden_is_read_by_all_as_it_is() -> None:
    assert state_as_read_by("milo", ASKED) is ASKED
    assert state_as_read_by("milo", HIDDEN) is HIDDEN


def test_only_those_who_lead_take_a_question_out_whoever_asked_it() -> None:
    gone = wishes.RemoveMessage(QUESTION, None, False)
    for by in ("fern", "cora"):
        assert decide(ASKED, gone, by, NOW) == (MessageRemoved(by, QUESTION, None),)
    for by in ("gwen", "milo"):
        with pytest.raises(refusals.NotTheirsToLead):
            decide(ASKED, gone, by, NOW)
