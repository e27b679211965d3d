"""What the tables keep, they keep alike on both databases."""

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import delete, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from support_groups.accounts import actions
from support_groups.accounts.models import Account, FounderInvitation, SignIn
from support_groups.core.clock import now
from support_groups.core.database import PUBLIC_ID_CHARS, UtcDateTime, db, new_public_id
from support_groups.core.transaction import transaction
from tests.services.keys import open_account


def invitation(expires_at: datetime) -> FounderInvitation:
    """Keep a row with a moment, and read it anew."""
    with transaction() as session:
        row = FounderInvitation(token_hash=expires_at.isoformat().encode(), expires_at=expires_at)
        session.add(row)
    db.session.expire_all()
    return row


def test_a_moment_comes_back_as_it_was_and_in_utc(app: Flask) -> None:
    told = datetime(2026, 11, 20, 19, 30, 15, 123456, timezone(timedelta(hours=5, minutes=30)))
    kept = invitation(told).expires_at
    assert kept == told
    assert kept.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(now().replace(tzinfo=None), sqlite.dialect())


def test_moments_are_compared_as_moments(app: Flask) -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    invitation(noon)
    for shift, found in ((-1, False), (1, True)):
        later = (noon + timedelta(microseconds=shift)).astimezone(timezone(timedelta(hours=-8)))
        assert bool(db.session.query(FounderInvitation).filter(FounderInvitation.expires_at < later).count()) is found


def test_public_ids_are_128_random_bits() -> None:
    ids = {new_public_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(public_id) for public_id in ids} == {PUBLIC_ID_CHARS}


def test_a_row_that_belongs_to_nothing_cannot_be_kept(app: Flask) -> None:
    today = date(2026, 11, 20)
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(SignIn(account_id=4711, token_hash=b"x", device="x", created_on=today, seen_on=today))


def test_what_belongs_to_a_row_goes_with_it(app: Flask) -> None:
    account = open_account("Milo")
    actions.start_sign_in(account, "Firefox")
    with transaction() as session:
        session.execute(delete(Account))
    assert db.session.query(SignIn).count() == 0


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("secure_delete", 1)]
)
def test_sqlite_keeps_what_it_has_acknowledged(app: Flask, pragma: str, value: object) -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_what_is_deleted_leaves_no_bytes_in_the_file_of_sqlite(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    account = open_account("Unmistakable Zanzibar")
    actions.delete_account(account)
    db.session.rollback()
    file = str(db.engine.url.database)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with open(file, "rb") as kept:
        assert b"Zanzibar" not in kept.read()
