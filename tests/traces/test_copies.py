"""Whoever asks gets a copy of all that is theirs, and of nothing that is anybody else's."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table

from support_groups.accounts import actions as accounts
from support_groups.accounts.actions import keep_item
from support_groups.core.database import Base, db
from support_groups.core.retention import NOT_SHOWN, Kept, declared
from tests.cast import Person

MINE = (
    "Milo at home",
    "Kestrel Morning",
    "I told them about the winter",
    "I have looked for somebody like you",
    "I carry a small lamp",
    "clean-time",
    "Firefox on Linux",
    "A group by the river",
    "I never meant it",
)
OTHERS = (
    "Fern at home",
    "Sol at home",
    "It was good to hear you",
    "Thank you for trusting me",
    "Would you walk with me",
)


@pytest.fixture
def milo_in_browser(app: Flask, fern: Person, milo: Person, sol: Person, nell: Person) -> FlaskClient:
    """Milo, who has done a bit of everything among others."""
    group = fern.founds("A group by the river")
    milo.joins(group, as_name="Kestrel Morning")
    room = fern.opens(fern.membership(group))
    for person in (fern, milo):
        person.comes(room, person.membership(group))
    milo.says(room, "I told them about the winter")
    fern.says(room, "It was good to hear you")
    fern.mutes(milo, group)
    milo.asks_review(milo.reads_record_about_self(group)[0], "I never meant it")
    sol.sponsors(milo, note="I have looked for somebody like you")
    talk = sol.side_with(milo).conversation.room
    for person, words in ((milo, "only you may know"), (sol, "Thank you for trusting me")):
        person.enters(talk)
        person.writes(talk, words)
    milo.offers(name="Tin Whistle", words="I carry a small lamp")
    nell.asks(milo)
    keep_item(milo.account, "clean-time", "A" * 2_770, 0)
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = accounts.start_sign_in(milo.account, "Firefox on Linux")
    return browser


def test_the_copy_holds_all_that_is_ones_own_and_nothing_of_others(milo_in_browser: FlaskClient) -> None:
    answer = milo_in_browser.post("/account/copy")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="copy.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["copy.txt", "copy.json"]
        for name in archive.namelist():
            words = archive.read(name).decode()
            assert [mine for mine in MINE if mine not in words] == []
            assert [others for others in OTHERS if others in words] == []


def test_the_copy_for_reading_says_yes_and_no_and_leaves_out_what_is_for_programs(
    milo_in_browser: FlaskClient,
) -> None:
    answer = milo_in_browser.post("/account/copy")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        text = archive.read("copy.txt").decode()
    assert "is home: no" in text
    assert re.search(r"\d at \d\d:\d\d UTC", text)
    for cold in ("false", "False", "name mark", "rev:", "+00:00"):
        assert cold not in text


def test_the_copy_for_the_browser_leaves_room_for_what_only_it_can_open(milo_in_browser: FlaskClient) -> None:
    answer = milo_in_browser.post("/account/copy", data={"alone": "yes"})
    assert answer.mimetype == "application/json"
    copy = json.loads(answer.data)
    assert copy["in_your_browser"] == {}
    assert set(copy) == {"version", "yours", "in_your_browser"}


def test_nothing_secret_and_nothing_that_joins_rows_is_in_it(milo_in_browser: FlaskClient) -> None:
    copy = json.loads(milo_in_browser.post("/account/copy", data={"alone": "yes"}).data)
    names = {name for parts in copy["yours"].values() for part in parts for row in part["rows"] for name in row}
    assert [name for name in names if name.endswith(NOT_SHOWN)] == []


def test_the_account_page_has_one_button_for_it_and_asking_again_and_again_waits(milo_in_browser: FlaskClient) -> None:
    assert milo_in_browser.get("/account").text.count('action="/account/copy"') == 1
    answers = [milo_in_browser.post("/account/copy").status_code for _ in range(7)]
    assert answers == [200] * 6 + [429]


def test_nothing_of_a_copy_is_kept(app: Flask, milo_in_browser: FlaskClient) -> None:
    def rows() -> str:
        db.session.rollback()
        return repr([list(db.session.execute(table.select())) for table in Base.metadata.sorted_tables])

    before, folder = rows(), Path(app.config["SETTINGS"].data_dir)
    files = sorted(folder.iterdir())
    milo_in_browser.post("/account/copy")
    assert rows() == before
    assert sorted(folder.iterdir()) == files


def test_every_table_that_belongs_to_somebody_says_whose_its_rows_are(app: Flask) -> None:
    # The room and the agreement of a conversation say it, and nothing else stands in its row. A report's quotes are
    # those of whoever was reported: a copy would tell them before anybody has looked.
    joined = {"conversations", "report_lines"}
    theirs: set[Table] = set()
    for table in Base.metadata.sorted_tables:
        near = {key.column.table.name for key in table.foreign_keys}
        if table.name == "accounts" or near & {"accounts", "memberships", "participants"}:
            theirs.add(table)
    told = {
        kept.table
        for parts in declared().values()
        for kept in parts
        if isinstance(kept, Kept) and kept.of(1) is not None
    }
    assert {table.name for table in theirs - told} <= joined
