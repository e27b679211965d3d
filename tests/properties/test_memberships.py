"""Memberships under any order of joining, asking, letting in, leaving, banning, lifting and giving positions."""

from contextlib import suppress
from datetime import date
from itertools import groupby

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.core.database import db, new_public_id
from support_groups.core.errors import DomainError
from support_groups.groups import actions, rules
from support_groups.groups.models import Door, Group, Membership, Role, Standing
from support_groups.groups.rules import GroupValues

pytestmark = pytest.mark.timeout(600)
"""A busy machine has taken three minutes for it."""

PEOPLE = st.integers(0, 4)
GROUPS = st.integers(0, 2)
NAMES = st.sampled_from(
    ["Fern", "fern", "F e r n", "Fеrn", "Milo", "Mi1o", "MILO", "Nell", "Sol", "Ray", "Iris", "Snow"]
)


class Memberships(RuleBasedStateMachine):
    """Five people in three groups; every refusal is allowed, every broken promise is not."""

    @initialize(doors=st.tuples(*[st.sampled_from(Door)] * 3))
    def begin(self, doors: tuple[Door, ...]) -> None:
        self.people = [_account().id for _ in range(5)]
        db.session.commit()
        self.groups: list[int] = []
        for founder, door in enumerate(doors):
            values = GroupValues(name="A group", purpose="Talking", language="en", zone="UTC", door=door)
            self.groups.append(actions.create_group(self._person(founder), values, f"Heron {founder}").id)
        self.banned: set[tuple[int, int]] = set()

    def _person(self, number: int) -> Account:
        return db.session.get_one(Account, self.people[number])

    def _membership(self, person: int, group: int) -> Membership | None:
        mine = select(Membership).where(
            Membership.account_id == self.people[person], Membership.group_id == self.groups[group]
        )
        return db.session.scalar(mine)

    @rule(person=PEOPLE, group=GROUPS, name=NAMES)
    def join(self, person: int, group: int, name: str) -> None:
        with suppress(DomainError):
            actions.join(self._person(person), db.session.get_one(Group, self.groups[group]), name)

    @rule(by=PEOPLE, person=PEOPLE, group=GROUPS, name=NAMES)
    def come_by_invitation(self, by: int, person: int, group: int, name: str) -> None:
        if servant := self._membership(by, group):
            with suppress(DomainError):
                token = actions.invite(servant, 1, 1)
                actions.join(self._person(person), db.session.get_one(Group, self.groups[group]), name, token)

    @rule(by=PEOPLE, person=PEOPLE, group=GROUPS, act=st.sampled_from([actions.admit, actions.decline]))
    def answer(self, by: int, person: int, group: int, act: object) -> None:
        servant, asking = self._membership(by, group), self._membership(person, group)
        if servant and asking:
            with suppress(DomainError):
                (actions.admit if act is actions.admit else actions.decline)(servant, asking)

    @rule(by=PEOPLE, person=PEOPLE, group=GROUPS, role=st.sampled_from(Role))
    def give_role(self, by: int, person: int, group: int, role: Role) -> None:
        servant, member = self._membership(by, group), self._membership(person, group)
        if servant and member:
            with suppress(DomainError):
                actions.give_role(servant, member, role)

    @rule(person=PEOPLE, group=GROUPS, keep=st.booleans())
    def leave(self, person: int, group: int, keep: bool) -> None:
        if member := self._membership(person, group):
            with suppress(DomainError):
                actions.leave(member, keep_name=keep)

    @rule(person=PEOPLE)
    def leave_everywhere(self, person: int) -> None:
        with suppress(DomainError):
            actions.leave_everywhere(self.people[person])

    @rule(person=PEOPLE, group=GROUPS, name=NAMES)
    def rename(self, person: int, group: int, name: str) -> None:
        if member := self._membership(person, group):
            with suppress(DomainError):
                actions.rename(member, name)

    @rule(person=PEOPLE, group=GROUPS)
    def make_home(self, person: int, group: int) -> None:
        if member := self._membership(person, group):
            with suppress(DomainError):
                actions.make_home(member)

    @rule(by=PEOPLE, person=PEOPLE, group=GROUPS)
    def ban(self, by: int, person: int, group: int) -> None:
        servant, member = self._membership(by, group), self._membership(person, group)
        if servant and member:
            with suppress(DomainError):
                actions.ban(servant, member, "Because")
                self.banned.add((self.people[person], self.groups[group]))

    @rule(by=PEOPLE, person=PEOPLE, group=GROUPS)
    def lift(self, by: int, person: int, group: int) -> None:
        servant, member = self._membership(by, group), self._membership(person, group)
        if servant and member:
            with suppress(DomainError):
                actions.lift_ban(servant, member, "Because")
                self.banned.discard((self.people[person], self.groups[group]))

    @invariant()
    def whoever_is_in_a_group_finds_a_facilitator_there(self) -> None:
        for group_id, members in groupby(self._all(Standing.ACTIVE), key=lambda member: member.group_id):
            assert any(member.role is Role.FACILITATOR for member in members), group_id

    @invariant()
    def no_two_names_look_alike_in_a_group(self) -> None:
        known = [member for member in self._all() if member.name]
        assert all(member.name_key == rules.name_key(member.name) for member in known)
        assert len({(member.group_id, member.name_key) for member in known}) == len(known)

    @invariant()
    def who_was_banned_is_not_in_the_group(self) -> None:
        active = {(member.account_id, member.group_id) for member in self._all(Standing.ACTIVE)}
        assert not active & self.banned

    @invariant()
    def everybody_has_one_home_group_at_most_and_is_in_it(self) -> None:
        homes = [member for member in self._all() if member.is_home]
        assert all(member.standing is Standing.ACTIVE for member in homes)
        assert len({member.account_id for member in homes}) == len(homes)

    @invariant()
    def a_position_is_held_by_members_only(self) -> None:
        assert all(member.standing is Standing.ACTIVE for member in self._all() if member.role is not Role.MEMBER)

    @invariant()
    def a_group_without_members_has_ended(self) -> None:
        alive = {member.group_id for member in self._all(Standing.ACTIVE)}
        open_ones = select(Group.id).where(Group.id.in_(getattr(self, "groups", [])), Group.closed_at.is_(None))
        assert set(db.session.scalars(open_ones)) == alive

    def _all(self, *standings: Standing) -> list[Membership]:
        db.session.rollback()
        found = select(Membership).where(Membership.group_id.in_(getattr(self, "groups", [])))
        if standings:
            found = found.where(Membership.standing.in_(standings))
        return list(db.session.scalars(found.order_by(Membership.group_id)))


def _account() -> Account:
    account = Account(name="x", name_key=new_public_id(), public_key=b"", created_on=date(2026, 11, 16))
    account.may_found_groups = True
    db.session.add(account)
    db.session.flush()
    return account


def test_memberships_keep_their_promises_in_any_order(app: Flask, database: str) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    steps = settings(
        max_examples=40 if database == "sqlite" else 15,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=slow,
    )
    run_state_machine_as_test(Memberships, settings=steps)
