"""Accounts, their recovery words, and where they are signed in."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.clock import now
from support_groups.core.database import Base, PublicId, UtcDateTime

NAME_MAX_CHARS = 30
PASSPHRASE_MIN_CHARS = 15
PASSPHRASE_MAX_CHARS = 256
ZONE_MAX_CHARS = 64


class Account(Base):
    """A person known only by a chosen name; the name is for signing in and is shown to nobody else."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(NAME_MAX_CHARS))
    name_key: Mapped[str] = mapped_column(
        String(NAME_MAX_CHARS * 4), unique=True, comment="The name folded, so that look-alikes are the same."
    )
    passphrase_hash: Mapped[str] = mapped_column(String(255), comment="argon2id")
    recovery_hash: Mapped[str] = mapped_column(String(255), comment="argon2id of the recovery words")
    zone: Mapped[str] = mapped_column(String(ZONE_MAX_CHARS), default="UTC")
    is_steward: Mapped[bool] = mapped_column(default=False)
    may_found_groups: Mapped[bool] = mapped_column(default=False, comment="Came by a facilitator's invitation.")
    created_on: Mapped[date] = mapped_column(comment="The Monday of the week; no day is kept.")


class SignIn(Base):
    """One device where an account is signed in."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, comment="SHA-256 of the token.")
    device: Mapped[str] = mapped_column(String(40), comment="Coarse: a browser and a kind of device.")
    created_on: Mapped[date]
    seen_on: Mapped[date]

    account: Mapped[Account] = relationship()


class FounderInvitation(Base):
    """A one-time link that lets whoever holds it found groups."""

    __tablename__ = "founder_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
