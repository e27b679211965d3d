"""The room under a state machine: whatever people wish, in whatever order, the rules hold."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from support_groups.core.errors import DomainError
from support_groups.rooms.events import (
    ChairTaken,
    CleanTimeClosed,
    CleanTimeOpened,
    Event,
    FloorGiven,
    FloorReturned,
    HandLowered,
    HandRaised,
    LobbySet,
    Logged,
    MessageRemoved,
    MessageSaid,
    PaceSet,
    PersonCame,
    PersonLeft,
    PersonMuted,
    PersonRemoved,
    PersonStood,
    QuestionDone,
    QuestionDrawn,
    Reacted,
    RoomClosed,
    RoomOpened,
    RoomSheltered,
    ShelterEnded,
    StepBegun,
    from_plain,
    kind_of,
    to_plain,
)
from support_groups.rooms.models import Turns
from support_groups.rooms.rules import RoomState, SheetStep, Standing, apply, decide, encode, fold, roster, wishes

from ..rooms.states import NOW

ROLES = {
    "fern": "facilitator",
    "cora": "co_facilitator",
    "gwen": "greeter",
    "milo": "member",
    "nell": "member",
    "ray": "member",
}
READERS = ("fern", "milo", "iris")
"""Whose pages are looked over: one who serves, a member, and somebody who came later or not at all."""
LEADERS = {"facilitator", "co_facilitator"}
people = st.sampled_from(sorted(ROLES))
strangers = st.sampled_from(["sol", "iris", "una", "theo"])
steps = st.builds(
    SheetStep,
    st.integers(1, 5),
    st.just(5),
    st.just("reading"),
    st.sampled_from(["Silence", "A reading"]),
    st.sampled_from(["", "Slowly.\nAnd again."]),
    floor=st.sampled_from([None, "open", "chaired", "closed"]),
    still_seconds=st.sampled_from([0, 60]),
    opens_clean_time=st.booleans(),
)
wanted = st.one_of(
    st.builds(wishes.Enter),
    st.builds(wishes.Leave, st.booleans()),
    st.builds(wishes.Say, st.sampled_from(["hello", "!", "done", "thank you"])),
    st.builds(wishes.RaiseHand),
    st.builds(wishes.LowerHand, st.none() | people),
    st.builds(wishes.SetFloor, st.sampled_from(["open", "chaired", "closed"])),
    st.builds(wishes.GiveFloor, people),
    st.builds(wishes.SetTurns, st.sampled_from(sorted(Turns)), st.booleans()),
    st.builds(wishes.React, st.sampled_from(["with_you", "me_too"])),
    st.builds(wishes.ExtendFloor, st.integers(1, 10)),
    st.builds(wishes.ReturnFloor, st.sampled_from(["done", "passed", "taken"])),
    st.builds(wishes.Mute, people, st.integers(1, 60)),
    st.builds(wishes.Unmute, people),
    st.builds(wishes.RemovePerson, people, st.booleans()),
    st.builds(wishes.RemoveMessage, st.integers(1, 50), people, st.booleans()),
    st.builds(wishes.BeStill, st.sampled_from(["silence", "pause"]), st.integers(10, 900)),
    st.builds(wishes.Resume),
    st.builds(wishes.Shelter),
    st.builds(wishes.EndShelter),
    st.builds(wishes.SetPace, st.sampled_from([0, 15, 300])),
    st.builds(wishes.BeginStep, st.just(0), steps, st.none() | people),
    st.builds(wishes.PutQuestion),
    st.builds(wishes.LookIntoBasket),
    st.builds(wishes.DrawQuestion, st.sampled_from(["How does one begin?", "And go on?"])),
    st.builds(wishes.EndQuestion),
    st.builds(wishes.OpenCleanTime, st.booleans()),
    st.builds(wishes.CloseCleanTime),
    st.builds(wishes.Stand, st.sampled_from([None, "welcome", "30_days", "2_years"])),
    st.builds(wishes.TakeChair),
    st.builds(wishes.GiveChair, people),
    st.builds(wishes.SetLobby, st.sampled_from(["nobody", "new", "all"])),
    st.builds(wishes.LetIn, strangers, st.just("Someone"), st.just("member")),
    st.builds(wishes.Lock),
    st.builds(wishes.Unlock),
)


class RoomMachine(RuleBasedStateMachine):
    """Six people wish for anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.state = RoomState()
        self.sheltered = RoomState()
        self.log: list[Logged] = []
        self.views = dict.fromkeys(READERS, RoomState())
        self.append((RoomOpened(None, "meeting", "chaired", 5, hides_roster=True),))
        for who in ROLES:
            self.append(decide(self.state, wishes.Come(who.title(), ROLES[who]), who, self.now))

    def append(self, events: tuple[Event, ...]) -> None:
        """Let events happen."""
        for event in events:
            logged = Logged(self.state.seq + 1, self.now, event)
            self.log.append(logged)
            self.state = apply(self.state, logged)
            for who in READERS:
                told = roster.as_read_by(who, logged, self.state)
                self.check_nobody_is_named_whom_they_do_not_see(told.wire, who)
                # Whoever comes begins with a snapshot.
                has_come = isinstance(event, PersonCame) and event.by == who
                self.views[who] = roster.view_of(self.state, who) if has_come else heard(self.views[who], told)

    def check_nobody_is_named_whom_they_do_not_see(self, told: bytes, who: str) -> None:
        """Neither the name nor the id of somebody who is hidden is in what is told."""
        reader = self.state.people.get(who)
        for one, person in self.state.people.items():
            if one != who and one not in self.state.shown and (reader is None or reader.role == "member"):
                assert f'"{one}"'.encode() not in told
                assert person.name.encode() not in told

    @rule(wish=wanted, by=people)
    def someone_wishes(self, wish: wishes.Wish, by: str) -> None:
        """Judge a wish; check what is allowed against rules said in another way."""
        before = self.state
        try:
            events = decide(before, wish, by, self.now)
        except DomainError:
            return
        for event in events:
            self.check(before, event, by)
        self.append(events)

    @rule(who=strangers, role=st.sampled_from(["member", "greeter"]), is_known=st.booleans())
    def someone_comes_to_the_door(self, who: str, role: str, is_known: bool) -> None:
        """In a room with a lobby nobody comes in by themselves who should wait."""
        before = self.state
        try:
            events = decide(before, wishes.Come(who.title(), role, is_known), who, self.now)
        except DomainError:
            return
        if events:
            assert not before.is_locked
            assert role == "greeter" or before.lobby == "nobody" or (before.lobby == "new" and is_known)
        self.append(events)

    def check(self, before: RoomState, event: Event, by: str) -> None:
        """Whoever acts may act, and only on those below."""
        if isinstance(event, PersonCame):
            # Somebody was let in: by one who greets or leads, through a door that is not locked.
            assert ROLES[by] != "member"
            assert not before.is_locked
            assert event.by not in before.people
            return
        assert event.by == by
        assert before.people[by].standing is Standing.IN
        muted_until = before.people[by].muted_until
        is_muted = muted_until is not None and muted_until > self.now
        leads = ROLES[by] in LEADERS
        match event:
            case MessageSaid():
                assert not is_muted
                assert leads or before.floor == "open" or (before.share and before.share.who == by)
                assert leads or not before.still or before.still.ends_at <= self.now
                if not leads and before.floor == "open" and before.pace_seconds:
                    assert self.said_before(by) + timedelta(seconds=before.pace_seconds) <= self.now
            case LobbySet(lobby=lobby):
                assert ROLES[by] != "member"
                assert leads or "nobody" not in (lobby, before.lobby)
            case StepBegun(number=number, reader=reader):
                assert leads
                assert not before.shelter
                assert not before.step or before.step.number != number
                assert reader is None or before.people[reader].is_here
            case RoomSheltered():
                self.sheltered = before
            case ShelterEnded():
                self.check_all_is_as_before(apply(before, Logged(before.seq + 1, self.now, event)))
            case CleanTimeOpened() | CleanTimeClosed():
                assert leads
            case QuestionDrawn():
                assert leads
                assert before.chair
                assert before.chair.who == by
                assert before.turns == "basket"
                assert not before.shelter
            case QuestionDone():
                assert leads
                assert before.question
            case PersonStood():
                assert before.clean_time
            case ChairTaken(who=who):
                assert leads
                assert ROLES[who] in LEADERS
            case FloorGiven(to=to):
                had_floor = before.share is not None and before.share.who == by
                assert leads or (had_floor and before.turns in ("pitch", "round"))
                assert before.people[to].is_here or to == by
                assert before.turns != "round" or leads or to not in before.rounded
            case HandRaised():
                assert before.turns not in ("round", "speaker")
            case Reacted():
                assert not is_muted
                assert before.share
                assert before.share.who != by
        if kind_of(event) in ("person.muted", "person.unmuted", "person.removed"):
            whom = to_plain(event)["who"]
            assert leads
            assert ROLES[whom] not in LEADERS or (by == "fern" and whom == "cora")

    def check_all_is_as_before(self, after: RoomState) -> None:
        """Nothing is lost by a shelter, but for those who were asked to listen or to leave meanwhile, or went."""
        was, gone = self.sheltered, set()
        for one in self.log[was.seq + 1 :]:
            match one.event:
                case PersonMuted(who=who) | PersonRemoved(who=who) | PersonLeft(by=str(who), lapsed=False):
                    gone.add(who)
        assert (after.is_locked, after.floor, after.shelter) == (was.is_locked, was.floor, None)
        assert after.queue == tuple(hand for hand in was.queue if hand.who not in gone)
        shared = was.share.who if was.share and was.share.who not in gone else None
        assert (after.share.who if after.share else None) == shared

    def said_before(self, who: str) -> datetime:
        """When someone last said something since the pace was set."""
        for one in reversed(self.log):
            if isinstance(one.event, PaceSet):
                break
            if isinstance(one.event, MessageSaid) and one.event.by == who:
                return one.at
        return NOW - timedelta(days=1)

    @rule()
    def somebody_stands_in(self) -> None:
        """Of those here who may lead the highest takes over, then who is longest here, and nothing else changes."""
        before = self.state
        if not before.is_open:
            return
        events = decide(before, wishes.StandIn(), None, self.now)
        self.append(events)
        could = [who for who, person in before.people.items() if person.is_here and ROLES[who] in LEADERS]
        chair = before.chair
        is_due = chair is not None and chair.missed_until is not None and chair.missed_until <= self.now
        assert bool(events) == bool(is_due and could)
        if events:
            assert self.state.chair
            assert self.state.chair.who == ("fern" if "fern" in could else "cora")
            assert (self.state.share, self.state.queue) == (before.share, before.queue)

    @rule(seconds=st.integers(1, 3600))
    def time_passes(self, seconds: int) -> None:
        """Mutes and shares run out."""
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: len(self.log) > 40)
    @rule(by=st.sampled_from(["fern", None]))
    def the_room_closes(self, by: str | None) -> None:
        """At the end nothing is left open."""
        if not self.state.is_open or (by and self.state.people[by].standing is not Standing.IN):
            return
        self.append(decide(self.state, wishes.Close(), by, self.now))
        assert isinstance(self.log[-1].event, RoomClosed)
        assert self.state.share is None
        assert not self.state.queue
        assert not any(person.is_here for person in self.state.people.values())

    @invariant()
    def at_most_one_has_the_floor(self) -> None:
        share = self.state.share
        if share:
            assert self.state.floor == "chaired"
            assert self.state.people[share.who].standing is Standing.IN
            assert not self.state.asks(share.who)
            assert share.ends_at >= share.since

    @invariant()
    def only_a_lost_line_keeps_the_floor_of_who_is_not_here(self) -> None:
        share = self.state.share
        if share and not self.state.people[share.who].is_here:
            gone = [one.event for one in self.log if isinstance(one.event, PersonLeft) and one.event.by == share.who]
            assert gone[-1].lapsed

    @invariant()
    def hands_are_up_once_and_only_while_sharing_in_turn(self) -> None:
        queue = [hand.who for hand in self.state.queue]
        assert len(queue) == len(set(queue))
        assert not queue or self.state.floor == "chaired"
        assert all(self.state.people[who].standing is Standing.IN for who in queue)
        assert [hand.at for hand in self.state.queue] == sorted(h.at for h in self.state.queue)

    @invariant()
    def who_has_shared_is_who_was_called(self) -> None:
        shared: list[str] = []
        reader = None
        for one in self.log:
            match one.event:
                case StepBegun():
                    reader = one.event.reader
                case FloorGiven(to=who) if who not in (reader, *shared):
                    # Whoever was called for a reading has not shared by it.
                    shared.append(who)
        assert list(self.state.shared) == shared

    @invariant()
    def in_a_round_each_is_called_once_and_nobody_asks(self) -> None:
        assert len(self.state.rounded) == len(set(self.state.rounded))
        assert not self.state.rounded or self.state.turns == "round"

    @invariant()
    def each_lets_the_one_who_shares_feel_one_thing(self) -> None:
        felt = [one.who for one in self.state.share.felt] if self.state.share else []
        assert len(felt) == len(set(felt))

    @invariant()
    def who_leads_may_lead(self) -> None:
        chair = self.state.chair
        if chair:
            assert ROLES[chair.who] in LEADERS
            assert self.state.people[chair.who].standing is Standing.IN
            assert self.state.people[chair.who].is_here == (chair.missed_until is None)
            assert chair.stands_in_for != chair.who

    @invariant()
    def everybody_stands_once_and_for_themselves(self) -> None:
        stood = [one.who for one in self.state.clean_time.stood] if self.state.clean_time else []
        assert len(stood) == len(set(stood))
        assert all(self.state.people[who].standing is Standing.IN for who in stood)

    @invariant()
    def a_question_is_spoken_about_only_with_a_basket(self) -> None:
        assert self.state.question is None or (self.state.is_open and self.state.turns == "basket")

    @invariant()
    def the_step_is_the_one_that_was_begun_last(self) -> None:
        begun = [one for one in self.log if isinstance(one.event, StepBegun)]
        step = self.state.step
        assert (step is None) == (not begun)
        if step:
            assert (step.number, step.since) == (to_plain(begun[-1].event)["number"], begun[-1].at)
            assert self.state.chair or any(isinstance(one.event, ChairTaken) for one in self.log)

    @invariant()
    def whoever_was_removed_is_not_here(self) -> None:
        for person in self.state.people.values():
            assert person.standing is Standing.IN or not person.is_here

    @invariant()
    def the_log_read_anew_is_the_state(self) -> None:
        read = [Logged(one.seq, one.at, from_plain(kind_of(one.event), _through_json(one.event))) for one in self.log]
        assert read == self.log
        assert fold(RoomState(), read) == self.state
        assert [one.seq for one in read] == list(range(1, self.state.seq + 1))

    @invariant()
    def whoever_hears_all_that_is_told_to_them_knows_what_they_may_and_no_more(self) -> None:
        for who, view in self.views.items():
            assert view == roster.view_of(self.state, who)
            self.check_nobody_is_named_whom_they_do_not_see(encode(view), who)

    def teardown(self) -> None:
        """Whoever reads it all later knows the same as whoever heard it."""
        for who in READERS:
            view = RoomState()
            for logged in self.log:
                view = heard(view, roster.as_read_by(who, logged, self.state))
            assert view == self.views[who]

    @invariant()
    def members_see_who_serves_and_whom_their_own_act_has_shown(self) -> None:
        acted = {one.event.by for one in self.log if roster.whom_it_concerns(one.event) is None}
        called = {one.event.to for one in self.log if isinstance(one.event, FloorGiven)}
        read = {one.event.reader for one in self.log if isinstance(one.event, StepBegun)}
        lowered = {one.event.who for one in self.log if isinstance(one.event, HandLowered | FloorReturned)}
        serve = {who for who, person in self.state.people.items() if person.role != "member"}
        assert set(self.state.shown) <= acted | called | read | lowered | serve | self.authors()
        assert (acted | called | read | serve) - {None} <= set(self.state.shown)

    def authors(self) -> set[str | None]:
        """Whose messages were removed; None: whose questions."""
        return {one.event.author for one in self.log if isinstance(one.event, MessageRemoved)}

    @invariant()
    def names_and_roles_are_those_that_came(self) -> None:
        came = {one.event.by for one in self.log if isinstance(one.event, PersonCame)}
        assert came == set(self.state.people)

    @invariant()
    def the_state_can_be_sent(self) -> None:
        assert json.loads(encode(self.state))["seq"] == self.state.seq


def heard(view: RoomState, told: Logged) -> RoomState:
    """The room as a page knows it after one more event that was told to it."""
    if isinstance(told, roster.Told):
        view = replace(view, people=MappingProxyType({**view.people, **told.shows}), unseen=told.unseen)
    return apply(view, told)


def _through_json(event: Event) -> dict[str, object]:
    fields: dict[str, object] = json.loads(json.dumps(to_plain(event)))
    return fields


TestRoom = RoomMachine.TestCase
TestRoom.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)
