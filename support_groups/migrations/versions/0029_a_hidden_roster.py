"""Let groups choose that only those who serve see who is in a meeting"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column(
        "groups",
        sa.Column(
            "hides_roster",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="Whether only those who serve see who is in a meeting.",
        ),
    )


def downgrade() -> None:
    op.drop_column("groups", "hides_roster")
