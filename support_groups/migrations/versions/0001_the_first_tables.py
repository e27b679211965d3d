"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The record is only appended to: the database itself refuses anything else.
GUARDS = {
    "sqlite": (
        (
            "CREATE TRIGGER records_are_not_changed BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'the "
            "record is only appended to'); END"
        ),
        (
            "CREATE TRIGGER recorded_people_are_not_changed BEFORE UPDATE ON recorded_people BEGIN SELECT "
            "RAISE(ABORT, 'the record is only appended to'); END"
        ),
        (
            "CREATE TRIGGER records_are_kept BEFORE DELETE ON records WHEN EXISTS (SELECT 1 FROM groups "
            "WHERE id = OLD.group_id) BEGIN SELECT RAISE(ABORT, 'the record is only appended to'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF TG_OP = 'DELETE' THEN IF NOT EXISTS (SELECT 1 FROM groups WHERE id = OLD.group_id) "
            "THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'the record is only appended to'; END $$"
        ),
        (
            "CREATE TRIGGER records_are_kept BEFORE UPDATE OR DELETE ON records FOR EACH ROW EXECUTE "
            "FUNCTION refuse_change_of_record()"
        ),
        (
            "CREATE TRIGGER recorded_people_are_not_changed BEFORE UPDATE ON recorded_people FOR EACH ROW "
            "EXECUTE FUNCTION refuse_change_of_record()"
        ),
    ),
}


def upgrade() -> None:
    """Bring the tables from the step before to this one."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column(
            "name_key",
            sa.String(length=120),
            nullable=False,
            comment="The name folded, so that look-alikes are the same.",
        ),
        sa.Column("passphrase_hash", sa.String(length=255), nullable=False, comment="argon2id"),
        sa.Column("recovery_hash", sa.String(length=255), nullable=False, comment="argon2id of the recovery words"),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("is_steward", sa.Boolean(), nullable=False),
        sa.Column("may_found_groups", sa.Boolean(), nullable=False, comment="Came by a facilitator's invitation."),
        sa.Column("created_on", sa.Date(), nullable=False, comment="The Monday of the week; no day is kept."),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name_key", name=op.f("uq_accounts_name_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accounts_public_id")),
    )
    op.create_table(
        "founder_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_founder_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_founder_invitations_token_hash")),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False, comment="BCP 47"),
        sa.Column("zone", sa.String(length=64), nullable=False, comment="IANA"),
        sa.Column(
            "attendance", sa.Enum("OPEN", "CLOSED", name="attendance", native_enum=False, length=20), nullable=False
        ),
        sa.Column(
            "door",
            sa.Enum("FREE", "ON_REQUEST", "BY_INVITATION", name="door", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("ground_rules", sa.Text(), nullable=False),
        sa.Column("retention_hours", sa.Integer(), nullable=False),
        sa.Column("share_minutes", sa.Integer(), nullable=False, comment="How long one share may last."),
        sa.Column("cross_talk", sa.Boolean(), nullable=False),
        sa.Column("formats", sa.String(length=200), nullable=False, comment="Format keys, separated by spaces."),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("public_id", name=op.f("uq_groups_public_id")),
    )
    op.create_table(
        "blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("blocker_id", sa.Integer(), nullable=False),
        sa.Column("blocked_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False, comment="As the blocker knew them."),
        sa.ForeignKeyConstraint(
            ["blocked_id"], ["accounts.id"], name=op.f("fk_blocks_blocked_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["blocker_id"], ["accounts.id"], name=op.f("fk_blocks_blocker_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocks")),
        sa.UniqueConstraint("blocker_id", "blocked_id", name=op.f("uq_blocks_blocker_id_blocked_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_blocks_public_id")),
    )
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_blocked_id"), ["blocked_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_blocks_blocker_id"), ["blocker_id"], unique=False)

    op.create_table(
        "clean_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("clean_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_clean_dates_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clean_dates")),
        sa.UniqueConstraint("account_id", "clean_on", name=op.f("uq_clean_dates_account_id_clean_on")),
    )
    with op.batch_alter_table("clean_dates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clean_dates_account_id"), ["account_id"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_invitations_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitations_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_group_id"), ["group_id"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False, comment="0 is Monday."),
        sa.Column("local_time", sa.Time(), nullable=False, comment="In the zone of the group."),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("fellowship_minutes", sa.Integer(), nullable=False),
        sa.Column("formats", sa.String(length=200), nullable=False, comment="Format keys, separated by spaces."),
        sa.Column(
            "floor",
            sa.Enum("OPEN", "CHAIRED", "CLOSED", name="floormode", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True, comment="Not held on this date nor after it."),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes > 0 AND fellowship_minutes >= 0", name=op.f("ck_meetings_lengths")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_meetings_weekday")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_meetings_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meetings_public_id")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_weekday"), ["weekday"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False, comment="Empty for one who has left for good."),
        sa.Column("name_key", sa.String(length=120), nullable=False, comment="Folded: look-alikes are the same."),
        sa.Column(
            "role",
            sa.Enum("FACILITATOR", "CO_FACILITATOR", "GREETER", "MEMBER", name="role", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum("ASKED", "ACTIVE", "LEFT", "BANNED", name="standing", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("is_home", sa.Boolean(), nullable=False),
        sa.Column("muted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("standing_reason", sa.String(length=300), nullable=True),
        sa.Column(
            "request_words",
            sa.String(length=300),
            nullable=True,
            comment="What someone wrote who asks to join; gone with the answer.",
        ),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_memberships_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_memberships_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("group_id", "account_id", name=op.f("uq_memberships_group_id_account_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_memberships_public_id")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_memberships_group_id"), ["group_id"], unique=False)
        batch_op.create_index("uq_memberships_name_in_group", ["group_id", "name_key"], unique=True)
        batch_op.create_index(
            "uq_memberships_one_home_group",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("is_home"),
            postgresql_where=sa.text("is_home"),
        )

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ASKED_TO_JOIN",
                "LET_IN",
                "NOT_LET_IN",
                "ROLE_GIVEN",
                "MUTED",
                "UNMUTED",
                "MESSAGE_REMOVED",
                "PERSON_REMOVED",
                "BANNED",
                "BAN_LIFTED",
                "REVIEW_ASKED",
                "REVIEW_ANSWERED",
                "MEETING_CANCELLED",
                "MEETING_RESTORED",
                "GROUP_CLOSED",
                "SPONSOR_ASKED",
                "ASK_ACCEPTED",
                "ASK_DECLINED",
                "ASK_WITHDRAWN",
                "ASK_EXPIRED",
                "SPONSORSHIP_ENDED",
                "MESSAGE",
                name="kind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column(
            "subject",
            sa.String(length=60),
            nullable=True,
            comment="At most one unread notice about it; None: each stands for itself.",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_notices_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("public_id", name=op.f("uq_notices_public_id")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_created_at"), ["created_at"], unique=False)
        batch_op.create_index("ix_notices_of_account", ["account_id", "id"], unique=False)
        batch_op.create_index(
            "ix_notices_unread",
            ["account_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )
        batch_op.create_index(
            "uq_notices_one_unread",
            ["account_id", "subject"],
            unique=True,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )

    op.create_table(
        "record_chains",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_record_chains_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_record_chains")),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, comment="1, 2, 3 … in this group."),
        sa.Column(
            "act",
            sa.Enum(
                "MUTED",
                "UNMUTED",
                "MESSAGE_REMOVED",
                "PERSON_REMOVED",
                "BANNED",
                "BAN_LIFTED",
                "ROLE_GIVEN",
                "ROOM_LOCKED",
                "ROOM_UNLOCKED",
                "ROOM_CLOSED",
                name="act",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("detail", sa.String(length=80), nullable=False, comment="The role given, or the meeting."),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_seal", sa.LargeBinary(length=32), nullable=True),
        sa.Column("whom_seal", sa.LargeBinary(length=32), nullable=True),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_records_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
        sa.UniqueConstraint("group_id", "place", name=op.f("uq_records_group_id_place")),
        sa.UniqueConstraint("public_id", name=op.f("uq_records_public_id")),
    )
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_records_at"), ["at"], unique=False)

    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column(
            "kind", sa.Enum("MEETING", "CONVERSATION", name="roomkind", native_enum=False, length=20), nullable=False
        ),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column(
            "epoch",
            sa.String(length=22),
            nullable=False,
            comment="Tells a restored backup from the stream a browser knows.",
        ),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("retention_hours", sa.Integer(), nullable=True, comment="None: kept until removed by hand."),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fades_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_rooms_group_id_groups"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rooms_public_id")),
    )
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rooms_fades_at"), ["fades_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_rooms_group_id"), ["group_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False, comment="SHA-256 of the token."),
        sa.Column("device", sa.String(length=40), nullable=False, comment="Coarse: a browser and a kind of device."),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_ins_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sponsor_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False, comment="Folded."),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("languages", sa.String(length=60), nullable=False, comment="BCP 47 tags, separated by spaces."),
        sa.Column("zone", sa.String(length=64), nullable=False, comment="IANA"),
        sa.Column("hours", sa.String(length=200), nullable=False, comment="Times, separated by spaces."),
        sa.Column("clean_years", sa.Integer(), nullable=False, comment="At least so many; self-declared."),
        sa.Column("steps", sa.Integer(), nullable=False, comment="How many steps they have worked."),
        sa.Column("has_sponsor", sa.Boolean(), nullable=False),
        sa.Column("may_be_temporary", sa.Boolean(), nullable=False),
        sa.Column(
            "gender", sa.Enum("WOMAN", "MAN", "NON_BINARY", name="gender", native_enum=False, length=20), nullable=True
        ),
        sa.Column(
            "prefers",
            sa.Enum("WOMAN", "MAN", "NON_BINARY", name="gender", native_enum=False, length=20),
            nullable=True,
            comment="Whom they would rather sponsor; None: anyone.",
        ),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sponsor_offers_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsor_offers")),
        sa.UniqueConstraint("account_id", name=op.f("uq_sponsor_offers_account_id")),
        sa.UniqueConstraint("name_key", name=op.f("uq_sponsor_offers_name_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sponsor_offers_public_id")),
    )
    op.create_table(
        "sponsor_searches",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.String(length=60), nullable=False),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.Column(
            "gender", sa.Enum("WOMAN", "MAN", "NON_BINARY", name="gender", native_enum=False, length=20), nullable=True
        ),
        sa.Column(
            "prefers", sa.Enum("WOMAN", "MAN", "NON_BINARY", name="gender", native_enum=False, length=20), nullable=True
        ),
        sa.Column("wants_temporary", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sponsor_searches_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_sponsor_searches")),
    )
    op.create_table(
        "sponsorships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("sponsor_id", sa.Integer(), nullable=False),
        sa.Column("sponsee_id", sa.Integer(), nullable=False),
        sa.Column("sponsor_name", sa.String(length=30), nullable=False),
        sa.Column("sponsee_name", sa.String(length=30), nullable=False),
        sa.Column("is_temporary", sa.Boolean(), nullable=False),
        sa.Column(
            "review_on", sa.Date(), nullable=True, comment="When both should look at it again; temporary ones only."
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["sponsee_id"], ["accounts.id"], name=op.f("fk_sponsorships_sponsee_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["accounts.id"], name=op.f("fk_sponsorships_sponsor_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsorships")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sponsorships_public_id")),
    )
    with op.batch_alter_table("sponsorships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sponsorships_sponsee_id"), ["sponsee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sponsorships_sponsor_id"), ["sponsor_id"], unique=False)
        batch_op.create_index(
            "uq_sponsorships_one_sponsor",
            ["sponsee_id", "is_temporary"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("sponsorship_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_conversations_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sponsorship_id"],
            ["sponsorships.id"],
            name=op.f("fk_conversations_sponsorship_id_sponsorships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_conversations_public_id")),
        sa.UniqueConstraint("room_id", name=op.f("uq_conversations_room_id")),
        sa.UniqueConstraint("sponsorship_id", name=op.f("uq_conversations_sponsorship_id")),
    )
    op.create_table(
        "occurrences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False, comment="The day in the zone of the group."),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False, comment="The end of fellowship."),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True, comment="A room opens once."),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_note", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_occurrences_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_occurrences_room_id_rooms"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint("meeting_id", "on_date", name=op.f("uq_occurrences_meeting_id_on_date")),
        sa.UniqueConstraint("public_id", name=op.f("uq_occurrences_public_id")),
    )
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occurrences_closes_at"), ["closes_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_occurrences_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_occurrences_room_id"), ["room_id"], unique=False)

    op.create_table(
        "participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True, comment="None: left the group; nobody enters by it."),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column(
            "here_until", sa.DateTime(timezone=True), nullable=True, comment="The lease of presence; None: not here."
        ),
        sa.Column(
            "told", sa.String(length=300), nullable=True, comment="Why they were last asked to listen; for them only."
        ),
        sa.Column(
            "is_withheld", sa.Boolean(), nullable=False, comment="While this stands, the room is not found by them."
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_participants_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_participants_membership_id_memberships"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_participants_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("public_id", name=op.f("uq_participants_public_id")),
        sa.UniqueConstraint("room_id", "account_id", name=op.f("uq_participants_room_id_account_id")),
    )
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participants_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_here_until"), ["here_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participants_room_id"), ["room_id"], unique=False)

    op.create_table(
        "recorded_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("BY", "WHOM", name="side", native_enum=False), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_recorded_people_membership_id_memberships"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name=op.f("fk_recorded_people_record_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_people")),
        sa.UniqueConstraint("record_id", "side", name=op.f("uq_recorded_people_record_id_side")),
    )
    with op.batch_alter_table("recorded_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recorded_people_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_reviews_membership_id_memberships"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.id"], name=op.f("fk_reviews_record_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("record_id", name=op.f("uq_reviews_record_id")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "sponsor_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("sponsor_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("sponsor_name", sa.String(length=30), nullable=False),
        sa.Column("asker_name", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_temporary", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "OPEN", "ACCEPTED", "DECLINED", "WITHDRAWN", "EXPIRED", name="askstate", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum(
                "NO_PLACE",
                "TOO_MUCH",
                "OTHER_TIMES",
                "SOMEONE_ELSE",
                "FOUND_ONE",
                name="answer",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["accounts.id"], name=op.f("fk_sponsor_asks_asker_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["sponsor_offers.id"],
            name=op.f("fk_sponsor_asks_offer_id_sponsor_offers"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["accounts.id"], name=op.f("fk_sponsor_asks_sponsor_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsor_asks")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sponsor_asks_public_id")),
    )
    with op.batch_alter_table("sponsor_asks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sponsor_asks_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sponsor_asks_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sponsor_asks_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sponsor_asks_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sponsor_asks_sponsor_id"), ["sponsor_id"], unique=False)
        batch_op.create_index(
            "uq_sponsor_asks_one_open",
            ["sponsor_id", "asker_id"],
            unique=True,
            sqlite_where=sa.text("state = 'OPEN'"),
            postgresql_where=sa.text("state = 'OPEN'"),
        )

    op.create_table(
        "conversation_sides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("other_name", sa.String(length=30), nullable=False),
        sa.Column("has_unread", sa.Boolean(), nullable=False, comment="The other wrote while this one was away."),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True, comment="For this one only."),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_conversation_sides_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_conversation_sides_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_sides")),
        sa.UniqueConstraint(
            "conversation_id", "account_id", name=op.f("uq_conversation_sides_conversation_id_account_id")
        ),
    )
    with op.batch_alter_table("conversation_sides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_sides_account_id"), ["account_id"], unique=False)

    op.create_table(
        "room_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True, comment="Whose wish it was; None: the room's own."),
        sa.Column("client_id", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=True, comment="Blanked when a message is removed."),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["participants.id"], name=op.f("fk_room_log_author_id_participants"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_room_log_room_id_rooms"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_log")),
        sa.UniqueConstraint("room_id", "seq", name=op.f("uq_room_log_room_id_seq")),
    )
    with op.batch_alter_table("room_log", schema=None) as batch_op:
        batch_op.create_index("uq_room_log_resend", ["room_id", "author_id", "client_id"], unique=True)

    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take this step back."""
    with op.batch_alter_table("room_log", schema=None) as batch_op:
        batch_op.drop_index("uq_room_log_resend")

    op.drop_table("room_log")
    with op.batch_alter_table("conversation_sides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversation_sides_account_id"))

    op.drop_table("conversation_sides")
    with op.batch_alter_table("sponsor_asks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sponsor_asks_one_open",
            sqlite_where=sa.text("state = 'OPEN'"),
            postgresql_where=sa.text("state = 'OPEN'"),
        )
        batch_op.drop_index(batch_op.f("ix_sponsor_asks_sponsor_id"))
        batch_op.drop_index(batch_op.f("ix_sponsor_asks_offer_id"))
        batch_op.drop_index(batch_op.f("ix_sponsor_asks_expires_at"))
        batch_op.drop_index(batch_op.f("ix_sponsor_asks_asker_id"))
        batch_op.drop_index(batch_op.f("ix_sponsor_asks_asked_at"))

    op.drop_table("sponsor_asks")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reviews_membership_id"))

    op.drop_table("reviews")
    with op.batch_alter_table("recorded_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recorded_people_membership_id"))

    op.drop_table("recorded_people")
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participants_room_id"))
        batch_op.drop_index(batch_op.f("ix_participants_membership_id"))
        batch_op.drop_index(batch_op.f("ix_participants_here_until"))
        batch_op.drop_index(batch_op.f("ix_participants_account_id"))

    op.drop_table("participants")
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occurrences_room_id"))
        batch_op.drop_index(batch_op.f("ix_occurrences_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_occurrences_closes_at"))

    op.drop_table("occurrences")
    op.drop_table("conversations")
    with op.batch_alter_table("sponsorships", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sponsorships_one_sponsor",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_sponsorships_sponsor_id"))
        batch_op.drop_index(batch_op.f("ix_sponsorships_sponsee_id"))

    op.drop_table("sponsorships")
    op.drop_table("sponsor_searches")
    op.drop_table("sponsor_offers")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_account_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rooms_group_id"))
        batch_op.drop_index(batch_op.f("ix_rooms_fades_at"))

    op.drop_table("rooms")
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_records_at"))

    op.drop_table("records")
    op.drop_table("record_chains")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_notices_one_unread",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_notices_unread", sqlite_where=sa.text("read_at IS NULL"), postgresql_where=sa.text("read_at IS NULL")
        )
        batch_op.drop_index("ix_notices_of_account")
        batch_op.drop_index(batch_op.f("ix_notices_created_at"))

    op.drop_table("notices")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_memberships_one_home_group", sqlite_where=sa.text("is_home"), postgresql_where=sa.text("is_home")
        )
        batch_op.drop_index("uq_memberships_name_in_group")
        batch_op.drop_index(batch_op.f("ix_memberships_group_id"))
        batch_op.drop_index(batch_op.f("ix_memberships_account_id"))

    op.drop_table("memberships")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetings_weekday"))
        batch_op.drop_index(batch_op.f("ix_meetings_group_id"))

    op.drop_table("meetings")
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitations_group_id"))

    op.drop_table("invitations")
    with op.batch_alter_table("clean_dates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clean_dates_account_id"))

    op.drop_table("clean_dates")
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blocks_blocker_id"))
        batch_op.drop_index(batch_op.f("ix_blocks_blocked_id"))

    op.drop_table("blocks")
    op.drop_table("groups")
    op.drop_table("founder_invitations")
    op.drop_table("accounts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_record()")
