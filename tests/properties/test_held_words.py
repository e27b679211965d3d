"""Words that wait, in any order of writing, answering, taking back, muting, sheltering, leaving and closing."""

from contextlib import suppress
from typing import ClassVar

import orjson
import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from support_groups.core.copies import as_json
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.retention import copy_of
from support_groups.groups.models import Group, Role
from support_groups.moderation.rules import Holds
from support_groups.rooms import actions, queries
from support_groups.rooms.models import HeldMessage, HeldState, LogEntry, Room
from support_groups.rooms.rules import wishes
from tests.cast import Person, person

pytestmark = pytest.mark.timeout(600)
"""A busy machine has taken three minutes for it."""

NEW = st.sampled_from(["Nell", "Ray"])
ANYBODY = st.sampled_from(["Fern", "Cora", "Sol", "Nell", "Ray"])
WORDS = st.integers(0, 5)


class Waiting(RuleBasedStateMachine):
    """Fern facilitates, Cora helps her; Sol, Nell and Ray are new."""

    cast: ClassVar[dict[str, Person]]

    @initialize(holds=st.sampled_from([Holds.FIRST, Holds.NEWCOMERS]))
    def begin(self, holds: Holds) -> None:
        fern = self.cast["Fern"]
        group = fern.founds()
        fern.guards(group, holds=holds, per_minute=30)
        for one in self.cast.values():
            if one is not fern:
                one.joins(group)
        fern.gives(Role.CO_FACILITATOR, self.cast["Cora"], group)
        self.room_id = self._open(group)
        self.asked: set[str] = set()

    def _open(self, group: Group) -> int:
        room = self.cast["Fern"].opens(self.cast["Fern"].membership(group))
        for one in self.cast.values():
            one.comes(room, one.membership(group))
        return room.id

    @property
    def room(self) -> Room:
        db.session.rollback()
        return db.session.get_one(Room, self.room_id)

    @rule(who=NEW, number=WORDS)
    def write(self, who: str, number: int) -> None:
        with suppress(DomainError):
            answer = self.cast[who].says(self.room, f"{who} writes {number}", f"{who}-{number}")
            if answer.is_held:
                self.asked.add(f"{who} writes {number}")

    @rule(by=ANYBODY, place=st.integers(0, 5), act=st.sampled_from(["through", "out", "back"]))
    def answer(self, by: str, place: int, act: str) -> None:
        held = self._held()
        if not held:
            return
        one = held[place % len(held)]
        before, author = one.state, one.participant.account_id
        asked = (self.cast[by].account_id, self.room.public_id, one.public_id)
        try:
            if act == "through":
                actions.let_through(*asked)
            elif act == "out":
                actions.leave_out(*asked, "Not now.")
            else:
                actions.take_back(*asked)
        except DomainError:
            return
        if act == "back":
            assert author == self.cast[by].account_id
        else:
            assert by in ("Fern", "Cora")
            assert before is HeldState.WAITING

    @rule(who=NEW, end=st.booleans())
    def mute(self, who: str, end: bool) -> None:
        with suppress(DomainError):
            fern = self.cast["Fern"]
            wish = wishes.Unmute(self._id(who)) if end else wishes.Mute(self._id(who), 5)
            fern.wishes(self.room, wish, reason="For calm.")

    @rule(end=st.booleans())
    def shelter(self, end: bool) -> None:
        with suppress(DomainError):
            self.cast["Fern"].wishes(self.room, wishes.EndShelter() if end else wishes.Shelter())

    @rule(who=NEW)
    def remove(self, who: str) -> None:
        with suppress(DomainError):
            self.cast["Fern"].wishes(self.room, wishes.RemovePerson(self._id(who)), reason="For calm.")

    @rule(chance=st.integers(0, 9))
    def close(self, chance: int) -> None:
        if chance == 0:
            with suppress(DomainError):
                self.cast["Fern"].wishes(self.room, wishes.Close())

    def _id(self, who: str) -> str:
        return self.cast[who].in_room(self.room)

    def _held(self) -> list[HeldMessage]:
        db.session.rollback()
        mine = select(HeldMessage).where(HeldMessage.room_id == getattr(self, "room_id", 0))
        return list(db.session.scalars(mine.order_by(HeldMessage.id)))

    @invariant()
    def each_is_said_at_most_once_and_only_by_its_author(self) -> None:
        said = select(LogEntry).where(LogEntry.room_id == getattr(self, "room_id", 0), LogEntry.kind == "message.said")
        entries = list(db.session.scalars(said))
        assert len({entry.client_id for entry in entries}) == len(entries)
        assert all((entry.body or "").split(" writes ") == str(entry.client_id).split("-") for entry in entries)

    @invariant()
    def what_is_kept_of_it_follows_from_its_state(self) -> None:
        for held in self._held():
            assert (held.body is not None) == (held.state in (HeldState.WAITING, HeldState.NOT_NOW))
            in_log = select(LogEntry).where(LogEntry.room_id == held.room_id, LogEntry.author_id == held.participant_id)
            stands = [one for one in db.session.scalars(in_log) if one.client_id == held.client_id]
            assert bool(stands) == (held.state is HeldState.LET_THROUGH)

    @invariant()
    def nothing_waits_of_whoever_is_gone_or_where_all_is_over(self) -> None:
        for held in self._held():
            if held.state is HeldState.WAITING:
                state = queries.state_of(held.room)
                assert state.is_open
                assert state.people[held.participant.public_id].standing.value == "in"

    @invariant()
    def nobody_but_its_author_and_those_who_moderate_is_shown_it(self) -> None:
        secret = {f'"{held.body}"' for held in self._held() if held.body}
        if not secret:
            return
        for name, one in self.cast.items():
            with suppress(DomainError):
                told = orjson.dumps(one.enters(self.room)).decode()
                told += as_json(copy_of(one.account_id)).decode()
                shown = {words for words in secret if words in told}
                if name in ("Fern", "Cora"):
                    continue
                assert all(words.startswith(f'"{name} ') for words in shown), name


def test_words_that_wait_keep_their_promises_in_any_order(app: Flask, database: str) -> None:
    class OfCast(Waiting):
        cast: ClassVar[dict[str, Person]] = {name: person(name) for name in ("Fern", "Cora", "Sol", "Nell", "Ray")}

    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    steps = settings(
        max_examples=12 if database == "sqlite" else 5,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=slow,
    )
    run_state_machine_as_test(OfCast, settings=steps)
