"""Keep reports of what somebody said or did in a meeting"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0022"
down_revision = "0021"

KIND = sa.Enum(
    "PRESSURE",
    "CONTACT",
    "DEALING",
    "HURTFUL",
    "UNMASKING",
    "OTHER",
    name="reportkind",
    native_enum=False,
    length=20,
)
STATE = sa.Enum("OPEN", "UPHELD", "NOT_UPHELD", name="reportstate", native_enum=False, length=20)


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=22), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True, comment="None: its words have faded."),
        sa.Column("seq", sa.Integer(), nullable=True, comment="Which message; None: the person."),
        sa.Column("by_membership_id", sa.Integer(), nullable=True, comment="Shown to nobody."),
        sa.Column("whom_membership_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("words", SealedText(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", STATE, nullable=False),
        _to("reports", "group_id", "groups"),
        _to("reports", "room_id", "rooms", ondelete="SET NULL"),
        _to("reports", "by_membership_id", "memberships", ondelete="SET NULL"),
        _to("reports", "whom_membership_id", "memberships"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("by_membership_id", "room_id", "seq", name=op.f("uq_reports_by_membership_id_room_id_seq")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reports_public_id")),
    )
    for column in ("at", "group_id", "room_id", "whom_membership_id"):
        op.create_index(op.f(f"ix_reports_{column}"), "reports", [column])
    op.create_table(
        "report_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("name", SealedText(), nullable=False),
        sa.Column("body", SealedText(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_reported", sa.Boolean(), nullable=False, comment="The message itself, and not one before it."),
        _to("report_lines", "report_id", "reports"),
        _to("report_lines", "membership_id", "memberships"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_lines")),
    )
    op.create_table(
        "report_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("report_looks", "report_id", "reports"),
        _to("report_looks", "membership_id", "memberships"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_looks")),
    )
    for table in ("report_lines", "report_looks"):
        for column in ("report_id", "membership_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _to(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    for table in ("report_looks", "report_lines", "reports"):
        op.drop_table(table)
