"""Who is called next: by raised hands, in a round, by whoever has shared, or one alone; with values."""

from datetime import timedelta

import pytest

from support_groups.core.errors import DomainError
from support_groups.rooms.events import (
    Event,
    FloorGiven,
    FloorReturned,
    HandRaised,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    Reacted,
    RoomStilled,
    StepBegun,
    TurnsSet,
)
from support_groups.rooms.models import SPEAKER_MINUTES
from support_groups.rooms.rules import RoomState, decide, refusals, wishes
from support_groups.rooms.rules.turns import next_in_round

from .states import NOW, a_chaired_room, a_share_of_milo, then

SOON = NOW + timedelta(minutes=5)


def with_turns(turns: str, *events: Event, favours_new: bool = False) -> RoomState:
    """A chaired room in which people are called so."""
    return then(a_chaired_room(), TurnsSet("fern", turns, favours_new), *events)


def after(state: RoomState, wish: wishes.Wish, by: str) -> RoomState:
    """The state after a wish was granted."""
    return then(state, *decide(state, wish, by, NOW))


def sharing(state: RoomState) -> str | None:
    """Who has the floor."""
    return state.share.who if state.share else None


def refused(rule: type[DomainError], state: RoomState, wish: wishes.Wish, by: str) -> None:
    """Judge a wish and expect the rule that stands against it."""
    with pytest.raises(rule):
        decide(state, wish, by, NOW)


def test_the_same_way_of_calling_is_told_once_and_a_round_is_begun_anew() -> None:
    state = with_turns("hands", favours_new=True)
    assert decide(state, wishes.SetTurns("hands", favours_new=True), "fern", NOW) == ()
    assert decide(state, wishes.SetTurns("hands"), "cora", NOW) == (TurnsSet("cora", "hands", False),)
    assert decide(state, wishes.SetTurns("pitch", favours_new=True), "cora", NOW) == (TurnsSet("cora", "pitch", True),)
    state = with_turns("round")
    assert decide(state, wishes.SetTurns("round"), "fern", NOW) == ()
    state = then(state, FloorGiven("fern", "milo", SOON))
    assert decide(state, wishes.SetTurns("round"), "fern", NOW) == (TurnsSet("fern", "round", False),)


def test_a_round_goes_to_everyone_once_by_itself_and_passing_is_a_turn() -> None:
    state, called = after(with_turns("round"), wishes.GiveFloor("fern"), "fern"), []
    while who := sharing(state):
        called.append(who)
        state = after(state, wishes.ReturnFloor("passed" if who == "gwen" else "done"), who)
    assert called == ["fern", "cora", "gwen", "milo", "nell"]
    assert next_in_round(state, NOW) is None
    assert next_in_round(after(state, wishes.SetTurns("round"), "fern"), NOW) == "fern"


def test_a_round_leaves_out_who_is_away_or_listens_until_they_can_share() -> None:
    away = (PersonMuted("fern", "cora", SOON), PersonLeft("gwen", lapsed=True))
    state = after(with_turns("round", *away, FloorGiven("fern", "fern", SOON)), wishes.ReturnFloor("done"), "fern")
    assert sharing(state) == "milo"
    state = after(then(state, PersonEntered("gwen")), wishes.ReturnFloor("done"), "milo")
    assert sharing(state) == "gwen"


def test_who_goes_in_the_middle_of_their_turn_passes_it_on_in_a_round() -> None:
    state = with_turns("round", FloorGiven("fern", "milo", SOON))
    state = after(state, wishes.Leave(), "milo")
    assert (sharing(state), state.people["milo"].is_here) == ("fern", False)


def test_a_round_that_is_taken_back_waits_for_the_one_who_leads() -> None:
    state = with_turns("round", FloorGiven("fern", "milo", SOON))
    assert sharing(after(state, wishes.ReturnFloor("taken"), "fern")) is None


def test_in_a_round_nobody_needs_to_ask() -> None:
    refused(refusals.ItGoesRound, with_turns("round"), wishes.RaiseHand(), "milo")


def test_where_no_hand_is_raised_nobody_is_told_to_raise_one() -> None:
    share = FloorGiven("fern", "nell", SOON)
    for turns, rule in (("round", refusals.ItGoesRound), ("speaker", refusals.OneSpeaks)):
        for state in (with_turns(turns), with_turns(turns, share)):
            refused(rule, state, wishes.Say("hello"), "milo")
        assert "hand" not in rule.words


def test_whoever_has_shared_picks_the_next_and_nobody_else_does() -> None:
    state = with_turns("pitch", FloorGiven("fern", "milo", SOON))
    assert sharing(after(state, wishes.GiveFloor("nell"), "milo")) == "nell"
    refused(refusals.NotTheirsToLead, state, wishes.GiveFloor("nell"), "nell")
    refused(refusals.NotTheirsToLead, a_share_of_milo(), wishes.GiveFloor("nell"), "milo")
    refused(refusals.NotHere, then(state, PersonLeft("nell", lapsed=False)), wishes.GiveFloor("nell"), "milo")


def test_what_is_typed_counts_once_a_mute_is_over() -> None:
    state = then(a_chaired_room(), PersonMuted("fern", "milo", SOON))
    refused(refusals.Muted, state, wishes.Say("!"), "milo")
    assert decide(state, wishes.Say("!"), "milo", SOON) == (HandRaised("milo"),)
    state = with_turns("round", FloorGiven("fern", "milo", SOON), PersonMuted("fern", "fern", SOON))
    assert [type(one) for one in decide(state, wishes.Say("done"), "milo", SOON)] == [FloorReturned, FloorGiven]


def test_whoever_hands_the_floor_on_has_finished_and_was_not_interrupted() -> None:
    state = with_turns("pitch", FloorGiven("fern", "milo", SOON))
    assert decide(state, wishes.GiveFloor("nell"), "milo", NOW)[0] == FloorReturned("milo", "milo", "done")


def test_with_one_speaker_nobody_asks_and_there_is_time() -> None:
    state = with_turns("speaker")
    refused(refusals.OneSpeaks, state, wishes.RaiseHand(), "milo")
    state = after(state, wishes.GiveFloor("nell"), "fern")
    assert state.share
    assert state.share.ends_at == NOW + timedelta(minutes=SPEAKER_MINUTES)
    assert after(state, wishes.ReturnFloor("done"), "nell").turns == "speaker"


def test_after_the_speaker_people_are_called_as_they_have_asked() -> None:
    state = after(with_turns("speaker_first"), wishes.GiveFloor("nell"), "fern")
    state = after(after(state, wishes.RaiseHand(), "milo"), wishes.ReturnFloor("done"), "nell")
    assert state.turns == "hands"


def test_how_people_are_called_is_up_to_who_leads() -> None:
    for wish in (wishes.SetTurns("round"), wishes.GiveFloor("milo")):
        refused(refusals.NotTheirsToLead, with_turns("hands", HandRaised("milo")), wish, "milo")


def test_a_sheltered_room_calls_nobody_and_changes_no_turns() -> None:
    state = after(with_turns("hands", HandRaised("milo")), wishes.Shelter(), "fern")
    for wish in (wishes.SetTurns("round"), wishes.GiveFloor("milo")):
        refused(refusals.RoomIsSheltered, state, wish, "fern")


def test_those_who_listen_let_the_one_who_shares_feel_one_thing_without_a_word() -> None:
    state = after(after(a_share_of_milo(), wishes.React("with_you"), "nell"), wishes.React("me_too"), "nell")
    assert state.share
    assert [(one.who, one.how) for one in state.share.felt] == [("nell", "me_too")]
    assert decide(state, wishes.React("me_too"), "nell", NOW) == ()


def test_nobody_is_applauded_by_themselves_nor_by_who_listens_for_a_while_nor_in_a_silence() -> None:
    refused(refusals.NobodyHasTheFloor, a_share_of_milo(), wishes.React("with_you"), "milo")
    refused(refusals.NobodyHasTheFloor, a_chaired_room(), wishes.React("with_you"), "nell")
    state = then(a_share_of_milo(), PersonMuted("fern", "nell", SOON))
    refused(refusals.Muted, state, wishes.React("with_you"), "nell")
    state = then(a_share_of_milo(), RoomStilled("fern", "silence", SOON, SOON))
    refused(refusals.RoomIsStill, state, wishes.React("with_you"), "nell")


@pytest.mark.parametrize("turns", ["round", "pitch", "speaker_first"])
def test_a_reading_is_nobodys_turn(turns: str) -> None:
    reading = StepBegun("fern", 2, 5, "reading", "A reading", None, "milo")
    state = with_turns(turns, reading, FloorGiven("fern", "milo", SOON))
    assert (state.rounded, state.shared) == ((), ())
    with pytest.raises(refusals.NotTheirsToLead):
        decide(state, wishes.GiveFloor("nell"), "milo", NOW)
    state = after(state, wishes.ReturnFloor("done"), "milo")
    assert (sharing(state), state.turns) == (None, turns)


def test_a_round_that_begins_while_someone_shares_does_not_ask_them_twice() -> None:
    state = after(a_share_of_milo(), wishes.SetTurns("round"), "fern")
    assert state.rounded == ("milo",)


def test_what_was_felt_goes_with_the_turn() -> None:
    state = then(a_share_of_milo(), Reacted("nell", "with_you"), FloorGiven("fern", "nell", SOON))
    assert state.share
    assert state.share.felt == ()
