"""Keep no moment at which a founder's link was used: it is gone then"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("DELETE FROM founder_invitations WHERE used_at IS NOT NULL")
    with op.batch_alter_table("founder_invitations") as invitations:
        invitations.drop_column("used_at")


def downgrade() -> None:
    with op.batch_alter_table("founder_invitations") as invitations:
        invitations.add_column(sa.Column("used_at", sa.DateTime(timezone=True), nullable=True))
