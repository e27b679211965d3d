"""Let a question in the basket be marked when whoever asks may be in danger"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

MESSAGE = "uq_care_flags_message"
OF_A_MESSAGE = "seq > 0"


def upgrade() -> None:
    with op.batch_alter_table("care_flags") as flags:
        flags.drop_constraint(op.f("uq_care_flags_room_id_seq"), type_="unique")
        flags.alter_column(
            "seq",
            existing_type=sa.Integer(),
            existing_nullable=False,
            existing_comment="Which message of the room.",
            comment="Which message of the room; 0: a question in the basket.",
        )
        flags.add_column(
            sa.Column("question_id", sa.Integer(), nullable=True, comment="Which question, as long as it is kept.")
        )
        flags.create_foreign_key(
            op.f("fk_care_flags_question_id_questions"), "questions", ["question_id"], ["id"], ondelete="SET NULL"
        )
        flags.create_unique_constraint(op.f("uq_care_flags_question_id"), ["question_id"])
    op.create_index(
        MESSAGE,
        "care_flags",
        ["room_id", "seq"],
        unique=True,
        sqlite_where=sa.text(OF_A_MESSAGE),
        postgresql_where=sa.text(OF_A_MESSAGE),
    )


def downgrade() -> None:
    # Two questions of one room stood at the same place.
    op.execute("DELETE FROM care_flags WHERE seq = 0")
    op.drop_index(MESSAGE, "care_flags")
    with op.batch_alter_table("care_flags") as flags:
        flags.drop_constraint(op.f("uq_care_flags_question_id"), type_="unique")
        flags.drop_constraint(op.f("fk_care_flags_question_id_questions"), type_="foreignkey")
        flags.drop_column("question_id")
        flags.alter_column(
            "seq",
            existing_type=sa.Integer(),
            existing_nullable=False,
            existing_comment="Which message of the room; 0: a question in the basket.",
            comment="Which message of the room.",
        )
        flags.create_unique_constraint(op.f("uq_care_flags_room_id_seq"), ["room_id", "seq"])
