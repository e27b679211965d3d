"""Let a meeting go by a run sheet"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0020"
down_revision = "0019"

OF_GROUP = sa.text("meeting_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "run_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False, comment="Counts the versions, from 1."),
        sa.Column("steps", SealedText(), nullable=False, comment="JSON."),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_run_sheets_group_id_groups"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_run_sheets_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_sheets")),
        sa.UniqueConstraint("public_id", name=op.f("uq_run_sheets_public_id")),
    )
    op.create_index(op.f("ix_run_sheets_group_id"), "run_sheets", ["group_id"])
    op.create_index(op.f("ix_run_sheets_meeting_id"), "run_sheets", ["meeting_id"])
    op.create_index("uq_run_sheets_of_meeting", "run_sheets", ["meeting_id", "number"], unique=True)
    op.create_index(
        "uq_run_sheets_of_group",
        "run_sheets",
        ["group_id", "number"],
        unique=True,
        sqlite_where=OF_GROUP,
        postgresql_where=OF_GROUP,
    )
    op.create_table(
        "reading_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False, comment="The step keeps its key in every version."),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=False, comment="When the meeting is over."),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_reading_claims_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_reading_claims_membership_id_memberships"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_claims")),
        sa.UniqueConstraint("meeting_id", "on_date", "step", name=op.f("uq_reading_claims_meeting_id_on_date_step")),
    )
    op.create_index(op.f("ix_reading_claims_membership_id"), "reading_claims", ["membership_id"])
    op.create_index(op.f("ix_reading_claims_over_at"), "reading_claims", ["over_at"])
    with op.batch_alter_table("occurrences") as occurrences:
        occurrences.add_column(
            sa.Column("run_sheet_id", sa.Integer(), nullable=True, comment="The version its room began with.")
        )
        occurrences.create_foreign_key(
            op.f("fk_occurrences_run_sheet_id_run_sheets"), "run_sheets", ["run_sheet_id"], ["id"], ondelete="SET NULL"
        )
        occurrences.create_index(op.f("ix_occurrences_run_sheet_id"), ["run_sheet_id"])


def downgrade() -> None:
    with op.batch_alter_table("occurrences") as occurrences:
        occurrences.drop_index(op.f("ix_occurrences_run_sheet_id"))
        occurrences.drop_constraint(op.f("fk_occurrences_run_sheet_id_run_sheets"), type_="foreignkey")
        occurrences.drop_column("run_sheet_id")
    op.drop_table("reading_claims")
    op.drop_table("run_sheets")
