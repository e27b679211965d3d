"""Somebody in a meeting may be in danger."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText
from support_groups.groups.models import Membership
from support_groups.rooms.models import Participant, Question, Room

IN_THE_BASKET = 0
"""In the place of a `seq`: a question, which stands in no log until it is drawn, and then without its author."""
_OF_A_MESSAGE = text("seq > 0")


class Crisis(enum.StrEnum):
    """A kind of danger somebody may be in."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    OVERDOSE = "overdose"
    VIOLENCE = "violence"


class CareFlag(Base):
    """Somebody in a meeting may be in danger, or speaks of someone who is. It goes with the words of the meeting.

    It holds no words and no name: they are read where they stand, and are gone with them. Whose a question is, is told
    nobody until they ask that somebody talks with them.
    """

    __tablename__ = "care_flags"
    __table_args__ = (
        Index(
            "uq_care_flags_message",
            "room_id",
            "seq",
            unique=True,
            sqlite_where=_OF_A_MESSAGE,
            postgresql_where=_OF_A_MESSAGE,
        ),
    )
    __owned_by__ = ("room_id", "seq")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int] = mapped_column(comment="Which message of the room; 0: a question in the basket.")
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("questions.id", ondelete="SET NULL"), unique=True, comment="Which question, as long as it is kept."
    )
    crisis: Mapped[str] = mapped_column(SealedText)
    of_other: Mapped[bool] = mapped_column(comment="Whether it speaks of somebody else.")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="When its author asked for someone.")
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id", ondelete="SET NULL"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    room: Mapped[Room] = relationship()
    participant: Mapped[Participant] = relationship()
    question: Mapped[Question | None] = relationship()
    taken_by: Mapped[Membership | None] = relationship()

    @property
    def is_of_question(self) -> bool:
        """Whether it stands at a question that nobody signs."""
        return self.seq == IN_THE_BASKET

    @property
    def name(self) -> str | None:
        """Who may need someone, for those who serve; None: whoever asked a question and has not said who they are."""
        return None if self.is_of_question and self.asked_at is None else self.participant.name
