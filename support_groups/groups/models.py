"""Recovery groups and memberships with a name of their own."""

import enum
from datetime import date, datetime

from sqlalchemy import Enum, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText, marked

GROUP_NAME_MAX_CHARS = 60
MEMBER_NAME_MAX_CHARS = 30
PURPOSE_MAX_CHARS = 600
GROUND_RULES_MAX_CHARS = 2_000
SLIP_TITLE_MAX_CHARS = 60
REASON_MAX_CHARS = 300
REQUEST_MAX_CHARS = 300
POSITION_MAX_CHARS = 40
USUALLY_MAX_CHARS = 120
RETENTION_HOURS = (1, 6, 24, 72, 168)
RETENTION_DEFAULT_HOURS = 24
WAVE_PER_HOUR = 50
WAVE_PER_MINUTE = 15
"""More strangers than this are no coincidence, unless a group says otherwise: it is Draupnir's measure for Matrix."""


class Role(enum.StrEnum):
    """A service position in a group; what each may do is in `rules`."""

    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co_facilitator"
    GREETER = "greeter"
    MEMBER = "member"


class Attendance(enum.StrEnum):
    """Open: anybody may listen. Closed: only those who are, or think they may be, addicts."""

    OPEN = "open"
    CLOSED = "closed"


class Door(enum.StrEnum):
    """How one becomes a member."""

    FREE = "free"
    ON_REQUEST = "on_request"
    BY_INVITATION = "by_invitation"


class Standing(enum.StrEnum):
    """Where a membership stands."""

    ASKED = "asked"
    ACTIVE = "active"
    LEFT = "left"
    BANNED = "banned"


class Group(Base):
    """Two or more people who meet regularly; its rules are its own."""

    __tablename__ = "groups"
    __owned_by__ = ("public_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(SealedText)
    purpose: Mapped[str] = mapped_column(SealedText)
    language: Mapped[str] = mapped_column(String(10), comment="BCP 47")
    zone: Mapped[str] = mapped_column(String(64), comment="IANA")
    attendance: Mapped[Attendance] = mapped_column(Enum(Attendance, native_enum=False, length=20))
    door: Mapped[Door] = mapped_column(Enum(Door, native_enum=False, length=20))
    is_listed: Mapped[bool] = mapped_column(default=True)
    ground_rules: Mapped[str] = mapped_column(SealedText)
    retention_hours: Mapped[int] = mapped_column(default=RETENTION_DEFAULT_HOURS)
    share_minutes: Mapped[int] = mapped_column(default=5, comment="How long one share may last.")
    cross_talk: Mapped[bool] = mapped_column(default=False)
    hides_roster: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="Whether only those who serve see who is in a meeting."
    )
    wave_per_hour: Mapped[int] = mapped_column(
        default=WAVE_PER_HOUR, server_default=str(WAVE_PER_HOUR), comment="More strangers than this shut the door."
    )
    wave_per_minute: Mapped[int] = mapped_column(default=WAVE_PER_MINUTE, server_default=str(WAVE_PER_MINUTE))
    shut_until: Mapped[datetime | None] = mapped_column(
        UtcDateTime, comment="Until then only the invited come in, whatever the door says."
    )
    formats: Mapped[str] = mapped_column(String(200), default="", comment="Format keys, separated by spaces.")
    gives_slips: Mapped[bool] = mapped_column(
        default=True, server_default=true(), comment="Whether members can have a slip that they were at a meeting."
    )
    slip_title: Mapped[str | None] = mapped_column(
        SealedText, comment="What a slip calls the meetings; None: by their names."
    )
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Membership(Base):
    """A person in one group, under a name that nothing links to their name elsewhere."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("group_id", "account_id"),
        Index(
            "uq_memberships_name_in_group",
            "group_id",
            "name_mark",
            unique=True,
        ),
        Index(
            "uq_memberships_one_home_group",
            "account_id",
            unique=True,
            sqlite_where=text("is_home"),
            postgresql_where=text("is_home"),
        ),
    )
    __owned_by__ = ("group_id", "account_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(SealedText, comment="Empty for one who has left for good.")
    name_key: Mapped[str] = mapped_column(SealedText, comment="Folded: look-alikes are the same.")
    name_mark: Mapped[str] = marked("name_key", within=("group_id",))
    role: Mapped[Role] = mapped_column(Enum(Role, native_enum=False, length=20), default=Role.MEMBER)
    standing: Mapped[Standing] = mapped_column(Enum(Standing, native_enum=False, length=20), default=Standing.ACTIVE)
    is_home: Mapped[bool] = mapped_column(default=False)
    muted_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    standing_reason: Mapped[str | None] = mapped_column(SealedText)
    request_words: Mapped[str | None] = mapped_column(
        SealedText, comment="What someone wrote who asks to join; gone with the answer."
    )
    joined_on: Mapped[date]
    has_met: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="Was at a meeting since joining; not when, nor at which."
    )

    group: Mapped[Group] = relationship()
    account: Mapped[Account] = relationship()


class Invitation(Base):
    """A link into a group; it may carry a number of uses and always an end."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    uses_left: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    group: Mapped[Group] = relationship()


class JoinCount(Base):
    """How many strangers came into a group within some seconds; not who."""

    __tablename__ = "join_counts"
    __table_args__ = (UniqueConstraint("group_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    until: Mapped[datetime] = mapped_column(UtcDateTime, comment="An hour after those seconds began.")
    joins: Mapped[int]


class Position(Base):
    """A service that a member does for a group, for a term; what it allows ends with the term."""

    __tablename__ = "positions"
    __owned_by__ = ("group_id", "public_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(SealedText)
    usually: Mapped[str] = mapped_column(SealedText, default="", comment="What the group usually asks for it.")
    months: Mapped[int] = mapped_column(comment="How long a term is.")
    role: Mapped[Role] = mapped_column(
        Enum(Role, native_enum=False, length=20), default=Role.MEMBER, comment="As whom its holder may act meanwhile."
    )
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id", ondelete="SET NULL"), index=True)
    ends_on: Mapped[date | None] = mapped_column(comment="The last day of the term; None: nobody has it.")

    group: Mapped[Group] = relationship()
    holder: Mapped[Membership | None] = relationship()
    willing: Mapped[list["Willing"]] = relationship(order_by="Willing.id", viewonly=True)


class Willing(Base):
    """A member would take a position; it goes when the position is given, or when they think better of it."""

    __tablename__ = "willing"
    __table_args__ = (UniqueConstraint("position_id", "membership_id"),)
    __owned_by__ = ("position_id", "membership_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("positions.id", ondelete="CASCADE"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)

    member: Mapped[Membership] = relationship()
