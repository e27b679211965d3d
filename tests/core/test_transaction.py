"""Keep first, then tell."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.core import transaction as core
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.transaction import after, after_any, after_row, announce, on, transaction


@dataclass(frozen=True)
class KettleBoiled:
    """Something has happened."""

    words: str = "tea"


@dataclass(frozen=True)
class LampLit:
    """Something else has happened."""


@pytest.fixture(autouse=True)
def nobody_else_hears() -> Iterator[None]:
    """Forget who listens in these tests."""
    yield
    core._keepers.pop(KettleBoiled, None)
    core._tellers.pop(KettleBoiled, None)
    core._tellers_of_rows.pop(KettleBoiled, None)
    core._tellers.pop(LampLit, None)


def account(name: str) -> Account:
    """A row to keep."""
    return Account(name=name, name_key=name, public_key=b"", created_on=now().date())


def names() -> list[str]:
    """Whoever is kept."""
    return sorted(db.session.scalars(select(Account.name)))


def keep(name: str) -> None:
    """Keep a row and announce it."""
    with transaction() as session:
        session.add(account(name))
        session.flush()
        announce(KettleBoiled(name))


def keep_and_fail(name: str) -> None:
    """Keep a row and announce it, and then break."""
    with transaction():
        keep(name)
        raise ZeroDivisionError


def test_a_transaction_keeps_all_or_nothing_the_inner_with_the_outer(app: Flask) -> None:
    keep("fern")
    with pytest.raises(ZeroDivisionError):
        keep_and_fail("milo")
    assert names() == ["fern"]


def test_keepers_keep_inside_and_tellers_tell_after_the_commit(app: Flask) -> None:
    order: list[str] = []

    @on(KettleBoiled)
    def note(event: KettleBoiled) -> None:
        order.append("kept")
        db.session.add(account(event.words))

    @after(KettleBoiled)
    def tell(event: KettleBoiled) -> None:
        order.append(f"told {names()}")

    with transaction():
        announce(KettleBoiled())
        order.append("done")
    assert order == ["kept", "done", "told ['tea']"]


def test_nothing_is_told_of_what_was_not_kept(app: Flask) -> None:
    told: list[object] = []
    stop = after_any(told.append)
    after(KettleBoiled)(told.append)
    with pytest.raises(ZeroDivisionError):
        keep_and_fail("fern")
    stop()
    assert told == []


def test_a_savepoint_that_is_released_tells_nothing_yet(app: Flask) -> None:
    told: list[object] = []
    after(KettleBoiled)(told.append)
    with transaction() as session:
        with session.begin_nested():
            session.add(account("fern"))
            announce(KettleBoiled())
        assert told == []
    assert told == [KettleBoiled()]


def test_a_keeper_that_fails_undoes_everything(app: Flask) -> None:
    @on(KettleBoiled)
    def fail(_: KettleBoiled) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        keep("fern")
    assert names() == []


def test_a_teller_that_fails_stops_nobody_and_its_words_reach_no_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[object] = []

    @after(KettleBoiled)
    def fail(event: KettleBoiled) -> None:
        raise ValueError(event.words)

    after(KettleBoiled)(told.append)
    with transaction() as session:
        session.add(account("fern"))
        announce(KettleBoiled("something private"))
    assert told == [KettleBoiled("something private")]
    assert names() == ["fern"]
    assert "KettleBoiled" in caplog.text
    assert "ValueError" in caplog.text
    assert "private" not in caplog.text


def test_a_teller_can_keep_something_of_its_own(app: Flask) -> None:
    @after(KettleBoiled)
    def tell(event: KettleBoiled) -> None:
        with transaction() as session:
            session.add(account(event.words))

    with transaction():
        announce(KettleBoiled())
    assert names() == ["tea"]


def test_events_are_told_in_the_order_they_were_announced(app: Flask) -> None:
    told: list[object] = []
    stop = after_any(told.append)
    with transaction():
        announce(KettleBoiled("one"))
        with transaction():
            announce(KettleBoiled("two"))
        announce(KettleBoiled("three"))
    stop()
    assert told == [KettleBoiled("one"), KettleBoiled("two"), KettleBoiled("three")]


def test_what_was_announced_in_a_row_is_told_at_once_and_before_the_rest(app: Flask) -> None:
    told: list[object] = []
    after(KettleBoiled)(told.append)
    after_row(KettleBoiled)(lambda row: told.append(len(row)))
    after(LampLit)(told.append)
    with transaction():
        announce(KettleBoiled("one"), KettleBoiled("two"))
        announce(LampLit())
        announce(KettleBoiled("three"))
    assert told == [2, KettleBoiled("one"), KettleBoiled("two"), LampLit(), 1, KettleBoiled("three")]


def test_nothing_can_be_announced_outside(app: Flask) -> None:
    with pytest.raises(RuntimeError):
        announce(KettleBoiled())


def test_changes_made_outside_are_dropped_and_rows_are_read_anew(app: Flask) -> None:
    with transaction() as session:
        session.add(account("fern"))
    fern = db.session.scalars(select(Account)).one()
    fern.zone = "Europe/Berlin"
    with transaction():
        assert fern.zone == "UTC"
    assert fern.zone == "UTC"


def test_what_many_count_up_at_once_is_counted_in_full(app: Flask) -> None:
    with transaction() as session:
        session.add(account("0"))
    number = db.session.scalars(select(Account.id)).one()
    db.session.rollback()

    def add_one(_: int) -> None:
        with app.app_context(), transaction() as session:
            row = session.get_one(Account, number, with_for_update=True)
            row.name = str(int(row.name) + 1)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add_one, range(20)))
    assert names() == ["20"]
