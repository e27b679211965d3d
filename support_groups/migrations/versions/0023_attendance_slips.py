"""Let groups choose whether they give out attendance slips, and what these call their meetings"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column(
        "groups",
        sa.Column(
            "gives_slips",
            sa.Boolean(),
            server_default=sa.true(),
            nullable=False,
            comment="Whether members can have a slip that they were at a meeting.",
        ),
    )
    op.add_column(
        "groups",
        sa.Column(
            "slip_title", SealedText(), nullable=True, comment="What a slip calls the meetings; None: by their names."
        ),
    )


def downgrade() -> None:
    op.drop_column("groups", "slip_title")
    op.drop_column("groups", "gives_slips")
