"""What is due is done again and again, each alone, and without the lock of a writer where nothing is due."""

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from support_groups.core.chores import chores, each
from support_groups.core.database import db
from tests.cast import Person


def test_one_that_fails_keeps_no_other_waiting() -> None:
    done: list[int] = []

    def do(number: int) -> None:
        done.append(10 // number)

    with pytest.raises(ExceptionGroup) as failed:
        each([5, 0, 2], do)
    assert done == [2, 5]
    assert [type(one) for one in failed.value.exceptions] == [ZeroDivisionError]


def test_it_says_how_much_was_due() -> None:
    assert each([1, 2], str) == 2
    assert each([], str) == 0


@pytest.mark.parametrize("purpose", ["let forgotten sign-ins lapse", "let asks expire", "forget answered asks"])
def test_where_nothing_is_due_nothing_takes_the_lock_of_a_writer(app: Flask, fern: Person, purpose: str) -> None:
    db.session.rollback()
    begun: list[object] = []

    def begin(connection: Connection) -> None:
        begun.append(connection.get_execution_options().get("writes"))

    event.listen(db.engine, "begin", begin)
    try:
        chores()[purpose]()
    finally:
        event.remove(db.engine, "begin", begin)
    assert True not in begun
