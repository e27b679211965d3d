"""Let a device be discreet"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.add_column(
            sa.Column(
                "is_discreet",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="Signed out once it was not touched for a while.",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.drop_column("is_discreet")
