"""Words that wait in a room and are no event of it: held messages, and questions in the ask-it basket."""

from datetime import datetime

from sqlalchemy import Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText

from .choices import HeldFor, HeldState, QuestionState
from .limits import CLIENT_ID_MAX_CHARS
from .room import Participant, Room


class OfOneInARoom:
    """The columns of what one person in a room has sent from a browser; sent again, it is the same."""

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    client_id: Mapped[str] = mapped_column(String(CLIENT_ID_MAX_CHARS))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class HeldMessage(OfOneInARoom, Base):
    """Words that wait for somebody who serves. No event of the room: everybody hears of those, and of their number."""

    __tablename__ = "held_messages"
    __table_args__ = (UniqueConstraint("participant_id", "client_id"),)
    __owned_by__ = ("room_id", "participant_id")

    body: Mapped[str | None] = mapped_column(SealedText, comment="Blanked once it stands in the log, or was let go of.")
    why: Mapped[HeldFor] = mapped_column(Enum(HeldFor, native_enum=False, length=20))
    state: Mapped[HeldState] = mapped_column(Enum(HeldState, native_enum=False, length=20), default=HeldState.WAITING)
    reason: Mapped[str | None] = mapped_column(SealedText, comment="Why not now; for its author only.")

    room: Mapped[Room] = relationship()
    participant: Mapped[Participant] = relationship()


class Question(OfOneInARoom, Base):
    """A question in the ask-it basket of a room. No event: whose it is, and that it is there, nobody else hears."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("participant_id", "client_id"),)
    __owned_by__ = ("room_id", "participant_id")

    body: Mapped[str | None] = mapped_column(SealedText, comment="Blanked once it was drawn or taken back.")
    state: Mapped[QuestionState] = mapped_column(
        Enum(QuestionState, native_enum=False, length=20), default=QuestionState.WAITING
    )
    drawn_seq: Mapped[int | None] = mapped_column(comment="Where it stands in the log, so that it can be forgotten.")

    room: Mapped[Room] = relationship()
    participant: Mapped[Participant] = relationship()
