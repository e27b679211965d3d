"""Notices of a person."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from support_groups.core.clock import now
from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedJson

KEPT_DAYS = 30
SUBJECT_MAX_CHARS = 60


class Kind(enum.StrEnum):
    """What a notice is about; its words are in `rules`."""

    ASKED_TO_JOIN = "asked_to_join"
    LET_IN = "let_in"
    NOT_LET_IN = "not_let_in"
    ROLE_GIVEN = "role_given"
    REMINDED = "reminded"
    WARNED = "warned"
    MUTED = "muted"
    UNMUTED = "unmuted"
    MESSAGE_REMOVED = "message_removed"
    PERSON_REMOVED = "person_removed"
    BANNED = "banned"
    BAN_LIFTED = "ban_lifted"
    NOT_LET_THROUGH = "not_let_through"
    CARE_NEEDED = "care_needed"
    DOOR_SHUT = "door_shut"
    SERVICE_OFFERED = "service_offered"
    POSITION_GIVEN = "position_given"
    TERM_ENDED = "term_ended"
    POSITION_OPEN = "position_open"
    REPORT_MADE = "report_made"
    REPORT_UPHELD = "report_upheld"
    REPORT_NOT_UPHELD = "report_not_upheld"
    REVIEW_ASKED = "review_asked"
    REVIEW_ANSWERED = "review_answered"
    MEETING_CANCELLED = "meeting_cancelled"
    MEETING_RESTORED = "meeting_restored"
    GROUP_CLOSED = "group_closed"
    SPONSOR_ASKED = "sponsor_asked"
    ASK_ACCEPTED = "ask_accepted"
    ASK_DECLINED = "ask_declined"
    ASK_WITHDRAWN = "ask_withdrawn"
    ASK_EXPIRED = "ask_expired"
    SPONSORSHIP_ENDED = "sponsorship_ended"
    MESSAGE = "message"


class Notice(Base):
    """Something a person should hear of. No names of other people, nothing anyone said."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_of_account", "account_id", "id"),
        Index(
            "ix_notices_unread",
            "account_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(
            "uq_notices_one_unread",
            "account_id",
            "subject",
            unique=True,
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )
    __owned_by__ = ("public_id", "account_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(Enum(Kind, native_enum=False, length=30))
    data: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    subject: Mapped[str | None] = mapped_column(
        String(SUBJECT_MAX_CHARS), comment="At most one unread notice about it; None: each stands for itself."
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
