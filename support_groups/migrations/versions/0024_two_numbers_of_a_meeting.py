"""Keep two numbers of a meeting that is over"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    with op.batch_alter_table("occurrences") as occurrences:
        occurrences.add_column(
            sa.Column(
                "most_here", sa.Integer(), nullable=True, comment="How many were there at most; known once it is over."
            )
        )
        occurrences.add_column(
            sa.Column("spoke", sa.Integer(), nullable=True, comment="How many said something there.")
        )


def downgrade() -> None:
    with op.batch_alter_table("occurrences") as occurrences:
        occurrences.drop_column("spoke")
        occurrences.drop_column("most_here")
