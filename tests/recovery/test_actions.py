"""Clean dates in the database: kept, put right and forgotten by the member alone."""

from datetime import date

import pytest
from sqlalchemy import select

from support_groups.accounts.actions import delete_account
from support_groups.core.database import db
from support_groups.recovery import actions
from support_groups.recovery.models import CleanDate
from support_groups.recovery.queries import clean_dates_of
from support_groups.recovery.rules.clean_time import (
    DateAlreadyKept,
    DateNotReached,
    EarlierDateStands,
    NothingToPutRight,
)
from tests.cast import Person
from tests.services.clock import Clock


def dates_of(person: Person) -> list[date]:
    """The person's clean dates, the one that counts first."""
    return [kept.clean_on for kept in clean_dates_of(person.account)]


@pytest.fixture(autouse=True)
def noise(clock: Clock, iris: Person) -> None:
    """Somebody else's date, so that a missing filter shows."""
    actions.begin(iris.account, date(2020, 1, 1))


def test_a_member_keeps_a_date(milo: Person) -> None:
    actions.begin(milo.account, date(2026, 3, 1))
    assert dates_of(milo) == [date(2026, 3, 1)]


def test_the_same_date_twice_is_one_date(milo: Person) -> None:
    actions.begin(milo.account, date(2026, 3, 1))
    actions.begin(milo.account, date(2026, 3, 1))
    assert dates_of(milo) == [date(2026, 3, 1)]


def test_coming_back_is_a_date_of_its_own(milo: Person) -> None:
    actions.begin(milo.account, date(2026, 3, 1))
    actions.begin(milo.account, date(2026, 11, 20))
    assert dates_of(milo) == [date(2026, 11, 20), date(2026, 3, 1)]


def test_a_new_beginning_cannot_lie_before_the_one_that_counts(milo: Person) -> None:
    actions.begin(milo.account, date(2026, 3, 1))
    for begin in (actions.begin, actions.begin_anew):
        with pytest.raises(DateAlreadyKept):
            begin(milo.account, date(2026, 2, 28))
    assert dates_of(milo) == [date(2026, 3, 1)]


def test_today_is_the_day_in_the_members_own_zone(milo: Person, clock: Clock) -> None:
    clock.at("2026-11-20 23:30", "UTC")
    actions.begin(milo.account, date(2026, 11, 21))
    with pytest.raises(DateNotReached):
        actions.begin(milo.account, date(2026, 11, 22))
    assert dates_of(milo) == [date(2026, 11, 21)]


def test_beginning_anew_forgets_what_was_before(milo: Person) -> None:
    actions.begin(milo.account, date(2025, 1, 1))
    actions.begin(milo.account, date(2026, 3, 1))
    actions.begin_anew(milo.account, date(2026, 11, 20))
    assert dates_of(milo) == [date(2026, 11, 20)]


def test_a_date_is_put_right(milo: Person) -> None:
    actions.begin(milo.account, date(2025, 1, 1))
    actions.begin(milo.account, date(2026, 3, 1))
    actions.put_right(milo.account, date(2026, 2, 1))
    assert dates_of(milo) == [date(2026, 2, 1), date(2025, 1, 1)]


def test_a_date_put_right_stays_after_the_beginnings_before_it(milo: Person) -> None:
    actions.begin(milo.account, date(2025, 1, 1))
    actions.begin(milo.account, date(2026, 3, 1))
    with pytest.raises(EarlierDateStands):
        actions.put_right(milo.account, date(2025, 1, 1))
    assert dates_of(milo) == [date(2026, 3, 1), date(2025, 1, 1)]


def test_without_a_date_there_is_nothing_to_put_right(milo: Person) -> None:
    with pytest.raises(NothingToPutRight):
        actions.put_right(milo.account, date(2025, 1, 1))


def test_only_the_earlier_dates_are_forgotten(milo: Person) -> None:
    actions.begin(milo.account, date(2025, 1, 1))
    actions.begin(milo.account, date(2026, 3, 1))
    actions.forget_earlier(milo.account)
    assert dates_of(milo) == [date(2026, 3, 1)]


def test_all_dates_are_forgotten_and_nobody_elses(milo: Person, iris: Person) -> None:
    actions.begin(milo.account, date(2025, 1, 1))
    actions.begin(milo.account, date(2026, 3, 1))
    actions.forget_all(milo.account)
    assert dates_of(milo) == []
    assert dates_of(iris) == [date(2020, 1, 1)]


def test_dates_go_with_the_account(milo: Person, iris: Person) -> None:
    actions.begin(milo.account, date(2026, 3, 1))
    delete_account(milo.account)
    assert [kept.account_id for kept in db.session.scalars(select(CleanDate))] == [iris.account_id]
