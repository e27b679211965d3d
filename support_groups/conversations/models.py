"""Conversations, and what each of the two keeps of one."""

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.accounts.models import KEY_BYTES
from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText
from support_groups.rooms.models import Room
from support_groups.sponsorship.models import Sponsorship


class Conversation(Base):
    """The room of a sponsorship; found under the public id of the sponsorship."""

    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sponsorship_id: Mapped[int] = mapped_column(ForeignKey("sponsorships.id", ondelete="CASCADE"), unique=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), unique=True)

    veil: Mapped[bytes] = mapped_column(
        LargeBinary(KEY_BYTES),
        default=lambda: secrets.token_bytes(KEY_BYTES),
        comment="What public keys are multiplied by before they are shown: nobody meets one of them a second time.",
    )

    room: Mapped[Room] = relationship()
    sponsorship: Mapped[Sponsorship] = relationship()


class Side(Base):
    """One person's side of a conversation."""

    __tablename__ = "conversation_sides"
    __table_args__ = (UniqueConstraint("conversation_id", "account_id"),)
    __owned_by__ = ("conversation_id", "account_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    other_name: Mapped[str] = mapped_column(SealedText)
    has_unread: Mapped[bool] = mapped_column(default=False, comment="The other wrote while this one was away.")
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="For this one only.")

    conversation: Mapped[Conversation] = relationship()
