"""Offers to sponsor, what a person looks for, asks, sponsorships, and blocks."""

import enum
from datetime import date, datetime

from sqlalchemy import Enum, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText, marked
from support_groups.groups.models import MEMBER_NAME_MAX_CHARS

NAME_MAX_CHARS = MEMBER_NAME_MAX_CHARS
WORDS_MAX_CHARS = 400
NOTE_MAX_CHARS = 1_000
CAPACITY_MAX = 8
LANGUAGES_MAX = 5
STEPS = 12
CLEAN_YEARS = (1, 2, 3, 5, 10, 20)
"""The bands of clean time a sponsor may name: at least so many years."""


class Time(enum.StrEnum):
    """A part of the week."""

    WEEKDAY_MORNING = "weekday_morning"
    WEEKDAY_AFTERNOON = "weekday_afternoon"
    WEEKDAY_EVENING = "weekday_evening"
    WEEKDAY_NIGHT = "weekday_night"
    WEEKEND_MORNING = "weekend_morning"
    WEEKEND_AFTERNOON = "weekend_afternoon"
    WEEKEND_EVENING = "weekend_evening"
    WEEKEND_NIGHT = "weekend_night"


class Gender(enum.StrEnum):
    """What a person may say of themselves, or leave unsaid."""

    WOMAN = "woman"
    MAN = "man"
    NON_BINARY = "non_binary"


class AskState(enum.StrEnum):
    """Where an ask stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Answer(enum.StrEnum):
    """Why an ask ended without a sponsorship; what each says is in `rules`."""

    NO_PLACE = "no_place"
    TOO_MUCH = "too_much"
    OTHER_TIMES = "other_times"
    SOMEONE_ELSE = "someone_else"
    FOUND_ONE = "found_one"


class SponsorOffer(Base):
    """What one person offers as a sponsor, under a name of its own."""

    __tablename__ = "sponsor_offers"
    __owned_by__ = ("public_id", "account_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(SealedText)
    name_key: Mapped[str] = mapped_column(SealedText, comment="Folded.")
    name_mark: Mapped[str] = marked("name_key", unique=True)
    words: Mapped[str] = mapped_column(SealedText)
    capacity: Mapped[int]
    languages: Mapped[str] = mapped_column(SealedText, comment="BCP 47 tags, separated by spaces.")
    zone: Mapped[str] = mapped_column(SealedText, comment="IANA")
    hours: Mapped[str] = mapped_column(SealedText, comment="Times, separated by spaces.")
    clean_years: Mapped[int] = mapped_column(comment="At least so many; self-declared.")
    steps: Mapped[int] = mapped_column(comment="How many steps they have worked.")
    has_sponsor: Mapped[bool] = mapped_column(default=False)
    may_be_temporary: Mapped[bool] = mapped_column(default=False)
    gender: Mapped[Gender | None] = mapped_column(Enum(Gender, native_enum=False, length=20))
    prefers: Mapped[Gender | None] = mapped_column(
        Enum(Gender, native_enum=False, length=20), comment="Whom they would rather sponsor; None: anyone."
    )
    is_paused: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship()


class Search(Base):
    """What a person looks for in a sponsor; seen by nobody else."""

    __tablename__ = "sponsor_searches"
    __owned_by__ = ("account_id",)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    languages: Mapped[str] = mapped_column(SealedText, default="")
    hours: Mapped[str] = mapped_column(SealedText, default="")
    gender: Mapped[Gender | None] = mapped_column(Enum(Gender, native_enum=False, length=20))
    prefers: Mapped[Gender | None] = mapped_column(Enum(Gender, native_enum=False, length=20))
    wants_temporary: Mapped[bool] = mapped_column(default=False)


class Ask(Base):
    """Someone has asked one sponsor."""

    __tablename__ = "sponsor_asks"
    __table_args__ = (
        Index(
            "uq_sponsor_asks_one_open",
            "sponsor_id",
            "asker_id",
            unique=True,
            sqlite_where=text("state = 'OPEN'"),
            postgresql_where=text("state = 'OPEN'"),
        ),
    )
    __owned_by__ = ("public_id", "sponsor_id", "asker_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sponsor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("sponsor_offers.id", ondelete="SET NULL"), index=True)
    sponsor_name: Mapped[str] = mapped_column(SealedText)
    asker_name: Mapped[str] = mapped_column(SealedText)
    note: Mapped[str] = mapped_column(SealedText)
    is_temporary: Mapped[bool] = mapped_column(default=False)
    is_unheard: Mapped[bool] = mapped_column(default=False, comment="Asked across a block: the sponsor is not told.")
    state: Mapped[AskState] = mapped_column(Enum(AskState, native_enum=False, length=20), default=AskState.OPEN)
    answer: Mapped[Answer | None] = mapped_column(Enum(Answer, native_enum=False, length=20))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    asker: Mapped[Account] = relationship(foreign_keys=[asker_id])
    offer: Mapped[SponsorOffer | None] = relationship()


class Sponsorship(Base):
    """Two people who have agreed that one sponsors the other."""

    __tablename__ = "sponsorships"
    __table_args__ = (
        Index(
            "uq_sponsorships_one_sponsor",
            "sponsee_id",
            "is_temporary",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    __owned_by__ = ("public_id", "sponsor_id", "sponsee_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    sponsor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    sponsee_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    sponsor_name: Mapped[str] = mapped_column(SealedText)
    sponsee_name: Mapped[str] = mapped_column(SealedText)
    is_temporary: Mapped[bool]
    review_on: Mapped[date | None] = mapped_column(comment="When both should look at it again; temporary ones only.")
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def other_id(self, account_id: int) -> int:
        """The account of the other of the two."""
        return self.sponsee_id if account_id == self.sponsor_id else self.sponsor_id

    def other_name(self, account_id: int) -> str:
        """The name by which one of the two knows the other."""
        return self.sponsee_name if account_id == self.sponsor_id else self.sponsor_name


class Block(Base):
    """Someone wants nothing to do with someone; it holds both ways, and hides the two names it was made between."""

    __tablename__ = "blocks"
    __owned_by__ = ("blocker_id", "blocked_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    blocker_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    blocked_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(SealedText, comment="As the blocker knew them.")
    own_name: Mapped[str | None] = mapped_column(SealedText, comment="As they knew the blocker; none if they did not.")
