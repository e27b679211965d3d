"""Rooms, the people in them, and the log of everything that happens there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.clock import now
from support_groups.core.database import PUBLIC_ID_CHARS, Base, PublicId, UtcDateTime, new_public_id
from support_groups.core.sealing import SealedText

from .choices import RoomKind
from .limits import CLIENT_ID_MAX_CHARS


class Room(Base):
    """One meeting on one date, or the private conversation of two: a log with an order of its own."""

    __tablename__ = "rooms"
    __owned_by__ = ("public_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    kind: Mapped[RoomKind] = mapped_column(Enum(RoomKind, native_enum=False, length=20))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(SealedText)
    epoch: Mapped[str] = mapped_column(
        String(PUBLIC_ID_CHARS),
        default=new_public_id,
        comment="Tells a restored backup from the stream a browser knows.",
    )
    last_seq: Mapped[int] = mapped_column(default=0)
    places_rev: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="Counts changes of who has which place: copies in memory follow it."
    )
    retention_hours: Mapped[int | None] = mapped_column(comment="None: kept until removed by hand.")
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="When what it is for should be over.")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fades_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    stands_in_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, index=True, comment="When somebody stands in for the one who leads, if they are still away."
    )


class Participant(Base):
    """One person in one room, under the name and role they have there."""

    __tablename__ = "participants"
    __table_args__ = (UniqueConstraint("room_id", "account_id"),)
    __owned_by__ = ("room_id", "public_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True, comment="None: left the group; nobody enters by it."
    )
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(SealedText)
    role: Mapped[str] = mapped_column(String(20))
    here_until: Mapped[datetime | None] = mapped_column(
        UtcDateTime, index=True, comment="The lease of presence; None: not here."
    )
    told: Mapped[str | None] = mapped_column(SealedText, comment="Why they were last asked to listen; for them only.")

    is_withheld: Mapped[bool] = mapped_column(
        default=False, comment="While this stands, the room is not found by them."
    )

    room: Mapped[Room] = relationship()


class LogEntry(Base):
    """One event of a room; `seq` is contiguous per room, given under the lock of the room's row."""

    __tablename__ = "room_log"
    __table_args__ = (
        UniqueConstraint("room_id", "seq"),
        Index("uq_room_log_resend", "room_id", "author_id", "client_id", unique=True),
    )
    __owned_by__ = ("room_id", "seq")

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("participants.id", ondelete="SET NULL"), comment="Whose wish it was; None: the room's own."
    )
    client_id: Mapped[str | None] = mapped_column(String(CLIENT_ID_MAX_CHARS))
    body: Mapped[str | None] = mapped_column(
        SealedText, comment="The words of the event: what was said, blanked when it is removed, or a name."
    )
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, comment="All else of the event; no words.")
