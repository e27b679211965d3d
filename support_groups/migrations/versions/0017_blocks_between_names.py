"""Let a block be between two names, and an ask across it be unheard"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("sponsor_asks") as asks:
        asks.add_column(
            sa.Column(
                "is_unheard",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="Asked across a block: the sponsor is not told.",
            )
        )
    with op.batch_alter_table("sponsor_asks") as asks:
        asks.alter_column("is_unheard", server_default=None)
    with op.batch_alter_table("blocks") as blocks:
        blocks.add_column(
            sa.Column(
                "own_name",
                sa.Text(),
                nullable=True,
                comment="As they knew the blocker; none if they did not.",
            )
        )
        blocks.drop_constraint(op.f("uq_blocks_blocker_id_blocked_id"), type_="unique")


def downgrade() -> None:
    # One block of each pair is left, whatever names it was made between.
    op.execute("DELETE FROM blocks WHERE id NOT IN (SELECT MIN(id) FROM blocks GROUP BY blocker_id, blocked_id)")
    with op.batch_alter_table("blocks") as blocks:
        blocks.create_unique_constraint(op.f("uq_blocks_blocker_id_blocked_id"), ["blocker_id", "blocked_id"])
        blocks.drop_column("own_name")
    with op.batch_alter_table("sponsor_asks") as asks:
        asks.drop_column("is_unheard")
