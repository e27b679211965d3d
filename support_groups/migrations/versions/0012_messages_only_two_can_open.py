"""Show keys in conversations that are like no others"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

COMMENT = "What public keys are multiplied by before they are shown: nobody meets one of them a second time."


def upgrade() -> None:
    veil = sa.Column("veil", sa.LargeBinary(length=32), nullable=True, comment=COMMENT)
    with op.batch_alter_table("conversations") as batch:
        batch.add_column(veil)
    conversations = sa.table("conversations", sa.column("id"), sa.column("veil", sa.LargeBinary()))
    connection = op.get_bind()
    for conversation_id in connection.scalars(sa.select(conversations.c.id)).all():
        one = sa.update(conversations).where(conversations.c.id == conversation_id)
        connection.execute(one.values(veil=secrets.token_bytes(32)))
    with op.batch_alter_table("conversations") as batch:
        batch.alter_column("veil", existing_type=sa.LargeBinary(length=32), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("conversations") as batch:
        batch.drop_column("veil")
