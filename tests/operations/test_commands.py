"""The commands of those who run an installation."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from support_groups.core import rotation
from support_groups.core.database import db
from support_groups.core.keys import keys
from support_groups.groups.models import Group
from support_groups.operations.cli import catalogue, commands
from tests.cast import Person
from tests.services.installation import apart


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run a command as a process of its own would: its ending and what it printed."""
    result = apart(lambda: app.test_cli_runner().invoke(args=list(arguments)))
    db.session.rollback()
    return result.exit_code, result.output


def test_a_link_for_a_founder_is_printed(app: Flask) -> None:
    code, printed = run(app, "steward", "invite")
    assert code == 0
    assert "http://localhost:8000/found#" in printed


def test_a_steward_is_named_by_any_spelling_of_their_name(app: Flask, fern: Person) -> None:
    assert run(app, "steward", "name", fern.account.name.upper())[0] == 0
    assert fern.account.is_steward
    assert run(app, "steward", "name", fern.account.name, "--no-longer")[0] == 0
    assert not fern.account.is_steward


def test_a_name_that_nobody_has_is_said_so(app: Flask) -> None:
    code, printed = run(app, "steward", "name", "Nobody at all")
    assert code == 1
    assert "no account with that name" in printed


def test_the_record_is_checked(app: Flask, fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.mutes(milo)
    db.session.rollback()
    assert commands.verified() == []
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER records_are_not_changed")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("UPDATE records SET detail = 'forged'")
    [words] = commands.verified()
    assert "first at act 1" in words


def test_the_catalogue_of_events_is_true() -> None:
    assert Path(commands.CATALOGUE).read_text() == catalogue.written(), "run bin/flask operations events"


@pytest.mark.parametrize("event", ["MemberMuted", "MessageSaid", "SponsorAsked", "ActRecorded", "NoticeKept"])
def test_the_catalogue_has_a_sentence_for_each_event(event: str) -> None:
    assert f"- **{event}** — " in catalogue.written()


def test_before_the_first_start_a_command_says_what_to_do(app: Flask) -> None:
    with db.engine.begin() as connection:
        head = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of tomorrow'")
    try:
        code, printed = run(app, "steward", "invite")
    finally:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})
    assert code == 1
    assert "start bin/run once" in printed


def test_the_keys_are_told_by_their_ids_and_never_shown(app: Flask, fern: Person) -> None:
    code, printed = run(app, "keys", "show")
    assert code == 0
    [line] = keys().file.read_text().splitlines()
    key_id, secret = line.split()
    assert re.search(rf"^{key_id}  [1-9]\d* values  seals and opens$", printed, re.MULTILINE)
    assert secret not in printed


def test_keys_are_rotated_by_a_command(app: Flask, fern: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "SETTLED_AFTER_SECONDS", 0.0)
    before, name = keys().current().id, fern.account.name
    code, printed = run(app, "keys", "rotate")
    assert code == 0
    assert f"Let go of {before}" in printed
    keys().look()
    assert before != keys().current().id
    assert fern.account.name == name
