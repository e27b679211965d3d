"""Two who act at the same moment, each over a connection of their own: the database decides, and promises hold."""

from collections.abc import Callable

import pytest
from flask import Flask

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.groups import actions, queries, rules
from support_groups.groups.models import Door, Group, Membership, Role
from tests.cast import Person, person
from tests.services.at_once import at_once

ROUNDS = 5


def _steps_down(member_id: int) -> Callable[[], object]:
    return lambda: actions.lay_down(db.session.get_one(Membership, member_id))


def _leaves(member_id: int) -> Callable[[], object]:
    return lambda: actions.leave(db.session.get_one(Membership, member_id))


@pytest.mark.parametrize("go", [_steps_down, _leaves])
def test_two_facilitators_cannot_both_go(
    app: Flask, fern: Person, milo: Person, nell: Person, quiet_group: Group, go: Callable[[int], Callable[[], object]]
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.FACILITATOR, milo)
    refusals = at_once(app, go(fern.membership().id), go(milo.membership().id))
    assert [type(refused) for refused in refusals if refused] == [rules.LastFacilitator]
    assert len(queries.facilitators_of(quiet_group.id)) == 1


def test_a_name_goes_to_one_of_two_who_want_it(app: Flask, quiet_group: Group) -> None:
    group_id = quiet_group.id
    for number in range(ROUNDS):
        ids = [person(f"Twin {number} {which}").account_id for which in ("left", "right")]

        def joins(account_id: int, name: str = f"Snow {number}") -> Callable[[], object]:
            return lambda: actions.join(
                db.session.get_one(Account, account_id), db.session.get_one(Group, group_id), name
            )

        refusals = at_once(app, *(joins(account_id) for account_id in ids))
        assert [type(refused) for refused in refusals if refused] == [rules.NameIsTaken]


def test_the_last_use_of_an_invitation_goes_to_one_of_two(app: Flask, fern: Person, nell: Person, iris: Person) -> None:
    group_id = fern.founds(door=Door.BY_INVITATION).id
    token = fern.invites()

    def joins(account_id: int, name: str) -> Callable[[], object]:
        return lambda: actions.join(
            db.session.get_one(Account, account_id), db.session.get_one(Group, group_id), name, token
        )

    refusals = at_once(app, joins(nell.account_id, "Nell"), joins(iris.account_id, "Iris"))
    assert [type(refused) for refused in refusals if refused] == [rules.InvitationIsOver]
    assert len(queries.members_of(group_id)) == 2


def test_one_person_in_two_tabs_joins_once(app: Flask, iris: Person, quiet_group: Group) -> None:
    account_id, group_id = iris.account_id, quiet_group.id

    def joins(name: str) -> Callable[[], object]:
        return lambda: actions.join(db.session.get_one(Account, account_id), db.session.get_one(Group, group_id), name)

    assert at_once(app, joins("Snow"), joins("Rain")) == [None, None]
    assert len([member for member in queries.members_of(group_id) if member.account_id == account_id]) == 1


def test_two_home_groups_at_once_become_one(app: Flask, milo: Person, quiet_group: Group, other_group: Group) -> None:
    milo.joins(other_group)
    ids = [milo.membership(group).id for group in (quiet_group, other_group)]
    for _ in range(ROUNDS):
        refusals = at_once(
            app, *(lambda one=one: actions.make_home(db.session.get_one(Membership, one)) for one in ids)
        )
        assert refusals == [None, None]
        assert sum(member.is_home for member in queries.memberships_of(milo.account)) == 1


def test_a_ban_and_joining_at_once_end_in_a_ban(app: Flask, fern: Person, milo: Person, quiet_group: Group) -> None:
    group_id, account_id = quiet_group.id, milo.account_id
    by, member = fern.membership().id, milo.membership().id
    milo.leaves(keep_name=True)
    at_once(
        app,
        lambda: actions.ban(db.session.get_one(Membership, by), db.session.get_one(Membership, member), "Because"),
        lambda: actions.join(db.session.get_one(Account, account_id), db.session.get_one(Group, group_id), "Snow"),
    )
    assert not milo.is_in(quiet_group)
