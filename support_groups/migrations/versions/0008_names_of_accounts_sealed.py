"""Seal the names of accounts and what devices are called"""

import sqlalchemy as sa
from alembic import op

from support_groups.migrations.sealed import mark_words, open_words, seal_words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("accounts") as accounts:
        accounts.add_column(sa.Column("name_mark", sa.String(length=35), nullable=True))
    mark_words("accounts", "name_mark", "name_key", ())
    with op.batch_alter_table("accounts") as accounts:
        accounts.alter_column("name", type_=sa.Text(), existing_nullable=False)
        accounts.alter_column("name_key", type_=sa.Text(), existing_nullable=False)
        accounts.alter_column("name_mark", existing_type=sa.String(length=35), nullable=False)
        accounts.drop_constraint("uq_accounts_name_key", type_="unique")
        accounts.create_unique_constraint("uq_accounts_name_mark", ["name_mark"])
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.alter_column("device", type_=sa.Text(), existing_nullable=False)
    with op.batch_alter_table("ways_in") as ways:
        ways.alter_column("label", type_=sa.Text(), existing_nullable=True)
    seal_words("accounts", ["name", "name_key"], ["public_id"])
    seal_words("sign_ins", ["device"], ["public_id", "account_id"])
    seal_words("ways_in", ["label"], ["public_id", "account_id"])


def downgrade() -> None:
    open_words("ways_in", ["label"], ["public_id", "account_id"])
    open_words("sign_ins", ["device"], ["public_id", "account_id"])
    open_words("accounts", ["name", "name_key"], ["public_id"])
    with op.batch_alter_table("ways_in") as ways:
        ways.alter_column("label", type_=sa.String(40), existing_nullable=True)
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.alter_column("device", type_=sa.String(40), existing_nullable=False)
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_constraint("uq_accounts_name_mark", type_="unique")
        accounts.alter_column("name", type_=sa.String(30), existing_nullable=False)
        accounts.alter_column("name_key", type_=sa.String(120), existing_nullable=False)
        accounts.drop_column("name_mark")
        accounts.create_unique_constraint("uq_accounts_name_key", ["name_key"])
