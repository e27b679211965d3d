"""Let somebody stand in for the one who leads"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("rooms") as rooms:
        rooms.add_column(
            sa.Column(
                "stands_in_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="When somebody stands in for the one who leads, if they are still away.",
            )
        )
        rooms.create_index(op.f("ix_rooms_stands_in_at"), ["stands_in_at"])


def downgrade() -> None:
    with op.batch_alter_table("rooms") as rooms:
        rooms.drop_index(op.f("ix_rooms_stands_in_at"))
        rooms.drop_column("stands_in_at")
