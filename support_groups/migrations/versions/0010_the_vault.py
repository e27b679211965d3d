"""Keep what only its owner can open"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "vault_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column(
            "sealed", sa.Text(), nullable=False, comment="Filled up to one of a few lengths before it was sealed."
        ),
        sa.Column(
            "rev", sa.Integer(), nullable=False, comment="Counts what was kept here: of two at once one is told."
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_vault_items_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_items")),
        sa.UniqueConstraint("account_id", "purpose", name=op.f("uq_vault_items_account_id_purpose")),
    )


def downgrade() -> None:
    op.drop_table("vault_items")
