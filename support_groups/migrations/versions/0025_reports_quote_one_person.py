"""Let a report quote only the one it is about, under the name of then, and be made once"""

import sqlalchemy as sa
from alembic import op

from support_groups.core.sealing import SealedText

revision = "0025"
down_revision = "0024"

ONCE = "uq_reports_open_about_a_person"
IS_OPEN = "seq IS NULL AND state = 'OPEN'"


def upgrade() -> None:
    # What others said is forgotten; of two reports that came at once the first stays.
    op.execute(
        "DELETE FROM report_lines WHERE membership_id <> "
        "(SELECT whom_membership_id FROM reports WHERE reports.id = report_lines.report_id)"
    )
    op.execute(
        "DELETE FROM reports WHERE seq IS NULL AND state = 'OPEN' AND EXISTS (SELECT 1 FROM reports AS first "
        "WHERE first.seq IS NULL AND first.state = 'OPEN' AND first.id < reports.id "
        "AND first.by_membership_id = reports.by_membership_id AND first.room_id = reports.room_id "
        "AND first.whom_membership_id = reports.whom_membership_id)"
    )
    with op.batch_alter_table("reports") as reports:
        reports.add_column(sa.Column("whom_name", SealedText(), nullable=True, comment="As they were called then."))
        reports.add_column(
            sa.Column(
                "whom_public_id",
                SealedText(),
                nullable=True,
                comment="As the group knew them then; another one once they have left and come back.",
            )
        )
    op.create_index(
        ONCE,
        "reports",
        ["by_membership_id", "room_id", "whom_membership_id"],
        unique=True,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )
    with op.batch_alter_table("report_lines") as lines:
        lines.add_column(sa.Column("seq", sa.Integer(), nullable=True, comment="Which message of the room."))
        lines.add_column(
            sa.Column(
                "follows_others",
                sa.Boolean(),
                server_default=sa.false(),
                nullable=False,
                comment="Whether somebody else wrote just before it.",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("report_lines") as lines:
        lines.drop_column("follows_others")
        lines.drop_column("seq")
    op.drop_index(ONCE, "reports")
    with op.batch_alter_table("reports") as reports:
        reports.drop_column("whom_public_id")
        reports.drop_column("whom_name")
