"""What a group wants to be looked at before anything is said."""

import enum

from sqlalchemy import Enum, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from support_groups.core.database import Base
from support_groups.core.sealing import SealedText

LIST_MAX_CHARS = 20_000


class OnPersonal(enum.StrEnum):
    """What a group does about personal information."""

    LEAVE_OUT = "leave_out"
    CHOOSE = "choose"
    NOTHING = "nothing"


class Holds(enum.StrEnum):
    """Whose words wait until somebody who serves has read them."""

    NOBODY = "nobody"
    FIRST = "first"
    NEWCOMERS = "newcomers"


class GroupGuards(Base):
    """What a group has decided to look at before a message is posted; no row: as every group begins."""

    __tablename__ = "group_guards"
    __owned_by__ = ("group_id",)

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    on_personal: Mapped[OnPersonal] = mapped_column(Enum(OnPersonal, native_enum=False, length=20))
    no_solicitation: Mapped[bool]
    per_minute: Mapped[int] = mapped_column(comment="How many messages one person may post in a minute.")
    words: Mapped[str] = mapped_column(SealedText, comment="One entry on each line; so for the next two.")
    patterns: Mapped[str] = mapped_column(SealedText)
    exceptions: Mapped[str] = mapped_column(SealedText)
    holds: Mapped[Holds] = mapped_column(
        Enum(Holds, native_enum=False, length=20),
        default=Holds.FIRST,
        server_default="FIRST",
        comment="Whose words somebody who serves reads first.",
    )
    holds_listed: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        comment="Whether what the group has listed waits to be read instead of being refused.",
    )
    hides_reported: Mapped[bool] = mapped_column(
        default=False,
        server_default=false(),
        comment="Whether a message is hidden while a report of it is looked at.",
    )
