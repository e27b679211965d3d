"""Weekly meetings, and those of their dates about which there is something to keep."""

import enum
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, String, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.clock import now
from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText
from support_groups.groups.models import Group, Membership
from support_groups.rooms.models import FloorMode, Lobby, Room

MEETING_NAME_MAX_CHARS = 60
MEETING_MIN_MINUTES = 15
MEETING_MAX_MINUTES = 240
FELLOWSHIP_MAX_MINUTES = 120
FELLOWSHIP_DEFAULT_MINUTES = 15
FORMATS_MAX_CHARS = 200
CANCEL_NOTE_MAX_CHARS = 300
MEETINGS_PER_GROUP = 50
FIRST_WITHIN_DAYS = 366
STEP_TITLE_MAX_CHARS = 80
STEP_TEXT_MAX_CHARS = 3_000
STEP_CUE_MAX_CHARS = 300
STEP_KEY_CHARS = 8
RUN_SHEET_MAX_CHARS = 24_000
STEP_EARLIEST_MINUTES = -15
STEP_LATEST_MINUTES = 360


class StepKind(enum.StrEnum):
    """What a step of a meeting is."""

    WELCOME = "welcome"
    SILENCE = "silence"
    PREAMBLE = "preamble"
    READING = "reading"
    NEWCOMERS = "newcomers"
    CLEAN_TIME = "clean_time"
    ANNOUNCEMENTS = "announcements"
    TOPIC = "topic"
    SHARING = "sharing"
    LAST_CALL = "last_call"
    THANKS = "thanks"
    CLOSING = "closing"
    FELLOWSHIP = "fellowship"


class Reads(enum.StrEnum):
    """Who says what stands at a step."""

    CHAIR = "chair"
    VOLUNTEER = "volunteer"
    NOBODY = "nobody"


class Meeting(Base):
    """A recurring appointment of a group: the same weekday and local time, the year round."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("minutes > 0 AND fellowship_minutes >= 0", name="lengths"),
    )
    __owned_by__ = ("public_id", "group_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(SealedText)
    weekday: Mapped[int] = mapped_column(index=True, comment="0 is Monday.")
    local_time: Mapped[time] = mapped_column(Time, comment="In the zone of the group.")
    minutes: Mapped[int]
    fellowship_minutes: Mapped[int] = mapped_column(default=FELLOWSHIP_DEFAULT_MINUTES)
    formats: Mapped[str] = mapped_column(
        String(FORMATS_MAX_CHARS), default="", comment="Format keys, separated by spaces."
    )
    floor: Mapped[FloorMode] = mapped_column(Enum(FloorMode, native_enum=False, length=20), default=FloorMode.OPEN)
    lobby: Mapped[Lobby] = mapped_column(
        Enum(Lobby, native_enum=False, length=20), default=Lobby.NOBODY, server_default=Lobby.NOBODY.name
    )
    first_on: Mapped[date]
    ended_on: Mapped[date | None] = mapped_column(comment="Not held on this date nor after it.")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    group: Mapped[Group] = relationship()


class Occurrence(Base):
    """One date of a meeting; a row is kept once its room has opened or someone has cancelled it.

    Where the room has opened, the times kept here stand, whatever becomes of the meeting.
    """

    __tablename__ = "occurrences"
    __table_args__ = (UniqueConstraint("meeting_id", "on_date"),)
    __owned_by__ = ("public_id", "meeting_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    on_date: Mapped[date] = mapped_column(comment="The day in the zone of the group.")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="The end of fellowship.")
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime, comment="A room opens once.")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id", ondelete="SET NULL"), index=True)
    run_sheet_id: Mapped[int | None] = mapped_column(
        ForeignKey("run_sheets.id", ondelete="SET NULL"), index=True, comment="The version its room began with."
    )
    most_here: Mapped[int | None] = mapped_column(comment="How many were there at most; known once it is over.")
    spoke: Mapped[int | None] = mapped_column(comment="How many said something there.")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_note: Mapped[str | None] = mapped_column(SealedText)

    meeting: Mapped[Meeting] = relationship()
    room: Mapped[Room | None] = relationship()
    run_sheet: Mapped["RunSheet | None"] = relationship()


class RunSheet(Base):
    """One version of the order of a meeting: its own, or its group's where `meeting_id` is None.

    The newest counts from the next date on; without steps there is none.
    """

    __tablename__ = "run_sheets"
    __table_args__ = (
        Index("uq_run_sheets_of_meeting", "meeting_id", "number", unique=True),
        Index(
            "uq_run_sheets_of_group",
            "group_id",
            "number",
            unique=True,
            sqlite_where=text("meeting_id IS NULL"),
            postgresql_where=text("meeting_id IS NULL"),
        ),
    )
    __owned_by__ = ("public_id", "group_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column(comment="Counts the versions, from 1.")
    steps: Mapped[str] = mapped_column(SealedText, comment="JSON.")


class ReadingClaim(Base):
    """Someone will read at a step on one date; one person a step."""

    __tablename__ = "reading_claims"
    __table_args__ = (UniqueConstraint("meeting_id", "on_date", "step"),)
    __owned_by__ = ("meeting_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    on_date: Mapped[date]
    step: Mapped[str] = mapped_column(String(STEP_KEY_CHARS), comment="The step keeps its key in every version.")
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)
    over_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, comment="When the meeting is over.")

    membership: Mapped[Membership] = relationship()
