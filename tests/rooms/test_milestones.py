"""A clean-time countdown, and what is left of a meeting in numbers."""

import pytest
from sqlalchemy import select

from support_groups.accounts import actions as accounts
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.forms import FormRefused, parse
from support_groups.rooms import forms
from support_groups.rooms.events import (
    CleanTimeClosed,
    CleanTimeOpened,
    FloorGiven,
    MessageSaid,
    PersonEntered,
    PersonLeft,
    PersonRemoved,
    PersonStood,
    StepBegun,
)
from support_groups.rooms.models import LogEntry, Room
from support_groups.rooms.rules import (
    MILESTONES,
    RoomState,
    SheetStep,
    Turnout,
    decide,
    refusals,
    turnout,
    wishes,
)
from tests.cast import Person

from .states import NOW, an_open_room, then


def opened() -> RoomState:
    """A room in which whoever wishes stands for a milestone."""
    return then(an_open_room(), *decide(an_open_room(), wishes.OpenCleanTime(True), "fern", NOW))


def stood(state: RoomState) -> dict[str, str]:
    """Who stands for what."""
    assert state.clean_time
    return {one.who: one.tag for one in state.clean_time.stood}


def test_each_decides_for_themselves_and_can_sit_down_again() -> None:
    state = opened()
    for who, tag in (("milo", "90_days"), ("nell", "welcome"), ("milo", "6_months"), ("nell", None)):
        events = decide(state, wishes.Stand(tag), who, NOW)
        assert events == (PersonStood(who, tag),)
        state = then(state, *events)
    assert stood(state) == {"milo": "6_months"}
    assert decide(state, wishes.Stand("6_months"), "milo", NOW) == ()
    assert decide(state, wishes.Stand(None), "nell", NOW) == ()


@pytest.mark.parametrize(
    ("rule", "wish"),
    [
        (refusals.Muted, wishes.Mute("milo", 5)),
        (refusals.RoomIsStill, wishes.BeStill("silence", 60)),
        (refusals.RoomIsSheltered, wishes.Shelter()),
    ],
)
def test_whoever_may_not_speak_does_not_speak_by_standing(rule: type[DomainError], wish: wishes.Wish) -> None:
    state = then(opened(), *decide(opened(), wish, "fern", NOW))
    with pytest.raises(rule):
        decide(state, wishes.Stand("1_year"), "milo", NOW)


def test_nobody_stands_before_they_are_asked_or_after_it_is_over() -> None:
    for state in (an_open_room(), then(opened(), CleanTimeClosed("fern"))):
        with pytest.raises(refusals.NobodyStands):
            decide(state, wishes.Stand("30_days"), "milo", NOW)


@pytest.mark.parametrize("wish", [wishes.OpenCleanTime(True), wishes.CloseCleanTime()])
def test_only_those_who_lead_open_and_close_it(wish: wishes.Wish) -> None:
    for who in ("gwen", "milo"):
        with pytest.raises(refusals.NotTheirsToLead):
            decide(opened(), wish, who, NOW)


def test_it_can_go_the_other_way_and_whoever_stands_goes_on_standing() -> None:
    state = then(opened(), PersonStood("milo", "1_year"))
    state = then(state, *decide(state, wishes.OpenCleanTime(False), "cora", NOW))
    assert stood(state) == {"milo": "1_year"}
    assert decide(state, wishes.OpenCleanTime(False), "fern", NOW) == ()


def test_whoever_was_removed_stands_no_more() -> None:
    state = then(opened(), PersonStood("milo", "1_year"), PersonRemoved("fern", "milo", banned=False))
    assert stood(state) == {}


def test_a_step_of_clean_time_opens_it_and_the_next_step_ends_it() -> None:
    clean, after = (SheetStep(number, 2, "clean_time", "Clean time", opens_clean_time=number == 1) for number in (1, 2))
    state = an_open_room()
    state = then(state, *decide(state, wishes.BeginStep(1, clean), "fern", NOW))
    assert state.clean_time
    follows = decide(state, wishes.BeginStep(2, after), "fern", NOW)
    assert [type(event) for event in follows] == [CleanTimeClosed, StepBegun]


@pytest.mark.parametrize("tag", [*MILESTONES, "2_years", "40_years", None])
def test_every_milestone_can_be_stood_for(tag: str | None) -> None:
    assert parse(forms.Stand, {"room": "r", "tag": tag}).tag == tag


@pytest.mark.parametrize("tag", ["1_years", "100_years", "31_days", "forever", 30])
def test_what_is_no_milestone_is_not_stood_for(tag: object) -> None:
    with pytest.raises(FormRefused):
        parse(forms.Stand, {"room": "r", "tag": tag})


def test_what_somebody_stood_for_lies_sealed_and_goes_with_their_account(
    room: Room, fern: Person, milo: Person
) -> None:
    fern.wishes(room, wishes.OpenCleanTime(True))
    milo.wishes(room, wishes.Stand("9_months"))
    [entry] = db.session.scalars(select(LogEntry).where(LogEntry.kind == "person.stood"))
    assert (entry.body, entry.data) == ("9_months", {"by": milo.in_room(room)})
    accounts.delete_account(milo.account)
    db.session.expire_all()
    [entry] = db.session.scalars(select(LogEntry).where(LogEntry.kind == "person.stood"))
    assert entry.body is None
    assert stood(fern.sees(room)) == {}


def test_what_is_left_of_a_meeting_is_how_many_and_not_who() -> None:
    happened = (
        PersonEntered("a"),
        PersonEntered("b"),
        PersonLeft("a", lapsed=True),
        PersonEntered("c"),
        PersonEntered("a"),
        PersonRemoved("b", "c", banned=False),
        MessageSaid("a", "hello"),
        MessageSaid("a", None),
        FloorGiven("b", "b", NOW),
        CleanTimeOpened("b", longest_first=True),
    )
    assert turnout(happened) == Turnout(most_here=3, spoke=2)
    assert turnout(()) == Turnout(most_here=0, spoke=0)
