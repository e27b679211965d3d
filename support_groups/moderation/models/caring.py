"""Somebody in a meeting may be in danger."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText
from support_groups.groups.models import Membership
from support_groups.rooms.models import Participant, Room


class Crisis(enum.StrEnum):
    """A kind of danger somebody may be in."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    OVERDOSE = "overdose"
    VIOLENCE = "violence"


class CareFlag(Base):
    """Somebody in a meeting may be in danger, or speaks of someone who is. It goes with the words of the meeting.

    It holds no words and no name: they are read where they stand, and are gone with them.
    """

    __tablename__ = "care_flags"
    __table_args__ = (UniqueConstraint("room_id", "seq"),)
    __owned_by__ = ("room_id", "seq")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int] = mapped_column(comment="Which message of the room.")
    crisis: Mapped[str] = mapped_column(SealedText)
    of_other: Mapped[bool] = mapped_column(comment="Whether it speaks of somebody else.")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="When its author asked for someone.")
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id", ondelete="SET NULL"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    room: Mapped[Room] = relationship()
    participant: Mapped[Participant] = relationship()
    taken_by: Mapped[Membership | None] = relationship()
