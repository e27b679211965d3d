"""Seal the words in groups, meetings, sponsorship, conversations, notices and the record"""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import seal, unseal
from support_groups.migrations.sealed import mark_words, open_words, rows_of, seal_words

revision = "0007"
down_revision = "0006"

# Table, what says whose a row is, its key, and each sealed column with its length before (None: any) and whether it
# may be empty.
SEALED: tuple[tuple[str, tuple[str, ...], str, dict[str, tuple[int | None, bool]]], ...] = (
    ("groups", ("public_id",), "id", {"name": (60, False), "purpose": (None, False), "ground_rules": (None, False)}),
    (
        "memberships",
        ("group_id", "account_id"),
        "id",
        {"name": (30, False), "name_key": (120, False), "standing_reason": (300, True), "request_words": (300, True)},
    ),
    ("meetings", ("public_id", "group_id"), "id", {"name": (60, False)}),
    ("occurrences", ("public_id", "meeting_id"), "id", {"cancel_note": (300, True)}),
    (
        "sponsor_offers",
        ("public_id", "account_id"),
        "id",
        {
            "name": (30, False),
            "name_key": (120, False),
            "words": (None, False),
            "languages": (60, False),
            "zone": (64, False),
            "hours": (200, False),
        },
    ),
    ("sponsor_searches", ("account_id",), "account_id", {"languages": (60, False), "hours": (200, False)}),
    (
        "sponsor_asks",
        ("public_id", "sponsor_id", "asker_id"),
        "id",
        {"sponsor_name": (30, False), "asker_name": (30, False), "note": (None, False)},
    ),
    (
        "sponsorships",
        ("public_id", "sponsor_id", "sponsee_id"),
        "id",
        {"sponsor_name": (30, False), "sponsee_name": (30, False)},
    ),
    ("blocks", ("blocker_id", "blocked_id"), "id", {"name": (30, False)}),
    ("conversation_sides", ("conversation_id", "account_id"), "id", {"other_name": (30, False)}),
    ("recorded_people", ("record_id", "membership_id"), "id", {"name": (30, False), "reason": (300, False)}),
    ("reviews", ("record_id", "membership_id"), "id", {"words": (None, False), "answer": (None, True)}),
)
PEOPLE = sa.table("recorded_people", *(sa.column(name) for name in ("id", "record_id", "membership_id", "salt")))
SALT = "Without it nobody can try names against the seal."
CHANGED = (
    "NEW.id <> OLD.id OR NEW.record_id <> OLD.record_id OR NEW.side <> OLD.side "
    "OR NEW.membership_id <> OLD.membership_id OR substr(NEW.name, 1, 11) = substr(OLD.name, 1, 11) "
    "OR substr(NEW.reason, 1, 11) = substr(OLD.reason, 1, 11) OR substr(NEW.salt, 1, 11) = substr(OLD.salt, 1, 11)"
)


def upgrade() -> None:
    _leave_unguarded()
    _mark("memberships", ("group_id",))
    _mark("sponsor_offers", ())
    for table, owner, key, columns in SEALED:
        _retype(table, columns, sealed=True)
        seal_words(table, list(columns), owner, key)
    _seal_salts()
    _guard(f"WHEN ({CHANGED})")
    _seal_notices()


def downgrade() -> None:
    _open_notices()
    _leave_unguarded()
    _open_salts()
    for table, owner, key, columns in reversed(SEALED):
        open_words(table, list(columns), owner, key)
        _retype(table, columns, sealed=False)
    with op.batch_alter_table("sponsor_offers") as offers:
        offers.drop_constraint("uq_sponsor_offers_name_mark", type_="unique")
        offers.drop_column("name_mark")
        offers.create_unique_constraint("uq_sponsor_offers_name_key", ["name_key"])
    op.drop_index("uq_memberships_name_in_group", "memberships")
    with op.batch_alter_table("memberships") as members:
        members.drop_column("name_mark")
    op.create_index("uq_memberships_name_in_group", "memberships", ["group_id", "name_key"], unique=True)
    _guard("")


def _retype(table: str, columns: Mapping[str, tuple[int | None, bool]], *, sealed: bool) -> None:
    bounded = [(name, length, may_be_empty) for name, (length, may_be_empty) in columns.items() if length]
    if not bounded:
        return
    with op.batch_alter_table(table) as altered:
        for name, length, may_be_empty in bounded:
            kind = sa.Text() if sealed else sa.String(length)
            altered.alter_column(name, type_=kind, existing_nullable=may_be_empty)


def _mark(table: str, within: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as altered:
        altered.add_column(sa.Column("name_mark", sa.String(length=35), nullable=True))
    mark_words(table, "name_mark", "name_key", within)
    if table == "memberships":
        op.drop_index("uq_memberships_name_in_group", "memberships")
    with op.batch_alter_table(table) as altered:
        altered.alter_column("name_mark", existing_type=sa.String(length=35), nullable=False)
        if table == "sponsor_offers":
            altered.drop_constraint("uq_sponsor_offers_name_key", type_="unique")
            altered.create_unique_constraint("uq_sponsor_offers_name_mark", ["name_mark"])
    if table == "memberships":
        op.create_index("uq_memberships_name_in_group", "memberships", ["group_id", "name_mark"], unique=True)


def _leave_unguarded() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER recorded_people_are_not_changed")
        # It asks for the group, and a table that is made anew is not there for a moment.
        op.execute("DROP TRIGGER records_are_kept")
    else:
        op.execute("DROP TRIGGER recorded_people_are_not_changed ON recorded_people")


def _guard(when: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        does = "BEGIN SELECT RAISE(ABORT, 'the record is only appended to'); END"
        has_group = "WHEN EXISTS (SELECT 1 FROM groups WHERE id = OLD.group_id)"
        op.execute(f"CREATE TRIGGER records_are_kept BEFORE DELETE ON records {has_group} {does}")
        op.execute(f"CREATE TRIGGER recorded_people_are_not_changed BEFORE UPDATE ON recorded_people {when} {does}")
    else:
        does = f"FOR EACH ROW {when} EXECUTE FUNCTION refuse_change_of_record()"
        op.execute(f"CREATE TRIGGER recorded_people_are_not_changed BEFORE UPDATE ON recorded_people {does}")


def _seal_salts() -> None:
    salts = [(row, row["salt"]) for rows in rows_of(PEOPLE) for row in rows]
    _exchange_salts(
        sa.Column("salt", sa.Text(), nullable=True, comment=SALT),
        {row["id"]: seal("recorded_people.salt", _owner(row), salt) for row, salt in salts},
    )


def _open_salts() -> None:
    salts = [(row, row["salt"]) for rows in rows_of(PEOPLE) for row in rows]
    _exchange_salts(
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        {row["id"]: unseal("recorded_people.salt", _owner(row), salt) for row, salt in salts},
    )


def _exchange_salts(column: sa.Column[str] | sa.Column[bytes], salts: dict[int, str] | dict[int, bytes]) -> None:
    with op.batch_alter_table("recorded_people") as people:
        people.drop_column("salt")
        people.add_column(column)
    for which, salt in salts.items():
        op.get_bind().execute(sa.update(PEOPLE).where(PEOPLE.c.id == which).values(salt=salt))
    with op.batch_alter_table("recorded_people") as people:
        people.alter_column("salt", existing_type=column.type, existing_comment=column.comment, nullable=False)


def _owner(row: sa.RowMapping) -> str:
    return f"{row['record_id']}|{row['membership_id']}"


def _seal_notices() -> None:
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("data", type_=sa.Text(), existing_nullable=False, postgresql_using="data::text")
    seal_words("notices", ["data"], ["public_id", "account_id"])


def _open_notices() -> None:
    open_words("notices", ["data"], ["public_id", "account_id"])
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("data", type_=sa.JSON(), existing_nullable=False, postgresql_using="data::json")
