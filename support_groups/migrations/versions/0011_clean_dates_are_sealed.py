"""Keep clean dates in the vault alone"""

import sqlalchemy as sa
from alembic import op

from support_groups.migrations import CannotMigrate

revision = "0011"
down_revision = "0010"

CANNOT_BE_CARRIED_OVER = (
    "There are clean dates in this database from before they were sealed in the browser, and only their owners could "
    "seal them. Nothing was started and nothing was touched: choose another folder with --data DIR, or begin anew with "
    "bin/run --reset."
)


def upgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT 1 FROM clean_dates LIMIT 1")):
        raise CannotMigrate(CANNOT_BE_CARRIED_OVER)
    op.drop_table("clean_dates")


def downgrade() -> None:
    op.create_table(
        "clean_dates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("clean_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_clean_dates_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clean_dates")),
        sa.UniqueConstraint("account_id", "clean_on", name=op.f("uq_clean_dates_account_id_clean_on")),
    )
    op.create_index(op.f("ix_clean_dates_account_id"), "clean_dates", ["account_id"])
