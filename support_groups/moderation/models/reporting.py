"""Reports of what somebody said or did in a meeting, and who has looked at them."""

import enum
from datetime import datetime

from sqlalchemy import Enum, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText
from support_groups.groups.models import Membership

REPORT_MAX_CHARS = 600
LINES_BEFORE = 3
"""So many messages of the same person before the reported one are kept with it, so that it can be understood."""
AROUND = 40
"""So many messages before it are looked through for them."""
_OPEN_ABOUT_A_PERSON = text("seq IS NULL AND state = 'OPEN'")


class ReportKind(enum.StrEnum):
    """What a report is about."""

    PRESSURE = "pressure"
    CONTACT = "contact"
    DEALING = "dealing"
    HURTFUL = "hurtful"
    UNMASKING = "unmasking"
    OTHER = "other"


class ReportState(enum.StrEnum):
    """What has become of a report."""

    OPEN = "open"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"


class Report(Base):
    """Somebody has told those who serve of what another said or did. It outlasts the words of the meeting, not long."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("by_membership_id", "room_id", "seq"),
        Index(
            "uq_reports_open_about_a_person",
            "by_membership_id",
            "room_id",
            "whom_membership_id",
            unique=True,
            sqlite_where=_OPEN_ABOUT_A_PERSON,
            postgresql_where=_OPEN_ABOUT_A_PERSON,
        ),
    )
    __owned_by__ = ("group_id", "whom_membership_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), index=True)
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("rooms.id", ondelete="SET NULL"), index=True, comment="None: its words have faded."
    )
    seq: Mapped[int | None] = mapped_column(comment="Which message; None: the person.")
    by_membership_id: Mapped[int | None] = mapped_column(
        ForeignKey("memberships.id", ondelete="SET NULL"), comment="Shown to nobody."
    )
    whom_membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)
    whom_name: Mapped[str | None] = mapped_column(SealedText, comment="As they were called then.")
    whom_public_id: Mapped[str | None] = mapped_column(
        SealedText, comment="As the group knew them then; another one once they have left and come back."
    )
    kind: Mapped[ReportKind] = mapped_column(Enum(ReportKind, native_enum=False, length=20))
    words: Mapped[str | None] = mapped_column(SealedText)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[ReportState] = mapped_column(
        Enum(ReportState, native_enum=False, length=20), default=ReportState.OPEN
    )

    whom: Mapped[Membership] = relationship(foreign_keys=[whom_membership_id])

    @property
    def is_of_question(self) -> bool:
        """Whether it is about a question that nobody signs: it keeps no name, and whom it concerns is told nobody."""
        return self.seq is not None and self.whom_name is None

    lines: Mapped[list["ReportLine"]] = relationship(order_by="ReportLine.id", viewonly=True)
    looks: Mapped[list["ReportLook"]] = relationship(order_by="ReportLook.id", viewonly=True)


class ReportLine(Base):
    """A message as it was when it was reported, or one of the same person before it. It goes when it is taken back."""

    __tablename__ = "report_lines"
    __owned_by__ = ("report_id", "membership_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(SealedText)
    body: Mapped[str] = mapped_column(SealedText)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    seq: Mapped[int | None] = mapped_column(comment="Which message of the room.")
    follows_others: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="Whether somebody else wrote just before it."
    )
    is_reported: Mapped[bool] = mapped_column(comment="The message itself, and not one before it.")


class ReportLook(Base):
    """Somebody who serves has read a report: the others see that."""

    __tablename__ = "report_looks"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    by: Mapped[Membership] = relationship()
