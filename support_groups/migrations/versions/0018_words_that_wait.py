"""Let words wait until somebody who serves has read them"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0018"
down_revision = "0017"

WHY = sa.Enum("FIRST", "NEWCOMER", "LISTED", "SHELTER", name="heldfor", native_enum=False, length=20)
STATE = sa.Enum("WAITING", "LET_THROUGH", "NOT_NOW", "LET_GO", name="heldstate", native_enum=False, length=20)
HOLDS = sa.Enum("NOBODY", "FIRST", "NEWCOMERS", name="holds", native_enum=False, length=20)


def upgrade() -> None:
    op.create_table(
        "held_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=40), nullable=False),
        sa.Column(
            "body",
            SealedText(),
            nullable=True,
            comment="Blanked once it stands in the log, or was let go of.",
        ),
        sa.Column("why", WHY, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("reason", SealedText(), nullable=True, comment="Why not now; for its author only."),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_held_messages_room_id_rooms"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_held_messages_participant_id_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_messages")),
        sa.UniqueConstraint("participant_id", "client_id", name=op.f("uq_held_messages_participant_id_client_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_held_messages_public_id")),
    )
    op.create_index(op.f("ix_held_messages_room_id"), "held_messages", ["room_id"])
    with op.batch_alter_table("group_guards") as guards:
        guards.add_column(
            sa.Column(
                "holds",
                HOLDS,
                nullable=False,
                server_default="FIRST",
                comment="Whose words somebody who serves reads first.",
            )
        )
        guards.add_column(
            sa.Column(
                "holds_listed",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="Whether what the group has listed waits to be read instead of being refused.",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("group_guards") as guards:
        guards.drop_column("holds_listed")
        guards.drop_column("holds")
    op.drop_table("held_messages")
