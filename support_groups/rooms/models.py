"""Rooms, the people in them, and the log of everything that happens there."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.clock import now
from support_groups.core.database import (
    PUBLIC_ID_CHARS,
    Base,
    PublicId,
    UtcDateTime,
    new_public_id,
)
from support_groups.core.sealing import SealedText
from support_groups.groups.models import Membership

BODY_MAX_CHARS = 4_000
QUESTION_MAX_CHARS = 500
KNOCK_MAX_CHARS = 200
WELCOME_MAX_CHARS = 200
CLIENT_ID_MAX_CHARS = 40
RUN_SHEET_STEPS_MAX = 24
LEASE_SECONDS = 25
"""With a round of the timekeeper and a wait on top, who was on a worker that died is gone within half a minute."""
LEASE_SPREAD_SECONDS = 6
"""How much shorter it may be, by chance, in as many parts: with a worker nobody is lost from two rooms at once."""
LINE_GRACE_SECONDS = 12
LINE_GRACE_SPREAD_SECONDS = 6
"""How much longer it may be, by chance: nobody is lost from two rooms at the same moment."""
APART_SECONDS = (1, 3)
"""How long somebody whose time is over in two rooms at once still waits in the second, by chance."""
FORGOTTEN_SPREAD_SECONDS = 120
"""Within how long of somebody being forgotten a room sees them leave and open pages begin anew: each by chance."""
RENEWAL_SECONDS = 5
SPEAKER_MINUTES = 20
"""How long the one may share who alone does, where a share is not longer anyway."""


class RoomKind(enum.StrEnum):
    """What a room is for."""

    MEETING = "meeting"
    CONVERSATION = "conversation"


class FloorMode(enum.StrEnum):
    """Who may speak now."""

    OPEN = "open"
    CHAIRED = "chaired"
    CLOSED = "closed"


class Lobby(enum.StrEnum):
    """Who waits at the door until somebody lets them in; those who serve never do."""

    NOBODY = "nobody"
    NEW = "new"
    ALL = "all"


class KnockState(enum.StrEnum):
    """What has become of somebody who waits."""

    WAITING = "waiting"
    LET_IN = "let_in"
    DECLINED = "declined"


class Turns(enum.StrEnum):
    """Who is called next, where one person speaks at a time."""

    HANDS = "hands"
    """Whoever has raised a hand, in the order of asking."""
    ROUND = "round"
    """Everybody, one after the other, by itself."""
    PITCH = "pitch"
    """Whom the one who has shared picks."""
    SPEAKER = "speaker"
    """One person alone."""
    SPEAKER_FIRST = "speaker_first"
    """One person, and raised hands after them."""
    BASKET = "basket"
    """Whoever raises a hand, to questions that are drawn."""


class Quiet(enum.StrEnum):
    """What others may let someone feel who shares, without a word."""

    WITH_YOU = "with_you"
    THANK_YOU = "thank_you"
    ME_TOO = "me_too"


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


class HeldFor(enum.StrEnum):
    """Why words wait until somebody who serves has read them."""

    FIRST = "first"
    NEWCOMER = "newcomer"
    LISTED = "listed"
    SHELTER = "shelter"


class HeldState(enum.StrEnum):
    """What has become of words that were held."""

    WAITING = "waiting"
    LET_THROUGH = "let_through"
    NOT_NOW = "not_now"
    LET_GO = "let_go"


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


class HeldMessage(Base):
    """Words that wait for somebody who serves. No event of the room: everybody hears of those, and of their number."""

    __tablename__ = "held_messages"
    __table_args__ = (UniqueConstraint("participant_id", "client_id"),)
    __owned_by__ = ("room_id", "participant_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    client_id: Mapped[str] = mapped_column(String(CLIENT_ID_MAX_CHARS))
    body: Mapped[str | None] = mapped_column(SealedText, comment="Blanked once it stands in the log, or was let go of.")
    why: Mapped[HeldFor] = mapped_column(Enum(HeldFor, native_enum=False, length=20))
    state: Mapped[HeldState] = mapped_column(Enum(HeldState, native_enum=False, length=20), default=HeldState.WAITING)
    reason: Mapped[str | None] = mapped_column(SealedText, comment="Why not now; for its author only.")
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    room: Mapped[Room] = relationship()
    participant: Mapped[Participant] = relationship()


class QuestionState(enum.StrEnum):
    """What has become of a question for the basket."""

    WAITING = "waiting"
    DRAWN = "drawn"
    PASSED_OVER = "passed_over"
    TAKEN_BACK = "taken_back"


class Question(Base):
    """A question in the ask-it basket of a room. No event: whose it is, and that it is there, nobody else hears."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("participant_id", "client_id"),)
    __owned_by__ = ("room_id", "participant_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"))
    client_id: Mapped[str] = mapped_column(String(CLIENT_ID_MAX_CHARS))
    body: Mapped[str | None] = mapped_column(SealedText, comment="Blanked once it was drawn or taken back.")
    state: Mapped[QuestionState] = mapped_column(
        Enum(QuestionState, native_enum=False, length=20), default=QuestionState.WAITING
    )
    drawn_seq: Mapped[int | None] = mapped_column(comment="Where it stands in the log, so that it can be forgotten.")
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    room: Mapped[Room] = relationship()
    participant: Mapped[Participant] = relationship()
