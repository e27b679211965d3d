"""Who leads a meeting, and who stands in when they are away."""

from datetime import timedelta

import pytest

from support_groups.groups.models import Role
from support_groups.rooms import actions
from support_groups.rooms.events import ChairMissed, ChairTaken, PersonEntered, PersonLeft, PersonRemoved, RoleGiven
from support_groups.rooms.models import Room
from support_groups.rooms.rules import RoomState, decide, refusals, wishes
from tests.cast import Person
from tests.services.clock import Clock

from .states import NOW, a_conversation, a_share_of_milo, an_open_room, then

LATER = NOW + timedelta(seconds=15)


def led(state: RoomState) -> RoomState:
    """The same room, with Fern as the one who leads."""
    return then(state, *decide(state, wishes.TakeChair(), "fern", NOW))


def without_fern(state: RoomState) -> RoomState:
    """The same room, led by Fern, whose line is lost."""
    return then(state, *decide(state, wishes.Leave(lapsed=True), "fern", NOW))


def chair_of(state: RoomState) -> tuple[str, str | None]:
    """Who leads, and for whom they stand in."""
    assert state.chair
    return state.chair.who, state.chair.stands_in_for


def test_whoever_may_lead_can_lead_and_let_another_lead() -> None:
    state = led(an_open_room())
    assert chair_of(state) == ("fern", None)
    assert decide(state, wishes.TakeChair(), "fern", NOW) == ()
    assert decide(state, wishes.TakeChair(), "cora", NOW) == (ChairTaken("cora", "cora", "taken"),)
    assert decide(state, wishes.GiveChair("cora"), "fern", NOW) == (ChairTaken("fern", "cora", "given"),)
    assert decide(state, wishes.GiveChair("fern"), "cora", NOW) == ()


@pytest.mark.parametrize("wish", [wishes.TakeChair(), wishes.GiveChair("fern")])
def test_the_lead_is_for_those_who_may_lead(wish: wishes.Wish) -> None:
    for who in ("gwen", "milo"):
        with pytest.raises(refusals.NotTheirsToLead):
            decide(an_open_room(), wish, who, NOW)
    with pytest.raises(refusals.OnlyInMeetings):
        decide(a_conversation(), wish, "sol", NOW)


def test_the_lead_is_given_to_nobody_who_may_not_lead_or_is_not_here() -> None:
    with pytest.raises(refusals.MayNotLead):
        decide(an_open_room(), wishes.GiveChair("gwen"), "fern", NOW)
    with pytest.raises(refusals.NotHere):
        decide(without_fern(an_open_room()), wishes.GiveChair("fern"), "cora", NOW)


def test_somebody_stands_in_when_who_leads_is_away_and_turn_and_time_stay() -> None:
    before = led(a_share_of_milo())
    state = without_fern(before)
    assert decide(state, wishes.StandIn(), None, LATER - timedelta(seconds=1)) == ()
    state = then(state, *decide(state, wishes.StandIn(), None, LATER))
    assert chair_of(state) == ("cora", "fern")
    assert (state.share, state.queue, state.floor) == (before.share, before.queue, before.floor)


def test_nobody_stands_in_for_somebody_who_is_back() -> None:
    state = then(without_fern(led(an_open_room())), PersonEntered("fern"))
    assert decide(state, wishes.StandIn(), None, LATER) == ()
    assert chair_of(state) == ("fern", None)


def test_of_two_equals_the_one_who_is_here_longest_stands_in() -> None:
    state = then(led(an_open_room()), RoleGiven("fern", "gwen", "co_facilitator"))
    assert decide(without_fern(state), wishes.StandIn(), None, LATER) == (ChairTaken(None, "cora", "stood_in"),)
    state = then(state, PersonLeft("cora", lapsed=True), PersonEntered("cora"))
    assert decide(without_fern(state), wishes.StandIn(), None, LATER) == (ChairTaken(None, "gwen", "stood_in"),)


def test_the_higher_position_stands_in_before_the_longer_presence() -> None:
    state = then(led(an_open_room()), RoleGiven("fern", "gwen", "facilitator"))
    state = then(state, PersonLeft("gwen", lapsed=True), PersonEntered("gwen"))
    assert decide(without_fern(state), wishes.StandIn(), None, LATER) == (ChairTaken(None, "gwen", "stood_in"),)


def test_who_comes_back_is_given_the_lead_back_by_one_press() -> None:
    state = without_fern(led(a_share_of_milo()))
    state = then(state, *decide(state, wishes.StandIn(), None, LATER), PersonEntered("fern"))
    assert chair_of(state) == ("cora", "fern"), "nobody is interrupted by it"
    state = then(state, *decide(state, wishes.GiveChair("fern"), "cora", LATER))
    assert chair_of(state) == ("fern", None)


def test_who_stands_in_for_a_stand_in_keeps_the_place_of_the_first() -> None:
    state = without_fern(led(then(an_open_room(), RoleGiven("fern", "gwen", "co_facilitator"))))
    state = then(state, *decide(state, wishes.StandIn(), None, LATER))
    state = then(state, *decide(state, wishes.Leave(lapsed=True), "cora", LATER))
    state = then(state, *decide(state, wishes.StandIn(), None, LATER + timedelta(seconds=15)))
    assert chair_of(state) == ("gwen", "fern")


def test_who_may_not_lead_any_more_does_not_lead() -> None:
    state = then(an_open_room(), ChairTaken("cora", "cora", "taken"))
    assert then(state, RoleGiven("fern", "cora", "member")).chair is None
    assert then(state, PersonRemoved("fern", "cora", banned=False)).chair is None


def test_only_the_going_of_who_leads_is_missed() -> None:
    state = led(an_open_room())
    assert not any(isinstance(event, ChairMissed) for event in decide(state, wishes.Leave(lapsed=True), "cora", NOW))


def test_where_nobody_here_may_lead_nobody_stands_in() -> None:
    state = then(without_fern(led(an_open_room())), PersonLeft("cora", lapsed=False))
    assert decide(state, wishes.StandIn(), None, LATER) == ()


def test_whoever_takes_the_lead_or_is_given_it_stands_in_for_nobody() -> None:
    for how in ("taken", "given"):
        assert chair_of(then(led(an_open_room()), ChairTaken("cora", "cora", how))) == ("cora", None)


def test_whoever_comes_back_to_lead_after_another_stood_in_stands_in_for_nobody() -> None:
    stood_in = then(led(an_open_room()), ChairTaken(None, "cora", "stood_in"))
    assert chair_of(stood_in) == ("cora", "fern")
    assert chair_of(then(stood_in, ChairTaken(None, "fern", "stood_in"))) == ("fern", None)


def test_nobody_stands_in_any_more_for_whoever_may_not_lead() -> None:
    stood_in = then(led(an_open_room()), ChairTaken(None, "cora", "stood_in"))
    assert chair_of(then(stood_in, PersonRemoved(None, "fern", banned=False))) == ("cora", None)
    assert chair_of(then(stood_in, PersonRemoved("cora", "milo", banned=False))) == ("cora", "fern")


def test_a_lost_line_of_who_leads_is_followed_within_half_a_minute(
    room: Room, clock: Clock, fern: Person, milo: Person
) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    fern.wishes(room, wishes.TakeChair())
    actions.lines_lost([fern.in_room(room)])
    clock.forward(seconds=19)
    actions.renew_leases([milo.in_room(room)])
    actions.lapse_leases()
    assert actions.let_stand_in() == 0
    clock.forward(seconds=15)
    assert actions.let_stand_in() == 1
    assert chair_of(milo.sees(room)) == (milo.in_room(room), fern.in_room(room))
    assert actions.let_stand_in() == 0


def test_where_nobody_can_stand_in_it_is_tried_again(room: Room, clock: Clock, fern: Person, milo: Person) -> None:
    fern.wishes(room, wishes.TakeChair())
    actions.leave(fern.account_id, room.public_id)
    clock.forward(seconds=16)
    assert actions.let_stand_in() == 1
    assert chair_of(milo.sees(room)) == (fern.in_room(room), None)
    fern.gives(Role.CO_FACILITATOR, milo)
    # Not at each round of the chores: whoever looks holds the room.
    assert actions.let_stand_in() == 0
    clock.forward(seconds=15)
    actions.renew_leases([milo.in_room(room)])
    assert actions.let_stand_in() == 1
    assert chair_of(milo.sees(room)) == (milo.in_room(room), fern.in_room(room))


def test_once_who_leads_is_back_nobody_looks_for_them_any_more(room: Room, clock: Clock, fern: Person) -> None:
    fern.wishes(room, wishes.TakeChair())
    actions.leave(fern.account_id, room.public_id)
    fern.enters(room)
    clock.forward(seconds=16)
    assert [actions.let_stand_in(), actions.let_stand_in()] == [1, 0]
    assert chair_of(fern.sees(room)) == (fern.in_room(room), None)
