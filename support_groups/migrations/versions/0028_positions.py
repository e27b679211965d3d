"""Let a group have positions with terms, and members be willing to take them"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0028"
down_revision = "0027"

ROLE = sa.Enum("FACILITATOR", "CO_FACILITATOR", "GREETER", "MEMBER", name="role", native_enum=False, length=20)


def upgrade() -> None:
    op.create_table(
        "positions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("name", SealedText(), nullable=False),
        sa.Column("usually", SealedText(), nullable=False, comment="What the group usually asks for it."),
        sa.Column("months", sa.Integer(), nullable=False, comment="How long a term is."),
        sa.Column("role", ROLE, nullable=False, comment="As whom its holder may act meanwhile."),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="The last day of the term; None: nobody has it."),
        _to("positions", "group_id", "groups"),
        _to("positions", "holder_id", "memberships", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_positions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_positions_public_id")),
    )
    for column in ("group_id", "holder_id"):
        op.create_index(op.f(f"ix_positions_{column}"), "positions", [column])
    op.create_table(
        "willing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        _to("willing", "position_id", "positions"),
        _to("willing", "membership_id", "memberships"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_willing")),
        sa.UniqueConstraint("position_id", "membership_id", name=op.f("uq_willing_position_id_membership_id")),
    )
    op.create_index(op.f("ix_willing_membership_id"), "willing", ["membership_id"])


def _to(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    for table in ("willing", "positions"):
        op.drop_table(table)
