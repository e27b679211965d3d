"""Keep what was used that is good for one use, until its time is over"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "used_once",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=16), nullable=False, comment="Random: it says nothing of whose."),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_once")),
        sa.UniqueConstraint("mark", name=op.f("uq_used_once_mark")),
    )
    op.create_index(op.f("ix_used_once_until"), "used_once", ["until"])


def downgrade() -> None:
    op.drop_index(op.f("ix_used_once_until"), "used_once")
    op.drop_table("used_once")
