"""A message that is hidden while it is looked at; with values."""

import pytest

from support_groups.rooms.events import Logged, MessageHidden, MessageRemoved, MessageSaid, MessageShown
from support_groups.rooms.rules.covering import as_read_by, end_hiding, hide

from .states import NOW, an_open_room, then

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
