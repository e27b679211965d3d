"""Who may do what in a room, with values."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from support_groups.core.errors import DomainError
from support_groups.rooms.events import (
    FloorExtended,
    FloorGiven,
    FloorReturned,
    FloorSet,
    HandLowered,
    HandRaised,
    MessageRemoved,
    MessageSaid,
    PersonCame,
    PersonEntered,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonUnmuted,
    RoomClosed,
    RoomLocked,
    RoomUnlocked,
)
from support_groups.rooms.rules import RoomState, decide, refusals, wishes

from .states import (
    NOW,
    a_chaired_room,
    a_conversation,
    a_share_of_milo,
    an_open_room,
    then,
)

IN_5_MINUTES = NOW + timedelta(minutes=5)


def refused(rule: type[DomainError], state: RoomState, wish: wishes.Wish, by: str | None) -> None:
    """Judge a wish and expect the rule that stands against it, in words that are not empty."""
    with pytest.raises(rule) as caught:
        decide(state, wish, by, NOW)
    assert caught.value.words.endswith((".", "here."))


def test_with_an_open_floor_everyone_may_speak() -> None:
    assert decide(an_open_room(), wishes.Say("hello"), "milo", NOW) == (MessageSaid("milo", "hello"),)


def test_an_exclamation_mark_is_just_words_while_the_floor_is_open() -> None:
    assert decide(an_open_room(), wishes.Say("!"), "milo", NOW) == (MessageSaid("milo", "!"),)


def test_in_a_chaired_meeting_nobody_speaks_uncalled() -> None:
    refused(refusals.FloorIsChaired, a_chaired_room(), wishes.Say("hello"), "milo")


def still(state: RoomState, how: str = "silence", seconds: int = 60) -> RoomState:
    """The same room in a silence or a pause that Fern has asked for."""
    return then(state, *decide(state, wishes.BeStill(how, seconds), "fern", NOW))


@pytest.mark.parametrize("how", ["silence", "pause"])
def test_while_the_room_is_still_only_those_who_lead_write(how: str) -> None:
    for state in (still(an_open_room(), how), still(a_share_of_milo(), how)):
        refused(refusals.RoomIsStill, state, wishes.Say("hello"), "milo")
        assert decide(state, wishes.Say("Let us be silent."), "cora", NOW)


def test_a_silence_ends_by_itself() -> None:
    state = still(an_open_room(), seconds=60)
    assert decide(state, wishes.Say("hello"), "milo", NOW + timedelta(seconds=60))


def test_a_silence_can_be_ended_before_its_time() -> None:
    state = still(a_share_of_milo())
    state = then(state, *decide(state, wishes.Resume(), "cora", NOW + timedelta(seconds=5)))
    assert decide(state, wishes.Say("hello"), "milo", NOW + timedelta(seconds=5))
    assert decide(state, wishes.Resume(), "cora", NOW + timedelta(seconds=5)) == ()


def share_end(state: RoomState) -> datetime:
    """When the share that is under way ends."""
    assert state.share
    return state.share.ends_at


def test_a_share_loses_no_time_by_a_pause_and_wins_none() -> None:
    before = a_share_of_milo()
    end = share_end(before)
    paused = still(before, "pause", 300)
    assert share_end(paused) == end + timedelta(seconds=300)
    longer = then(paused, *decide(paused, wishes.BeStill("pause", 600), "fern", NOW + timedelta(seconds=100)))
    assert share_end(longer) == end + timedelta(seconds=700)
    resumed = then(longer, *decide(longer, wishes.Resume(), "fern", NOW + timedelta(seconds=120)))
    assert share_end(resumed) == end + timedelta(seconds=120)


def test_whoever_is_called_in_a_pause_has_all_their_time_after_it() -> None:
    state = still(a_chaired_room(), "pause", 300)
    assert decide(state, wishes.GiveFloor("nell"), "fern", NOW) == (
        FloorGiven("fern", "nell", NOW + timedelta(seconds=300) + timedelta(minutes=5)),
    )


def sheltered(state: RoomState) -> RoomState:
    """The same room, sheltered by Cora."""
    return then(state, *decide(state, wishes.Shelter(), "cora", NOW))


def test_in_a_sheltered_room_only_those_who_lead_write_and_nobody_new_comes() -> None:
    for state in (sheltered(an_open_room()), sheltered(a_share_of_milo())):
        for who in ("milo", "nell", "gwen"):
            refused(refusals.FloorIsClosed, state, wishes.Say("hello"), who)
        assert decide(state, wishes.Say("One moment, please."), "fern", NOW)
        refused(refusals.RoomIsLocked, state, wishes.Come("Ray", "member"), "ray")
        assert decide(state, wishes.Shelter(), "fern", NOW) == ()


def test_after_a_shelter_all_is_exactly_as_before() -> None:
    later = NOW + timedelta(minutes=3)
    for before in (an_open_room(), a_chaired_room(), a_share_of_milo(), then(a_share_of_milo(), RoomLocked("fern"))):
        state = sheltered(before)
        after = then(state, *decide(state, wishes.EndShelter(), "fern", later), at=later)
        longer = replace(before.share, ends_at=share_end(before) + timedelta(minutes=3)) if before.share else None
        assert after == replace(before, seq=after.seq, share=longer)
        assert decide(after, wishes.EndShelter(), "fern", later) == ()


def test_a_shelter_in_a_silence_gives_no_time_twice() -> None:
    before = a_share_of_milo()
    state = sheltered(still(before, seconds=60))
    later = NOW + timedelta(seconds=90)
    [ended] = decide(state, wishes.EndShelter(), "fern", later)
    assert share_end(then(state, ended)) == share_end(before) + timedelta(seconds=90)


@pytest.mark.parametrize(
    "wish",
    [
        wishes.SetFloor("open"),
        wishes.GiveFloor("milo"),
        wishes.Lock(),
        wishes.Unlock(),
        wishes.BeStill("pause", 60),
        wishes.Resume(),
    ],
)
def test_what_waits_in_a_sheltered_room_stays_as_it_is(wish: wishes.Wish) -> None:
    refused(refusals.RoomIsSheltered, sheltered(a_share_of_milo()), wish, "fern")


@pytest.mark.parametrize(
    "wish", [wishes.Mute("milo", 10), wishes.RemovePerson("milo"), wishes.RemovePerson("milo", ban=True)]
)
def test_who_disturbed_a_sheltered_room_finds_no_turn_kept(wish: wishes.Wish) -> None:
    state = sheltered(a_share_of_milo())
    state = then(state, *decide(state, wish, "fern", NOW))
    state = then(state, *decide(state, wishes.EndShelter(), "fern", NOW))
    assert state.share is None
    assert [hand.who for hand in state.queue] == ["nell"]


@pytest.mark.parametrize("wish", [wishes.Shelter(), wishes.EndShelter()])
def test_shelter_is_for_those_who_lead(wish: wishes.Wish) -> None:
    for who in ("milo", "gwen"):
        refused(refusals.NotTheirsToLead, sheltered(an_open_room()), wish, who)


def test_it_is_known_who_has_shared_and_in_which_order() -> None:
    state = a_share_of_milo()
    state = then(state, *decide(state, wishes.GiveFloor("nell"), "fern", NOW))
    state = then(state, *decide(state, wishes.GiveFloor("milo"), "fern", NOW))
    assert state.shared == ("milo", "nell")


def test_hands_go_up_while_the_room_is_still() -> None:
    assert decide(still(a_chaired_room()), wishes.RaiseHand(), "milo", NOW) == (HandRaised("milo"),)


@pytest.mark.parametrize("wish", [wishes.BeStill("pause", 60), wishes.Resume(), wishes.SetPace(30)])
def test_stillness_and_pace_are_for_those_who_lead(wish: wishes.Wish) -> None:
    for who in ("milo", "gwen"):
        refused(refusals.NotTheirsToLead, still(an_open_room()), wish, who)
    refused(refusals.OnlyInMeetings, a_conversation(), wish, "sol")


def slow(state: RoomState) -> RoomState:
    """The same room with half a minute between two messages; Milo has said something."""
    return then(state, *decide(state, wishes.SetPace(30), "fern", NOW), MessageSaid("milo", "hello"))


def test_with_a_pace_one_waits_between_two_messages() -> None:
    state = slow(an_open_room())
    refused(refusals.GoesSlowly, state, wishes.Say("again"), "milo")
    assert decide(state, wishes.Say("hello"), "nell", NOW), "each for themselves"
    assert decide(state, wishes.Say("again"), "milo", NOW + timedelta(seconds=30))


def test_a_pace_holds_nobody_up_who_leads_or_has_the_floor() -> None:
    state = then(slow(an_open_room()), MessageSaid("fern", "welcome"))
    assert decide(state, wishes.Say("and more"), "fern", NOW)
    chaired = then(state, FloorSet("fern", "chaired"), FloorGiven("fern", "milo", IN_5_MINUTES))
    assert decide(chaired, wishes.Say("again"), "milo", NOW)


def test_without_its_pace_the_room_is_as_before() -> None:
    state = slow(an_open_room())
    state = then(state, *decide(state, wishes.SetPace(0), "fern", NOW))
    assert decide(state, wishes.Say("again"), "milo", NOW)
    assert decide(state, wishes.SetPace(0), "fern", NOW) == ()


def test_one_voice_at_a_time_while_someone_shares() -> None:
    refused(refusals.FloorIsTaken, a_share_of_milo(), wishes.Say("hello"), "nell")


def test_the_one_who_was_called_may_share_in_several_messages() -> None:
    state = a_share_of_milo()
    said = decide(state, wishes.Say("first"), "milo", NOW)
    assert said == (MessageSaid("milo", "first"),)
    assert decide(then(state, *said), wishes.Say("second"), "milo", NOW)


@pytest.mark.parametrize("who", ["fern", "cora"])
def test_who_leads_may_always_speak(who: str) -> None:
    closed = then(a_chaired_room(), FloorSet("fern", "closed"))
    for state in (an_open_room(), a_chaired_room(), a_share_of_milo(), closed):
        assert decide(state, wishes.Say("welcome"), who, NOW)


@pytest.mark.parametrize("who", ["gwen", "milo"])
def test_with_a_closed_floor_members_listen(who: str) -> None:
    closed = then(a_chaired_room(), FloorSet("fern", "closed"))
    refused(refusals.FloorIsClosed, closed, wishes.Say("hello"), who)
    refused(refusals.FloorIsClosed, closed, wishes.RaiseHand(), who)


@pytest.mark.parametrize("typed", ["!", " ! "])
def test_a_typed_exclamation_mark_raises_the_hand(typed: str) -> None:
    assert decide(a_chaired_room(), wishes.Say(typed), "milo", NOW) == (HandRaised("milo"),)


@pytest.mark.parametrize("typed", ["done", "Done", " DONE "])
def test_typing_done_gives_the_floor_back(typed: str) -> None:
    assert decide(a_share_of_milo(), wishes.Say(typed), "milo", NOW) == (FloorReturned("milo", "milo", "done"),)


def test_done_from_someone_else_does_not_end_a_share() -> None:
    refused(refusals.FloorIsTaken, a_share_of_milo(), wishes.Say("done"), "nell")


def test_a_hand_is_raised_once() -> None:
    state = then(a_chaired_room(), HandRaised("milo"))
    assert decide(state, wishes.RaiseHand(), "milo", NOW) == ()
    assert decide(a_share_of_milo(), wishes.RaiseHand(), "milo", NOW) == ()


def test_no_hand_is_needed_with_an_open_floor() -> None:
    refused(refusals.FloorIsOpen, an_open_room(), wishes.RaiseHand(), "milo")


def test_one_takes_down_ones_own_hand() -> None:
    state = then(a_chaired_room(), HandRaised("milo"))
    assert decide(state, wishes.LowerHand(), "milo", NOW) == (HandLowered("milo", "milo"),)
    assert decide(a_chaired_room(), wishes.LowerHand(), "milo", NOW) == ()


def test_only_who_leads_takes_down_anothers_hand() -> None:
    state = then(a_chaired_room(), HandRaised("milo"))
    assert decide(state, wishes.LowerHand("milo"), "fern", NOW) == (HandLowered("fern", "milo"),)
    refused(refusals.NotTheirsToLead, state, wishes.LowerHand("milo"), "nell")


def test_calling_gives_the_floor_for_the_length_of_a_share() -> None:
    state = then(a_chaired_room(), HandRaised("milo"))
    assert decide(state, wishes.GiveFloor("milo"), "fern", NOW) == (FloorGiven("fern", "milo", IN_5_MINUTES),)


def test_calling_the_next_one_thanks_the_one_before() -> None:
    assert decide(a_share_of_milo(), wishes.GiveFloor("nell"), "cora", NOW) == (
        FloorReturned("cora", "milo", "taken"),
        FloorGiven("cora", "nell", IN_5_MINUTES),
    )


def test_calling_the_one_who_shares_changes_nothing() -> None:
    assert decide(a_share_of_milo(), wishes.GiveFloor("milo"), "fern", NOW) == ()


@pytest.mark.parametrize("who", ["gwen", "milo"])
@pytest.mark.parametrize(
    "wish",
    [
        wishes.GiveFloor("milo"),
        wishes.SetFloor("open"),
        wishes.ExtendFloor(2),
        wishes.ReturnFloor("taken"),
        wishes.Lock(),
        wishes.Unlock(),
        wishes.Close(),
        wishes.Mute("nell", 5),
        wishes.Unmute("nell"),
        wishes.RemovePerson("nell"),
        wishes.RemovePerson("nell", ban=True),
        wishes.RemoveMessage(9, "nell"),
    ],
)
def test_leading_and_moderating_are_up_to_those_who_do(who: str, wish: wishes.Wish) -> None:
    refused(refusals.NotTheirsToLead, a_share_of_milo(), wish, who)


def test_nobody_is_called_while_the_floor_is_open_or_closed() -> None:
    refused(refusals.FloorIsOpen, an_open_room(), wishes.GiveFloor("milo"), "fern")
    closed = then(an_open_room(), FloorSet("fern", "closed"))
    refused(refusals.FloorIsClosed, closed, wishes.GiveFloor("milo"), "fern")


@pytest.mark.parametrize("who", ["milo", "nobody"])
def test_only_someone_who_is_here_is_called(who: str) -> None:
    state = then(a_chaired_room(), PersonLeft("milo", lapsed=True))
    refused(refusals.NotHere, state, wishes.GiveFloor(who), "fern")


def test_a_muted_member_is_not_called() -> None:
    state = then(a_chaired_room(), PersonMuted("fern", "milo", IN_5_MINUTES))
    refused(refusals.Muted, state, wishes.GiveFloor("milo"), "fern")


def test_more_time_counts_from_the_end_of_the_share_or_from_now_if_that_is_over() -> None:
    state = a_share_of_milo()
    longer = decide(state, wishes.ExtendFloor(2), "fern", NOW)
    assert longer == (FloorExtended("fern", NOW + timedelta(minutes=7)),)
    late = NOW + timedelta(minutes=20)
    assert decide(state, wishes.ExtendFloor(2), "fern", late) == (FloorExtended("fern", late + timedelta(minutes=2)),)


def test_without_a_share_there_is_nothing_to_extend_or_end() -> None:
    refused(refusals.NobodyHasTheFloor, a_chaired_room(), wishes.ExtendFloor(2), "fern")
    refused(refusals.NobodyHasTheFloor, a_chaired_room(), wishes.ReturnFloor("done"), "milo")


@pytest.mark.parametrize("how", ["done", "passed"])
def test_the_one_called_ends_the_share_or_passes(how: str) -> None:
    assert decide(a_share_of_milo(), wishes.ReturnFloor(how), "milo", NOW) == (FloorReturned("milo", "milo", how),)
    refused(refusals.FloorIsTaken, a_share_of_milo(), wishes.ReturnFloor(how), "nell")


def test_who_leads_takes_the_floor_back() -> None:
    assert decide(a_share_of_milo(), wishes.ReturnFloor("taken"), "fern", NOW) == (
        FloorReturned("fern", "milo", "taken"),
    )


def test_changing_the_floor_ends_a_share() -> None:
    assert decide(a_share_of_milo(), wishes.SetFloor("open"), "fern", NOW) == (
        FloorReturned("fern", "milo", "taken"),
        FloorSet("fern", "open"),
    )
    assert decide(an_open_room(), wishes.SetFloor("open"), "fern", NOW) == ()


def test_a_muted_member_cannot_post_until_the_mute_ends() -> None:
    state = then(an_open_room(), PersonMuted("fern", "milo", IN_5_MINUTES))
    refused(refusals.Muted, state, wishes.Say("hello"), "milo")
    assert decide(state, wishes.Say("hello"), "milo", IN_5_MINUTES)
    unmuted = then(state, PersonUnmuted("fern", "milo"))
    assert decide(unmuted, wishes.Say("hello"), "milo", NOW)


def test_a_muted_member_cannot_raise_a_hand() -> None:
    state = then(a_chaired_room(), PersonMuted("fern", "milo", IN_5_MINUTES))
    refused(refusals.Muted, state, wishes.RaiseHand(), "milo")


def test_muting_the_one_who_shares_takes_the_floor_back() -> None:
    assert decide(a_share_of_milo(), wishes.Mute("milo", 5), "fern", NOW) == (
        FloorReturned("fern", "milo", "taken"),
        PersonMuted("fern", "milo", IN_5_MINUTES),
    )


def test_unmuting_who_is_not_muted_changes_nothing() -> None:
    assert decide(an_open_room(), wishes.Unmute("milo"), "fern", NOW) == ()
    state = then(an_open_room(), PersonMuted("fern", "milo", IN_5_MINUTES))
    assert decide(state, wishes.Unmute("milo"), "cora", NOW) == (PersonUnmuted("cora", "milo"),)


@pytest.mark.parametrize("whom", ["fern", "cora"])
@pytest.mark.parametrize("act", [lambda who: wishes.Mute(who, 5), wishes.Unmute, wishes.RemovePerson])
def test_nobody_acts_on_the_same_or_a_higher_role(whom: str, act: type[wishes.RemovePerson]) -> None:
    refused(refusals.ActsOnHigherRole, an_open_room(), act(whom), "cora")


def test_a_facilitator_may_act_on_a_co_facilitator() -> None:
    assert decide(an_open_room(), wishes.RemovePerson("cora"), "fern", NOW)


def test_removing_someone_who_shares_takes_the_floor_back() -> None:
    assert decide(a_share_of_milo(), wishes.RemovePerson("milo"), "fern", NOW) == (
        FloorReturned("fern", "milo", "taken"),
        PersonRemoved("fern", "milo", False),
    )


def test_removing_twice_is_once_and_a_ban_may_follow() -> None:
    state = then(an_open_room(), PersonRemoved("fern", "milo", False))
    assert decide(state, wishes.RemovePerson("milo"), "fern", NOW) == ()
    assert decide(state, wishes.RemovePerson("milo", ban=True), "fern", NOW) == (PersonRemoved("fern", "milo", True),)
    banned = then(state, PersonRemoved("fern", "milo", True))
    assert decide(banned, wishes.RemovePerson("milo", ban=True), "fern", NOW) == ()


@pytest.mark.parametrize("banned", [False, True])
@pytest.mark.parametrize("wish", [wishes.Say("hello"), wishes.Enter(), wishes.Come("Milo", "member"), wishes.Leave()])
def test_who_was_removed_does_nothing_more_in_the_room(banned: bool, wish: wishes.Wish) -> None:
    state = then(an_open_room(), PersonRemoved("fern", "milo", banned))
    refused(refusals.OutOfTheRoom, state, wish, "milo")


def test_someone_unknown_cannot_be_moderated() -> None:
    refused(refusals.NotHere, an_open_room(), wishes.Mute("nobody", 5), "fern")


def test_ones_own_message_can_be_taken_back() -> None:
    assert decide(an_open_room(), wishes.RemoveMessage(9, "milo"), "milo", NOW) == (MessageRemoved("milo", 9, "milo"),)


def test_a_message_is_removed_once() -> None:
    wish = wishes.RemoveMessage(9, "milo", is_gone=True)
    assert decide(an_open_room(), wish, "fern", NOW) == ()


def test_a_co_facilitator_cannot_remove_what_a_facilitator_said() -> None:
    refused(refusals.ActsOnHigherRole, an_open_room(), wishes.RemoveMessage(9, "fern"), "cora")
    assert decide(an_open_room(), wishes.RemoveMessage(9, "cora"), "fern", NOW)


def test_a_locked_room_lets_in_only_who_has_been_here() -> None:
    locked = then(an_open_room(), PersonLeft("milo", lapsed=True), RoomLocked("fern"))
    refused(refusals.RoomIsLocked, locked, wishes.Come("Iris", "member"), "iris")
    assert decide(locked, wishes.Come("Milo", "member"), "milo", NOW) == ()
    assert decide(locked, wishes.Enter(), "milo", NOW) == (PersonEntered("milo"),)
    unlocked = then(locked, RoomUnlocked("fern"))
    assert decide(unlocked, wishes.Come("Iris", "member"), "iris", NOW) == (PersonCame("iris", "Iris", "member"),)


def test_locking_and_unlocking_twice_is_once() -> None:
    locked = then(an_open_room(), RoomLocked("fern"))
    assert decide(locked, wishes.Lock(), "fern", NOW) == ()
    assert decide(locked, wishes.Unlock(), "fern", NOW) == (RoomUnlocked("fern"),)
    assert decide(an_open_room(), wishes.Unlock(), "fern", NOW) == ()


def test_entering_twice_is_once() -> None:
    assert decide(an_open_room(), wishes.Enter(), "milo", NOW) == ()


def test_a_lost_line_in_the_middle_of_a_share_keeps_the_turn() -> None:
    state = a_share_of_milo()
    left = decide(state, wishes.Leave(lapsed=True), "milo", NOW)
    assert left == (PersonLeft("milo", True),)
    away = then(state, *left)
    assert away.has_floor("milo")
    assert decide(away, wishes.Say("I am back"), "milo", NOW) == (
        PersonEntered("milo"),
        MessageSaid("milo", "I am back"),
    )
    assert decide(away, wishes.GiveFloor("nell"), "fern", NOW)[0] == FloorReturned("fern", "milo", "taken")


def test_whoever_speaks_is_here() -> None:
    state = then(an_open_room(), PersonLeft("milo", lapsed=True))
    assert decide(state, wishes.Say("hello"), "milo", NOW) == (
        PersonEntered("milo"),
        MessageSaid("milo", "hello"),
    )


def test_leaving_while_sharing_gives_the_floor_back() -> None:
    assert decide(a_share_of_milo(), wishes.Leave(), "milo", NOW) == (
        FloorReturned("milo", "milo", "passed"),
        PersonLeft("milo", False),
    )
    gone = then(an_open_room(), PersonLeft("milo", lapsed=False))
    assert decide(gone, wishes.Leave(), "milo", NOW) == ()


@pytest.mark.parametrize("wish", [wishes.Say("hello"), wishes.Enter(), wishes.RaiseHand(), wishes.Close()])
@pytest.mark.parametrize("by", ["fern", "milo", None])
def test_nothing_happens_in_a_closed_room(wish: wishes.Wish, by: str | None) -> None:
    refused(refusals.RoomIsClosed, then(an_open_room(), RoomClosed(None)), wish, by)


def test_the_room_closes_by_itself_or_by_who_leads() -> None:
    assert decide(an_open_room(), wishes.Close(), None, NOW) == (RoomClosed(None),)
    assert decide(an_open_room(), wishes.Close(), "cora", NOW) == (RoomClosed("cora"),)


def test_the_room_itself_does_nothing_but_close() -> None:
    refused(refusals.NotTheirsToLead, an_open_room(), wishes.Lock(), None)


def test_a_conversation_of_two_has_words_and_no_floor() -> None:
    state = a_conversation()
    assert decide(state, wishes.SaySealed("AQsealed"), "ray", NOW) == (MessageSaid("ray", "AQsealed"),)
    refused(refusals.MustBeSealed, state, wishes.Say("hello"), "ray")
    refused(refusals.OnlyInMeetings, state, wishes.RaiseHand(), "ray")
    refused(refusals.OnlyInMeetings, state, wishes.Mute("sol", 5), "ray")
    refused(refusals.NotTheirsToLead, state, wishes.RemoveMessage(5, "sol"), "ray")


def test_in_a_meeting_nothing_is_said_that_not_all_can_read() -> None:
    refused(refusals.OnlyForTwo, a_chaired_room(), wishes.SaySealed("AQsealed"), "milo")
