"""Clean dates: nothing is kept but the day."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from support_groups.core.database import Base

EARLIEST = date(1900, 1, 1)


class CleanDate(Base):
    """A day from which a person counts; coming back after a slip is a row of its own, the latest one counts."""

    __tablename__ = "clean_dates"
    __table_args__ = (UniqueConstraint("account_id", "clean_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    clean_on: Mapped[date]
