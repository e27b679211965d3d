"""What is kept is declared, told to people, and let go of in time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, inspect, select

from support_groups import FEATURES
from support_groups.accounts import actions as accounts
from support_groups.core.clock import now
from support_groups.core.database import Base, db
from support_groups.core.retention import Kept, Span, declared
from support_groups.core.transaction import transaction
from support_groups.groups import actions as groups
from support_groups.groups.queries import positions_of
from support_groups.moderation.actions import look_at_report
from support_groups.moderation.queries import reports_for
from support_groups.moderation.rules import Lists
from support_groups.rooms.actions import close_room, come_in, draw_question, put_question, see_basket
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.clock import Clock
from tests.services.keys import sign_in
from tests.services.rounds import do_chores

LONGEST = timedelta(days=400)


def of_tables() -> list[Kept]:
    """What is declared of tables."""
    return [one for kept in declared().values() for one in kept if isinstance(one, Kept)]


def ending() -> list[tuple[Kept, Span]]:
    """What ends by itself."""
    return [(one, one.until) for one in of_tables() if isinstance(one.until, Span)]


@pytest.fixture
def evening(app: Flask, clock: Clock, fern: Person, milo: Person, nell: Person, sol: Person, ray: Person) -> None:
    """An evening with something in every table."""
    group = fern.founds()
    for person in (milo, nell):
        person.joins(group)
    fern.invites(group)
    groups.add_usual_positions(fern.membership(group))
    groups.offer_service(milo.membership(group), positions_of(group.id)[0].public_id)
    accounts.make_work_harder(now() + timedelta(hours=2))
    fern.guards(group, lists=Lists(words="a word"), holds_listed=True)
    meeting = fern.schedules(group)
    room = fern.opens(fern.membership(group))
    fern.cancels(meeting, date(2026, 11, 27))
    fern.writes_run_sheet(meeting)
    milo.takes_on(meeting, date(2026, 12, 4), "reading1")
    for person in (fern, milo):
        person.comes(room, person.membership(group))
        accounts.start_sign_in(person.account, "Firefox on Linux")
    accounts.use_tickets([bytes(16)])
    said = milo.says(room, "A sentence for this evening.")
    fern.reports(room, said.events[-1].seq)
    [report] = reports_for(fern.membership(group))
    look_at_report(fern.membership(group), report.public_id)
    fern.wishes(room, wishes.SetLobby("all"))
    come_in(room, nell.membership(group))
    milo.says(room, "I want to die.")
    assert milo.says(room, "This has a word that waits.").is_held
    fern.wishes(room, wishes.SetTurns("basket"))
    put_question(milo.account_id, room.public_id, "q1", "How does one begin?", as_it_is=False)
    fern.wishes(room, wishes.TakeChair())
    [asked] = see_basket(fern.account_id, room.public_id)["waiting"]
    draw_question(fern.account_id, room.public_id, asked["question"])
    fern.mutes(nell, group)
    nell.asks_review(nell.reads_record_about_self(group)[0])
    close_room(room.id)
    sol.sponsors(ray)
    sol.blocks(milo)
    milo.looks_for()
    nell.asks(sol)
    sol.says_no_to(nell)
    accounts.invite_founder()
    with transaction():
        milo.account.zone = "Europe/Berlin"
    accounts.keep_item(milo.account, "plan", "A" * 2_770, 0)


def columns() -> Iterator[tuple[str, str]]:
    """Every column of the database, as the database itself tells it."""
    found = inspect(db.engine)
    for table in found.get_table_names():
        if table != "alembic_version":
            yield from ((table, column["name"]) for column in found.get_columns(table))


def test_every_column_is_declared_once_and_nothing_is_declared_that_is_not_there(app: Flask) -> None:
    told = [(one.table.name, column) for one in of_tables() for column in one.columns]
    assert sorted(told) == sorted(columns())


def test_an_evening_leaves_something_in_every_table(evening: None) -> None:
    empty = [table.name for table in Base.metadata.sorted_tables if not dump(table)]
    assert empty == []


def dump(table: Table) -> list[dict[str, Any]]:
    """All rows of a table."""
    db.session.rollback()
    return [dict(row._mapping) for row in db.session.execute(select(table))]


def overdue(at: datetime) -> list[str]:
    """The tables in which something stands that should have gone before a moment."""
    found = []
    for kept, span in ending():
        rows = {row["id"]: row for row in dump(span.owner)}
        moment = span.since.key
        belongs = next((column.name for column in kept.table.columns if column.references(span.owner.c.id)), "id")
        for row in dump(kept.table):
            since = rows[row[belongs]][moment]
            if since is not None and as_day(since) + span.lasts < at.date():
                found.append(kept.table.name)
    return sorted(set(found))


def as_day(since: datetime | date) -> date:
    """The day of a moment."""
    return since.astimezone(UTC).date() if isinstance(since, datetime) else since


def test_nothing_is_kept_longer_than_is_declared(evening: None, clock: Clock) -> None:
    waits = sorted({span.lasts for _, span in ending()})
    for wait in [*waits, timedelta(days=8), LONGEST]:
        clock.at(datetime(2026, 11, 20, 12, tzinfo=UTC) + wait + timedelta(days=2))
        do_chores()
        assert overdue(clock.now) == []
    # All that ends by itself has ended, but for the conversation of two, which they let go of themselves.
    gone = {kept.table.name for kept, _ in ending()} - {"rooms", "participants", "room_log", "knocks"}
    assert {name for name in gone if dump(Base.metadata.tables[name])} == set()
    assert {row["kind"].value for row in dump(Base.metadata.tables["rooms"])} == {"conversation"}


def test_nothing_goes_before_its_time(evening: None, clock: Clock) -> None:
    before = {kept.table.name: len(dump(kept.table)) for kept, span in ending() if span.lasts}
    clock.forward(days=min(span.lasts for _, span in ending() if span.lasts).days - 1)
    do_chores()
    assert {kept.table.name: len(dump(kept.table)) for kept, span in ending() if span.lasts} == before


def test_without_its_chore_what_is_over_stays_and_is_seen(evening: None, clock: Clock) -> None:
    clock.forward(days=LONGEST.days)
    assert set(overdue(clock.now)) == {kept.table.name for kept, _ in ending()}


def test_the_page_tells_all_of_it_to_everybody(client: FlaskClient) -> None:
    page = client.get("/privacy")
    assert page.status_code == 200
    words = page.get_data(as_text=True)
    for kept in declared().values():
        for one in kept:
            for said in (one.what, one.why, one.until_words):
                assert said in words.replace("&#39;", "'")
    assert 'href="/privacy"' in client.get("/").text
    assert client.get("/join").text.count('href="/privacy"') == 2


def test_every_feature_that_has_tables_says_what_it_keeps(app: Flask) -> None:
    having = {table.__module__.split(".")[1] for table in (mapper.class_ for mapper in Base.registry.mappers)}
    assert having <= set(declared())
    assert set(declared()) <= {*FEATURES, "core"}


def test_an_account_says_the_week_it_came_and_a_device_the_day(evening: None, clock: Clock) -> None:
    for account in dump(Base.metadata.tables["accounts"]):
        assert account["created_on"] == date(2026, 11, 16)
        assert not any(isinstance(value, datetime) for value in account.values())
    for device in dump(Base.metadata.tables["sign_ins"]):
        assert {device["created_on"], device["seen_on"]} == {date(2026, 11, 20)}
        assert not any(isinstance(value, datetime) for value in device.values())


def test_no_address_and_no_name_of_a_browser_is_in_any_table(app: Flask) -> None:
    browser = app.test_client()
    told = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/131.7"}
    suggested = {"name": "Quiet Heron at dawn", "keep": "yes"}
    browser.post("/join", data=suggested, environ_overrides=told)
    sign_in(browser, "nobody", environ_overrides=told)
    everything = repr([dump(table) for table in Base.metadata.sorted_tables])
    assert not any(part in everything for part in ("203.0.113", "131.7", "Gecko"))
