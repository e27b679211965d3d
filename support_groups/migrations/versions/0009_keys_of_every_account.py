"""Let every account have its pair of keys, and every device its own"""

import sqlalchemy as sa
from alembic import op

from support_groups.migrations import refuse_accounts

revision = "0009"
down_revision = "0008"

KEY = sa.LargeBinary(length=32)
COLUMNS = {"accounts": "public_key", "sign_ins": "device_key"}


def upgrade() -> None:
    refuse_accounts(op.get_bind())
    _let_be_empty(False)


def downgrade() -> None:
    _let_be_empty(True)


def _let_be_empty(may: bool) -> None:
    for table, column in COLUMNS.items():
        with op.batch_alter_table(table) as changed:
            changed.alter_column(column, existing_type=KEY, nullable=may)
