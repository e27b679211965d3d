"""Gather questions in a basket"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0026"
down_revision = "0025"

STATE = sa.Enum("WAITING", "DRAWN", "PASSED_OVER", "TAKEN_BACK", name="questionstate", native_enum=False, length=20)


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column("body", SealedText(), nullable=True, comment="Blanked once it was drawn or taken back."),
        sa.Column("state", STATE, nullable=False),
        sa.Column(
            "drawn_seq", sa.Integer(), nullable=True, comment="Where it stands in the log, so that it can be forgotten."
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_questions_room_id_rooms"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_questions_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("participant_id", "client_id", name=op.f("uq_questions_participant_id_client_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_questions_public_id")),
    )
    op.create_index(op.f("ix_questions_room_id"), "questions", ["room_id"])


def downgrade() -> None:
    op.drop_table("questions")
