"""Let those who serve see who may need care"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "care_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="Which message of the room."),
        sa.Column("crisis", SealedText(), nullable=False),
        sa.Column("of_other", sa.Boolean(), nullable=False, comment="Whether it speaks of somebody else."),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True, comment="When its author asked for someone."),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_care_flags_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_care_flags_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["memberships.id"], name=op.f("fk_care_flags_taken_by_id_memberships"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_flags")),
        sa.UniqueConstraint("public_id", name=op.f("uq_care_flags_public_id")),
        sa.UniqueConstraint("room_id", "seq", name=op.f("uq_care_flags_room_id_seq")),
    )
    op.create_index(op.f("ix_care_flags_participant_id"), "care_flags", ["participant_id"])
    op.create_index(op.f("ix_care_flags_taken_by_id"), "care_flags", ["taken_by_id"])


def downgrade() -> None:
    op.drop_table("care_flags")
