"""Let a group choose to hide what was reported while it is looked at"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    with op.batch_alter_table("group_guards") as guards:
        guards.add_column(
            sa.Column(
                "hides_reported",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="Whether a message is hidden while a report of it is looked at.",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("group_guards") as guards:
        guards.drop_column("hides_reported")
