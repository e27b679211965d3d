"""Who sees who is here, and what others hear instead; with values."""

from datetime import timedelta

from support_groups.rooms.events import (
    Event,
    Logged,
    MessageSaid,
    PersonCame,
    PersonEntered,
    PersonLeft,
    PersonRemoved,
    RoleGiven,
    RoomClosed,
    RoomOpened,
)
from support_groups.rooms.rules import RoomState, as_of_today, fold
from support_groups.rooms.rules.roster import as_read_by, sees_everyone, view_of, with_shown

from .states import CAME, NOW, an_open_room, logged, then


def a_hidden_room(*events: Event) -> RoomState:
    """A meeting that hides its roster; all are here."""
    here = tuple(PersonEntered(str(came.by)) for came in CAME)
    return then(RoomState(), RoomOpened(None, "meeting", "open", 5, hides_roster=True), *CAME, *here, *events)


def test_all_see_everyone_where_nothing_is_hidden() -> None:
    assert all(sees_everyone(an_open_room(), who) for who in ("fern", "milo", "nobody"))


def test_only_those_who_serve_and_are_in_see_everyone_where_it_is() -> None:
    room = a_hidden_room(PersonRemoved("fern", "cora", banned=False))
    seeing = {who for who in ("fern", "cora", "gwen", "milo", "nell", "nobody") if sees_everyone(room, who)}
    assert seeing == {"fern", "gwen"}
    assert sees_everyone(then(room, RoleGiven("fern", "milo", "greeter")), "milo")


def test_a_member_sees_those_who_serve_themselves_and_how_many_others_are_here() -> None:
    seen = view_of(a_hidden_room(), "milo")
    assert set(seen.people) == {"fern", "cora", "gwen", "milo"}
    # Milo, whom others do not see, and Nell.
    assert seen.unseen == 2


def test_whoever_says_something_is_shown_by_it_and_their_browser_knows_it_for_theirs() -> None:
    room = a_hidden_room()
    said = Logged(room.seq + 1, NOW, MessageSaid("nell", "Good evening"), "c1")
    after = fold(room, [said])
    told = as_read_by("milo", said, after)
    assert (told.event, told.client_id) == (said.event, "c1")
    assert set(told.told()["shows"]) == {"nell"}
    assert as_read_by("fern", said, after) is said


def test_when_somebody_came_whom_nobody_saw_stays_untold_once_they_are_shown() -> None:
    room = a_hidden_room()
    said = Logged(room.seq + 1, NOW, MessageSaid("nell", "Good evening"))
    after = fold(room, [said])
    told = as_read_by("milo", said, after).told()
    assert [person.entered for person in told["shows"].values()] == [0]
    assert view_of(after, "milo").people["nell"].entered == 0
    assert view_of(after, "nell").people["nell"].entered == room.people["nell"].entered > 0
    back = then(after, PersonLeft("nell", lapsed=False), PersonEntered("nell"))
    assert view_of(back, "milo").people["nell"].entered == back.seq


def test_nothing_changes_of_who_is_shown_by_what_shows_nobody_new() -> None:
    room = a_hidden_room(MessageSaid("nell", "Good evening"))
    [again] = logged(MessageSaid("nell", "And more"), after=room.seq)
    assert with_shown(room, again) is room


def test_of_a_coming_others_hear_a_number_and_whoever_came_hears_it() -> None:
    room = a_hidden_room()
    came = logged(PersonCame("sol", "Sol", "member"), PersonEntered("sol"), after=room.seq)
    after = fold(room, came)
    for one in came:
        assert "sol" not in str(as_read_by("milo", one, after).told()).lower()
        assert as_read_by("sol", one, after).event == one.event
        assert as_read_by("gwen", one, after) is one
    assert as_read_by("milo", came[-1], after).told()["unseen"] == 3


def test_once_it_is_closed_a_room_is_read_by_what_one_is_today() -> None:
    closed = then(an_open_room(), RoomClosed("fern"), at=NOW + timedelta(hours=1))
    served = as_of_today(closed, "milo", "facilitator")
    assert (served.people["milo"].role, served.people["milo"].name) == ("facilitator", "Milo")
    assert served.people["nell"] == closed.people["nell"]
    assert not served.is_open
    assert as_of_today(closed, "milo", None) is closed
