"""Let people wait at the door of a room until somebody lets them in"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column(
        "memberships",
        sa.Column(
            "has_met",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="Was at a meeting since joining; not when, nor at which.",
        ),
    )
    # Whoever has a place in a room that has not faded yet was there.
    op.execute(
        "UPDATE memberships SET has_met = true WHERE id IN (SELECT membership_id FROM participants"
        " WHERE membership_id IS NOT NULL)"
    )
    op.add_column("meetings", sa.Column("lobby", sa.String(length=20), server_default="NOBODY", nullable=False))
    op.add_column(
        "rooms",
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True, comment="When what it is for should be over."),
    )
    op.create_table(
        "knocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="To the minute."),
        sa.Column(
            "waits_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="The lease of waiting; None: nobody looks at the page.",
        ),
        sa.Column("note", SealedText(), nullable=True, comment="What they wrote; gone with the answer."),
        sa.Column("welcome", SealedText(), nullable=True, comment="What was written back; for them only."),
        sa.Column("declined_as", sa.String(length=20), nullable=True, comment="Which of the short list of reasons."),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_knocks_room_id_rooms"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_knocks_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_knocks_membership_id_memberships"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knocks")),
        sa.UniqueConstraint("public_id", name=op.f("uq_knocks_public_id")),
        sa.UniqueConstraint("room_id", "membership_id", name=op.f("uq_knocks_room_id_membership_id")),
    )
    for column in ("room_id", "account_id", "membership_id", "waits_until"):
        op.create_index(op.f(f"ix_knocks_{column}"), "knocks", [column])


def downgrade() -> None:
    op.drop_table("knocks")
    op.drop_column("rooms", "ends_at")
    op.drop_column("meetings", "lobby")
    op.drop_column("memberships", "has_met")
