"""Let a wave of strangers shut the door of a group for a while"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column(
        "groups",
        sa.Column(
            "wave_per_hour",
            sa.Integer(),
            server_default="50",
            nullable=False,
            comment="More strangers than this shut the door.",
        ),
    )
    op.add_column("groups", sa.Column("wave_per_minute", sa.Integer(), server_default="15", nullable=False))
    op.add_column(
        "groups",
        sa.Column(
            "shut_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="Until then only the invited come in, whatever the door says.",
        ),
    )
    op.create_table(
        "join_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False, comment="An hour after those seconds began."),
        sa.Column("joins", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_join_counts_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_counts")),
        sa.UniqueConstraint("group_id", "until", name=op.f("uq_join_counts_group_id_until")),
    )
    op.create_table(
        "hard_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hard_times")),
    )
    op.create_index(op.f("ix_hard_times_until"), "hard_times", ["until"])


def downgrade() -> None:
    op.drop_table("hard_times")
    op.drop_table("join_counts")
    for column in ("shut_until", "wave_per_minute", "wave_per_hour"):
        op.drop_column("groups", column)
