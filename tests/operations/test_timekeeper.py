"""Each chore stands alone, is harmless when done twice or by several at once, and says nothing of anyone."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select

from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.meetings.models import Occurrence
from support_groups.operations import timekeeper
from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.clock import Clock


def test_a_round_does_every_chore_in_a_context_of_its_own(app: Flask) -> None:
    done: list[str] = []

    def note() -> None:
        done.append(current_app.name)

    timekeeper.look(app, {"one": note, "two": note})
    assert done == [app.name] * 2


def test_one_that_fails_is_logged_by_its_kind_and_the_rest_are_done(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError("what Milo wrote")

    before = timekeeper.rounds(app).failures
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            timekeeper.look(app, {"count the chairs": fail, "sweep": lambda: done.append("swept")})
    assert done == ["swept"] * 3
    assert timekeeper.rounds(app).failures == before + 3
    assert [record.getMessage() for record in caplog.records] == ["ValueError while about to count the chairs"]
    assert "Milo" not in caplog.text


def test_the_age_of_the_last_round_is_known(app: Flask) -> None:
    timekeeper.look(app, {})
    age = timekeeper.age(app)
    assert age is not None
    assert 0 <= age < 5


def test_every_chore_runs_on_an_empty_installation(app: Flask) -> None:
    before = timekeeper.rounds(app).failures
    timekeeper.look(app)
    assert timekeeper.rounds(app).failures == before


def test_a_due_room_opens_once_however_many_keep_time(
    app: Flask, fern: Person, quiet_group: Group, clock: Clock
) -> None:
    fern.schedules(quiet_group)
    clock.at("2026-11-20 18:50", "Europe/Berlin")
    db.session.rollback()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: timekeeper.look(app), range(3)))
    assert db.session.scalar(select(func.count()).select_from(Room)) == 1
    clock.at("2026-11-20 20:20", "Europe/Berlin")
    db.session.rollback()
    timekeeper.look(app)
    assert db.session.scalars(select(Room.closed_at)).one() is not None
    assert db.session.scalar(select(func.count()).select_from(Occurrence)) == 1
