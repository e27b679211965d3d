"""Positions of a group: open to all members, given to the willing, and over when the term is."""

from datetime import date

import pytest

from support_groups.core.chores import chores
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed
from support_groups.groups import actions, queries, rules
from support_groups.groups.models import Group, Position, Role, Willing
from support_groups.groups.rules import Service
from support_groups.notifications.models import Kind, Notice
from support_groups.notifications.rules import told
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock

TEA = Service("Tea", "30 days clean", 3)


@pytest.fixture
def tea(clock: Clock, fern: Person, quiet_group: Group) -> str:
    """A position of the group in which Fern facilitates and Milo is a member."""
    clock.at("2026-11-30 12:00", "UTC")
    actions.add_position(fern.membership(quiet_group), TEA)
    return position().public_id


def position() -> Position:
    """The only position there is."""
    db.session.rollback()
    return db.session.query(Position).populate_existing().one()


def notices(person: Person) -> list[Kind]:
    """What somebody was told."""
    db.session.rollback()
    return [notice.kind for notice in db.session.query(Notice).filter_by(account_id=person.account_id)]


def has_it(tea: str, fern: Person, milo: Person, group: Group) -> None:
    """Milo is willing, and is given it."""
    actions.offer_service(milo.membership(group), tea)
    actions.give_position(fern.membership(group), tea, milo.membership(group))


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_a_term_is_counted_by_the_calendar(begins: date, months: int, ends: date) -> None:
    assert rules.last_day(begins, months) == ends


def test_a_position_is_given_only_to_whoever_is_willing(
    tea: str, fern: Person, milo: Person, quiet_group: Group
) -> None:
    by, milos = fern.membership(quiet_group), milo.membership(quiet_group)
    with pytest.raises(rules.NobodyIsWilling):
        actions.give_position(by, tea, milos)
    for _ in range(2):
        actions.offer_service(milos, tea)
    assert db.session.query(Willing).count() == 1
    assert Kind.SERVICE_OFFERED in notices(fern)
    actions.withdraw_service(milos, tea)
    with pytest.raises(rules.NobodyIsWilling):
        actions.give_position(by, tea, milos)
    has_it(tea, fern, milo, quiet_group)
    assert position().ends_on == date(2027, 2, 28)
    assert db.session.query(Willing).count() == 0
    assert Kind.POSITION_GIVEN in notices(milo)


def test_one_person_at_a_time_has_a_position(
    tea: str, fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    has_it(tea, fern, milo, quiet_group)
    actions.offer_service(nell.membership(quiet_group), tea)
    with pytest.raises(rules.PositionIsTaken):
        actions.give_position(fern.membership(quiet_group), tea, nell.membership(quiet_group))


def test_a_term_ends_by_itself_after_its_last_day_and_both_sides_are_told(
    tea: str, fern: Person, milo: Person, quiet_group: Group, clock: Clock
) -> None:
    has_it(tea, fern, milo, quiet_group)
    clock.at("2027-02-28 23:00", "UTC")
    chores()["end the terms of positions that are over"]()
    assert position().holder_id is not None
    clock.at("2027-03-01 01:00", "UTC")
    for _ in range(2):
        chores()["end the terms of positions that are over"]()
    assert position().holder_id is None
    assert notices(milo).count(Kind.TERM_ENDED) == 1
    assert notices(fern).count(Kind.POSITION_OPEN) == 1


def test_whoever_has_it_lays_it_down_and_no_other_member_ends_their_term(
    tea: str, fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    has_it(tea, fern, milo, quiet_group)
    with pytest.raises(NotAllowed):
        actions.end_term(nell.membership(quiet_group), tea)
    actions.end_term(milo.membership(quiet_group), tea)
    assert position().holder_id is None


def test_nobody_keeps_a_position_in_a_group_they_have_left(
    tea: str, fern: Person, milo: Person, quiet_group: Group
) -> None:
    has_it(tea, fern, milo, quiet_group)
    milo.leaves(quiet_group)
    assert (position().holder_id, position().ends_on) == (None, None)
    milo.joins(quiet_group)
    assert position().holder_id is None


def test_a_position_gives_no_power_unless_the_group_has_said_so(
    tea: str, fern: Person, milo: Person, quiet_group: Group
) -> None:
    has_it(tea, fern, milo, quiet_group)
    assert milo.membership(quiet_group).role is Role.MEMBER


def test_the_powers_of_a_position_end_with_its_term(
    clock: Clock, fern: Person, milo: Person, quiet_group: Group
) -> None:
    clock.at("2026-11-30 12:00", "UTC")
    actions.add_position(fern.membership(quiet_group), Service("Welcome", "", 1, Role.GREETER))
    has_it(position().public_id, fern, milo, quiet_group)
    assert milo.membership(quiet_group).role is Role.GREETER
    clock.at("2026-12-31 12:00", "UTC")
    chores()["end the terms of positions that are over"]()
    db.session.rollback()
    assert milo.membership(quiet_group).role is Role.MEMBER


@pytest.mark.parametrize("by_themselves", [True, False])
def test_whoever_has_the_role_of_a_position_no_more_has_no_such_position(
    tea: str, fern: Person, milo: Person, quiet_group: Group, *, by_themselves: bool
) -> None:
    actions.add_position(fern.membership(quiet_group), Service("Welcome", "", 1, Role.GREETER))
    welcome = next(one.public_id for one in queries.positions_of(quiet_group.id) if one.name == "Welcome")
    for public_id in (tea, welcome):
        has_it(public_id, fern, milo, quiet_group)
    if by_themselves:
        actions.lay_down(milo.membership(quiet_group))
    else:
        fern.gives(Role.MEMBER, milo, quiet_group)
    db.session.rollback()
    found = {one.name: one for one in queries.positions_of(quiet_group.id)}
    assert (found["Welcome"].holder_id, found["Welcome"].ends_on) == (None, None)
    assert found["Tea"].holder_id == milo.membership(quiet_group).id
    assert Kind.POSITION_OPEN in notices(fern)


def test_whoever_is_given_more_keeps_their_position(tea: str, fern: Person, milo: Person, quiet_group: Group) -> None:
    actions.add_position(fern.membership(quiet_group), Service("Welcome", "", 1, Role.GREETER))
    welcome = next(one.public_id for one in queries.positions_of(quiet_group.id) if one.name == "Welcome")
    has_it(welcome, fern, milo, quiet_group)
    fern.gives(Role.CO_FACILITATOR, milo, quiet_group)
    assert queries.position_in(quiet_group.id, welcome).holder_id == milo.membership(quiet_group).id


def test_whoever_may_do_more_already_keeps_it_during_and_after_a_term() -> None:
    assert rules.role_with(Role.FACILITATOR, Role.GREETER) is Role.FACILITATOR
    assert rules.role_after(Role.FACILITATOR, Role.GREETER) is Role.FACILITATOR
    assert rules.role_after(Role.MEMBER, Role.CO_FACILITATOR) is Role.MEMBER


def test_no_position_makes_a_facilitator(fern: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    sent = {"position": "All", "months": "3", "role": "facilitator"}
    address = f"/groups/{quiet_group.public_id}/positions/new"
    assert browser_of(fern).post(address, data=sent).status_code == 422


def test_a_group_begins_with_the_usual_ones_once(fern: Person, quiet_group: Group) -> None:
    for _ in range(2):
        actions.add_usual_positions(fern.membership(quiet_group))
    found = [one.name for one in queries.positions_of(quiet_group.id)]
    assert sorted(found) == sorted(service.name for service in rules.USUAL)


def test_members_see_what_is_open_and_only_those_who_give_it_see_who_is_willing(
    tea: str, fern: Person, milo: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    nell.joins(quiet_group)
    address = f"/groups/{quiet_group.public_id}"
    milos = browser_of(milo)
    assert "I am willing" in milos.get(f"{address}/positions").text
    assert milos.post(f"{address}/positions/{tea}/willing").status_code == 302
    assert "Not after all" in milos.get(f"{address}/positions").text
    assert "Milo" not in browser_of(nell).get(f"{address}/positions").text
    ferns = browser_of(fern)
    assert "Give Tea to Milo" in ferns.get(f"{address}/positions").text
    assert "1 willing" in ferns.get(f"{address}/serving").text
    assert "1 open" in browser_of(nell).get(address).text


def test_a_facilitator_adds_a_position_and_a_member_does_not(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    address = f"/groups/{quiet_group.public_id}/positions/new"
    sent = {"position": "Tea and chairs", "months": "3"}
    assert browser_of(milo).post(address, data=sent).status_code == 403
    assert "What it is called" in browser_of(fern).get(address).text
    assert browser_of(fern).post(address, data=sent).status_code == 302
    assert position().name == "Tea and chairs"
    assert browser_of(fern).post(address, data={"position": "Tea", "months": "5"}).status_code == 422


def test_what_another_position_allows_stays_when_one_ends(
    clock: Clock, fern: Person, milo: Person, quiet_group: Group
) -> None:
    for service in (Service("Door", "", 3, Role.GREETER), Service("Host", "", 3, Role.CO_FACILITATOR)):
        actions.add_position(fern.membership(quiet_group), service)
    actions.add_position(fern.membership(quiet_group), Service("Window", "", 3, Role.GREETER))
    found = {one.name: one.public_id for one in queries.positions_of(quiet_group.id)}
    for one in found.values():
        has_it(one, fern, milo, quiet_group)
    for ended, left in (("Host", Role.GREETER), ("Door", Role.GREETER), ("Window", Role.MEMBER)):
        actions.end_term(milo.membership(quiet_group), found[ended])
        db.session.rollback()
        assert milo.membership(quiet_group).role is left


def test_a_position_that_the_group_has_no_more_is_not_said_to_be_open(
    tea: str, fern: Person, milo: Person, quiet_group: Group
) -> None:
    has_it(tea, fern, milo, quiet_group)
    actions.remove_position(fern.membership(quiet_group), tea)
    assert Kind.POSITION_OPEN not in notices(fern)
    [ended] = db.session.query(Notice).filter_by(account_id=milo.account_id, kind=Kind.TERM_ENDED)
    assert "no such position" in told(ended.kind, ended.data).words
