"""Count the changes of who has which place in a room"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("rooms") as rooms:
        rooms.add_column(
            sa.Column(
                "places_rev",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="Counts changes of who has which place: copies in memory follow it.",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("rooms") as rooms:
        rooms.drop_column("places_rev")
