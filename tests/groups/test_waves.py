"""A wave of strangers: seen by counting, it shuts the door for a while, and a facilitator opens it again."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support_groups.accounts import work
from support_groups.accounts.models import Account
from support_groups.core.chores import chores
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed
from support_groups.groups import actions, rules
from support_groups.groups.models import WAVE_PER_HOUR, WAVE_PER_MINUTE, Door, Group, JoinCount, Membership, Role
from support_groups.groups.rules import step_of
from support_groups.groups.rules.waves import MINUTE, STEP_SECONDS
from support_groups.notifications.models import Kind, Notice
from support_groups.rooms import queries as rooms
from support_groups.rooms.models import Participant, Room
from support_groups.rooms.rules import refusals, wishes
from tests.cast import Person, person
from tests.services.at_once import at_once
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_join_is_counted_by_ten_seconds_and_each_span_by_its_own() -> None:
    at = NOW.replace(second=47, microsecond=9)
    assert step_of(at) == NOW.replace(second=40)
    assert step_of(NOW) == NOW
    edge = NOW - MINUTE - timedelta(seconds=STEP_SECONDS)
    assert not rules.is_wave({edge: 9}, NOW, per_minute=3, per_hour=100)
    assert rules.is_wave({edge + timedelta(seconds=10): 9}, NOW, per_minute=3, per_hour=100)


def is_wave(joins: dict[int, int]) -> bool:
    """Whether it is a wave now, by how many came so many seconds ago."""
    steps = {step_of(NOW - timedelta(seconds=ago)): count for ago, count in joins.items()}
    return rules.is_wave(steps, NOW, per_minute=WAVE_PER_MINUTE, per_hour=WAVE_PER_HOUR)


@pytest.mark.parametrize(
    ("joins", "wave"),
    [
        ({}, False),
        ({0: 15}, False),
        ({0: 16}, True),
        ({0: 8, 30: 8}, True),
        ({60: 16}, True),
        ({80: 16}, False),
        ({minute * 60: 1 for minute in range(50)}, False),
        ({minute * 60: 1 for minute in range(51)}, True),
        ({3620: 51}, False),
    ],
)
def test_more_than_fifteen_in_a_minute_or_fifty_in_an_hour_are_a_wave(joins: dict[int, int], wave: bool) -> None:
    assert is_wave(joins) is wave


def test_whatever_a_door_says_only_the_invited_come_in_while_it_is_shut() -> None:
    for door in Door:
        assert rules.door_at(door, None, NOW) is door
        assert rules.door_at(door, NOW, NOW) is door
        assert rules.door_at(door, NOW + timedelta(seconds=1), NOW) is Door.BY_INVITATION


def crowd(group: Group, count: int, name: str = "Stranger") -> list[Person]:
    """So many strangers who join."""
    came = [person(f"{name} {chr(ord('a') + number)}") for number in range(count)]
    for one in came:
        one.joins(group)
    return came


@pytest.fixture
def group(fern: Person, clock: Clock) -> Group:
    """A group for which four at once are a wave."""
    return fern.founds(wave_per_minute=4)


@pytest.fixture
def shut(group: Group) -> Group:
    """The same, after a wave."""
    crowd(group, 5)
    db.session.refresh(group)
    return group


def test_a_wave_shuts_the_door_until_it_is_quiet_for_a_quarter_of_an_hour(
    group: Group, nell: Person, clock: Clock
) -> None:
    crowd(group, 4)
    db.session.refresh(group)
    assert group.shut_until is None
    crowd(group, 1, "Another")
    with pytest.raises(rules.DoorIsShut):
        nell.joins(group)
    clock.forward(minutes=15)
    nell.joins(group)
    assert nell.is_in(group)


def test_who_comes_at_once_over_several_connections_is_counted(app: Flask, group: Group) -> None:
    came = [person(f"Wave {chr(ord('a') + number)}") for number in range(8)]
    group_id, ids = group.id, [one.account_id for one in came]

    def joins(account_id: int, name: str) -> None:
        actions.join(db.session.get_one(Account, account_id), db.session.get_one(Group, group_id), name)

    refusals = at_once(app, *(partial(joins, one, f"Wave {chr(ord('a') + number)}") for number, one in enumerate(ids)))
    assert [refused is None for refused in refusals].count(True) == 5


def test_friends_who_come_over_a_whole_evening_are_no_wave(group: Group, clock: Clock) -> None:
    for number in range(8):
        crowd(group, 1, f"Friend {chr(ord('a') + number)}")
        clock.forward(minutes=2)
    db.session.refresh(group)
    assert group.shut_until is None


def test_whoever_comes_and_goes_is_counted_once(group: Group, milo: Person) -> None:
    for _ in range(8):
        milo.joins(group)
        milo.leaves(group)
    db.session.refresh(group)
    assert group.shut_until is None


def test_whoever_holds_an_invitation_or_was_there_before_is_not_hindered(
    group: Group, fern: Person, milo: Person, nell: Person, ray: Person
) -> None:
    milo.joins(group)
    milo.leaves(group)
    old = fern.invites(group)
    crowd(group, 4)
    with pytest.raises(rules.DoorIsShut):
        ray.joins(group)
    nell.joins(group, with_link=old)
    milo.joins(group)
    assert nell.is_in(group)
    assert milo.is_in(group)


def test_those_who_knock_keep_it_shut_only_when_they_are_a_wave_themselves(
    shut: Group, nell: Person, clock: Clock
) -> None:
    def knocks(count: int) -> None:
        for _ in range(count):
            actions.count_knock(shut)

    clock.forward(minutes=14)
    knocks(4)
    clock.forward(minutes=1)
    chores()["open the doors that a wave has shut"]()
    nell.joins(shut)
    crowd(shut, 4, "Later")
    clock.forward(minutes=14)
    knocks(5)
    clock.forward(minutes=14)
    db.session.refresh(shut)
    assert rules.is_shut(shut.shut_until, now())
    clock.forward(minutes=1)
    db.session.refresh(shut)
    assert not rules.is_shut(shut.shut_until, now())


def test_one_who_knocks_all_day_is_counted_once(
    group: Group, nell: Person, browser_of: BrowserOf, clock: Clock
) -> None:
    crowd(group, 5)
    browser = browser_of(nell)
    for _ in range(8):
        assert browser.post(f"/groups/{group.public_id}/join", data={"name": "Snow"}).status_code == 302
    db.session.rollback()
    assert [one.joins for one in db.session.scalars(select(JoinCount))] == [1]


def test_a_wave_of_one_group_leaves_the_doors_of_others_alone(shut: Group, iris: Person, nell: Person) -> None:
    other = iris.founds("Elsewhere")
    nell.joins(other)
    assert nell.is_in(other)


def test_a_facilitator_opens_the_door_again_and_nobody_else(
    shut: Group, fern: Person, nell: Person, clock: Clock
) -> None:
    one = db.session.scalars(select(Membership).where(Membership.role == Role.MEMBER)).first()
    assert one is not None
    with pytest.raises(NotAllowed):
        actions.open_door_again(one)
    for _ in range(2):
        actions.open_door_again(fern.membership(shut))
    nell.joins(shut)
    assert nell.is_in(shut)


def test_those_who_lead_are_told_once_until_they_have_looked(shut: Group, fern: Person, clock: Clock) -> None:
    actions.open_door_again(fern.membership(shut))
    crowd(shut, 5, "Once more")
    notices = db.session.scalars(select(Notice).where(Notice.kind == Kind.DOOR_SHUT)).all()
    assert [one.account_id for one in notices] == [fern.account_id]


def test_newcomers_wait_at_the_door_of_a_meeting_that_runs(group: Group, fern: Person, milo: Person) -> None:
    milo.joins(group)
    room, guarded = fern.opens(fern.membership(group)), fern.opens(fern.membership(group))
    for one in (room, guarded):
        fern.comes(one, fern.membership(group))
    fern.wishes(guarded, wishes.SetLobby("all"))
    came = crowd(group, 4)
    assert fern.sees(room).lobby == "new"
    assert fern.sees(guarded).lobby == "all"
    with pytest.raises(refusals.MustWait):
        came[0].comes(room, came[0].membership(group))
    told = rooms.door_for(fern.account_id, room.public_id)
    assert told.shut_until is not None
    assert db.session.scalar(select(Participant).where(Participant.account_id == came[0].account_id)) is None


def lobbies(fern: Person, *rooms_open: Room) -> list[str]:
    """Who waits at the doors of rooms."""
    db.session.rollback()
    return [fern.sees(room).lobby for room in rooms_open]


@pytest.mark.parametrize("by_hand", [True, False])
def test_when_it_is_over_every_door_is_exactly_as_it_was(
    group: Group, fern: Person, clock: Clock, by_hand: bool
) -> None:
    mine = fern.membership(group)
    usual, chosen, changed = (fern.opens(mine) for _ in range(3))
    for one in (usual, chosen, changed):
        fern.comes(one, mine)
    fern.wishes(chosen, wishes.SetLobby("new"))
    crowd(group, 5)
    fern.wishes(changed, wishes.SetLobby("new"))
    if by_hand:
        actions.open_door_again(mine)
    else:
        clock.forward(minutes=14)
        chores()["open the doors that a wave has shut"]()
        assert lobbies(fern, usual, chosen, changed) == ["new", "new", "new"]
        clock.forward(minutes=1)
        chores()["open the doors that a wave has shut"]()
    assert lobbies(fern, usual, chosen, changed) == ["nobody", "new", "new"]


def test_new_accounts_cost_more_work_until_it_is_over(group: Group, clock: Clock) -> None:
    usual = work.bits_of(work.challenge())
    crowd(group, 5)
    assert work.bits_of(work.challenge()) == usual + 2
    clock.forward(minutes=15)
    assert work.bits_of(work.challenge()) == usual


def test_counts_go_after_an_hour_and_name_nobody(group: Group, clock: Clock) -> None:
    crowd(group, 2)
    assert [one.joins for one in db.session.scalars(select(JoinCount))] == [2]
    clock.forward(hours=1, seconds=1)
    chores()["let invitations go"]()
    assert db.session.scalars(select(JoinCount)).all() == []


def test_the_page_tells_strangers_kindly_and_offers_the_facilitator_to_open(
    shut: Group, fern: Person, nell: Person, client: FlaskClient, browser_of: BrowserOf
) -> None:
    address = f"/groups/{shut.public_id}"
    assert "A great many people came at once" in client.get(address).text
    assert browser_of(nell).post(f"{address}/join", data={"name": "Snow"}).headers["Location"] == address
    ferns = browser_of(fern)
    assert "Open the door again" in ferns.get(address).text
    ferns.post(f"{address}/open-door")
    assert "Open the door again" not in ferns.get(address).text
