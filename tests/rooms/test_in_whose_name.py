"""What somebody does stands in the log under their own name and nobody else's, and changes what they asked for."""

from datetime import timedelta

import pytest

from support_groups.rooms.events import (
    CleanTimeOpened,
    FloorGiven,
    HandRaised,
    PersonLeft,
    PersonMuted,
    RoomLocked,
    RoomSheltered,
    RoomStilled,
    StepBegun,
    TurnsSet,
)
from support_groups.rooms.rules import RoomState, decide, refusals, wishes
from support_groups.rooms.rules.sheet import SheetStep
from support_groups.rooms.rules.turns import next_in_round

from .states import NOW, a_chaired_room, a_share_of_milo, an_open_room, then

SOON = NOW + timedelta(minutes=2)
READING = SheetStep(1, 3, "reading", "First reading", "We begin.")
STILL = then(an_open_room(), RoomStilled("fern", "pause", SOON, None))
SHELTERED = then(an_open_room(), RoomSheltered("fern"))
COUNTED = then(an_open_room(), CleanTimeOpened("fern", True))
ASKED = then(a_chaired_room(), HandRaised("nell"))
ROUND = then(a_share_of_milo(), TurnsSet("fern", "round", False))


@pytest.mark.parametrize(
    ("state", "wish", "by"),
    [
        (an_open_room(), wishes.Lock(), "cora"),
        (an_open_room(), wishes.Shelter(), "cora"),
        (SHELTERED, wishes.EndShelter(), "cora"),
        (then(a_share_of_milo(), RoomSheltered("fern")), wishes.EndShelter(), "cora"),
        (an_open_room(), wishes.BeStill("silence", 60), "cora"),
        (STILL, wishes.BeStill("silence", 60), "cora"),
        (STILL, wishes.Resume(), "cora"),
        (an_open_room(), wishes.SetPace(30), "cora"),
        (an_open_room(), wishes.OpenCleanTime(True), "cora"),
        (COUNTED, wishes.CloseCleanTime(), "cora"),
        (ASKED, wishes.GiveFloor("nell"), "cora"),
        (STILL, wishes.BeginStep(1, READING), "cora"),
        (COUNTED, wishes.BeginStep(1, READING), "cora"),
        (ROUND, wishes.ReturnFloor("done"), "milo"),
        (ROUND, wishes.Leave(), "milo"),
    ],
)
def test_whatever_follows_from_a_wish_is_told_of_whoever_had_it(state: RoomState, wish: wishes.Wish, by: str) -> None:
    follows = decide(state, wish, by, NOW)
    assert follows
    assert {one.by for one in follows} == {by}


def test_a_lost_line_of_who_leads_is_told_of_them() -> None:
    state = then(an_open_room(), *decide(an_open_room(), wishes.TakeChair(), "fern", NOW))
    assert [one.by for one in decide(state, wishes.Leave(lapsed=True), "fern", NOW)] == ["fern", "fern"]


def test_a_door_that_is_open_is_locked() -> None:
    assert decide(an_open_room(), wishes.Lock(), "fern", NOW) == (RoomLocked("fern"),)


@pytest.mark.parametrize("how", ["silence", "pause"])
def test_it_is_still_in_the_way_that_was_asked_for(how: str) -> None:
    follows = decide(an_open_room(), wishes.BeStill(how, 60), "fern", NOW)
    assert follows == (RoomStilled("fern", how, NOW + timedelta(minutes=1), None),)


@pytest.mark.parametrize("longest_first", [True, False])
def test_a_countdown_goes_the_way_that_was_asked_for(longest_first: bool) -> None:
    follows = decide(an_open_room(), wishes.OpenCleanTime(longest_first), "fern", NOW)
    assert follows == (CleanTimeOpened("fern", longest_first),)


def test_a_silence_that_is_over_is_not_ended_again_and_lends_nobody_time() -> None:
    later = SOON + timedelta(minutes=1)
    assert decide(STILL, wishes.Resume(), "fern", later) == ()
    chaired = then(a_chaired_room(), RoomStilled("fern", "pause", SOON, None))
    given = FloorGiven("fern", "milo", later + timedelta(minutes=5))
    assert decide(chaired, wishes.GiveFloor("milo"), "fern", later) == (given,)


def test_whoever_is_away_and_changes_nothing_is_not_told_to_have_come() -> None:
    away = then(an_open_room(), PersonLeft("milo", True))
    assert decide(away, wishes.LowerHand(), "milo", NOW) == ()


@pytest.mark.parametrize("by", ["fern", "milo"])
def test_nobody_calls_for_somebody_to_stand_in_but_the_room_itself(by: str) -> None:
    with pytest.raises(refusals.NotTheirsToLead):
        decide(an_open_room(), wishes.StandIn(), by, NOW)


def test_a_round_that_begins_anew_does_not_call_whoever_shares_already() -> None:
    state = then(a_chaired_room(), FloorGiven("cora", "fern", SOON), TurnsSet("cora", "round", False))
    assert next_in_round(state, NOW) == "cora"


def test_a_round_does_not_call_whoever_reads_just_now() -> None:
    read = StepBegun("cora", 1, 3, "reading", "First reading\nWe begin.", None, "fern")
    state = then(a_chaired_room(), TurnsSet("cora", "round", False), read, FloorGiven("cora", "fern", SOON))
    assert next_in_round(state, NOW) == "cora"


def test_whoever_calls_one_who_listens_for_a_while_is_told_so_of_them_and_not_of_themselves() -> None:
    state = then(a_chaired_room(), PersonMuted("fern", "milo", SOON))
    with pytest.raises(refusals.Muted) as refused:
        decide(state, wishes.GiveFloor("milo"), "fern", NOW)
    assert refused.value.words.startswith("They were asked to listen")


def test_a_round_goes_on_only_when_it_is_left_by_whoever_shares() -> None:
    assert decide(ROUND, wishes.Leave(), "nell", NOW) == (PersonLeft("nell", False),)


def test_a_round_does_not_begin_because_a_reader_leaves() -> None:
    read = StepBegun("fern", 1, 3, "reading", "First reading\nWe begin.", None, "milo")
    state = then(a_chaired_room(), TurnsSet("fern", "round", False), read, FloorGiven("fern", "milo", SOON))
    assert not [one for one in decide(state, wishes.Leave(), "milo", NOW) if isinstance(one, FloorGiven)]
