"""Keep what a group wants to be looked at before a message is posted"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0014"
down_revision = "0013"

ON_PERSONAL = sa.Enum("LEAVE_OUT", "CHOOSE", "NOTHING", name="onpersonal", native_enum=False, length=20)


def upgrade() -> None:
    op.create_table(
        "group_guards",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("on_personal", ON_PERSONAL, nullable=False),
        sa.Column("no_solicitation", sa.Boolean(), nullable=False),
        sa.Column(
            "per_minute", sa.Integer(), nullable=False, comment="How many messages one person may post in a minute."
        ),
        sa.Column("words", SealedText(), nullable=False, comment="One entry on each line; so for the next two."),
        sa.Column("patterns", SealedText(), nullable=False),
        sa.Column("exceptions", SealedText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_group_guards_group_id_groups"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_guards")),
    )


def downgrade() -> None:
    op.drop_table("group_guards")
