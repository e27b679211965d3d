"""Who waits at the door of a room."""

from datetime import datetime

from sqlalchemy import Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText
from support_groups.groups.models import Membership

from .choices import KnockState
from .room import Room


class Knock(Base):
    """Somebody at the door of a room with a lobby: no part of its log, told to those alone who let people in."""

    __tablename__ = "knocks"
    __table_args__ = (UniqueConstraint("room_id", "membership_id"),)
    __owned_by__ = ("room_id", "public_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)
    state: Mapped[KnockState] = mapped_column(
        Enum(KnockState, native_enum=False, length=20), default=KnockState.WAITING
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, comment="To the minute.")
    waits_until: Mapped[datetime | None] = mapped_column(
        UtcDateTime, index=True, comment="The lease of waiting; None: nobody looks at the page."
    )
    note: Mapped[str | None] = mapped_column(SealedText, comment="What they wrote; gone with the answer.")
    welcome: Mapped[str | None] = mapped_column(SealedText, comment="What was written back; for them only.")
    declined_as: Mapped[str | None] = mapped_column(String(20), comment="Which of the short list of reasons.")

    room: Mapped[Room] = relationship()
    member: Mapped[Membership] = relationship()
