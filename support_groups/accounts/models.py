"""Accounts, the ways into them, and where they are signed in."""

import enum
import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support_groups.core.clock import now
from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedText, marked

NAME_MAX_CHARS = 30
ZONE_MAX_CHARS = 64
LABEL_MAX_CHARS = 40
PURPOSE_MAX_CHARS = 32
KEY_BYTES = 32
SALT_BYTES = 16
SEALED_BYTES = 1 + 12 + KEY_BYTES + 16
CREDENTIAL_ID_MAX_BYTES = 1023
"""As WebAuthn bounds it."""
HANDLE_BYTES = 32
"""WebAuthn takes up to 64."""


class WayKind(enum.StrEnum):
    """What one comes into an account with."""

    PASSPHRASE = enum.auto()
    WORDS = enum.auto()
    PASSKEY = enum.auto()


class Account(Base):
    """A person known only by a chosen name; the name is for signing in and is shown to nobody else."""

    __tablename__ = "accounts"
    __owned_by__ = ("public_id",)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(SealedText)
    name_key: Mapped[str] = mapped_column(SealedText, comment="The name folded, so that look-alikes are the same.")
    name_mark: Mapped[str] = marked("name_key", unique=True)
    public_key: Mapped[bytes] = mapped_column(
        LargeBinary(KEY_BYTES), comment="X25519; the private one is sealed in every way in."
    )
    zone: Mapped[str] = mapped_column(String(ZONE_MAX_CHARS), default="UTC")
    is_steward: Mapped[bool] = mapped_column(default=False)
    may_found_groups: Mapped[bool] = mapped_column(default=False, comment="Came by a facilitator's invitation.")
    created_on: Mapped[date] = mapped_column(comment="The Monday of the week; no day is kept.")


class WayIn(Base):
    """One way into an account: its passphrase, its recovery words, or one of its passkeys."""

    __tablename__ = "ways_in"
    __table_args__ = (
        Index(
            "uq_ways_in_one_of_a_kind",
            "account_id",
            "kind",
            unique=True,
            sqlite_where=text("kind <> 'PASSKEY'"),
            postgresql_where=text("kind <> 'PASSKEY'"),
        ),
    )
    __owned_by__ = ("public_id", "account_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    kind: Mapped[WayKind] = mapped_column(Enum(WayKind, native_enum=False, length=20))
    label: Mapped[str | None] = mapped_column(SealedText, comment="What its owner calls a passkey.")
    format: Mapped[int] = mapped_column(default=1, comment="How its keys are made and sealed.")
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(SALT_BYTES), comment="Of a passphrase.")
    proof_hash: Mapped[str | None] = mapped_column(String(255), comment="argon2id")
    credential_id: Mapped[bytes | None] = mapped_column(LargeBinary(CREDENTIAL_ID_MAX_BYTES), unique=True)
    credential: Mapped[dict[str, Any] | None] = mapped_column(JSON, comment="Of a passkey: its public key and counter.")
    sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="The private key of the account, to be opened with this way alone."
    )
    created_on: Mapped[date] = mapped_column(comment="The Monday of the week; no day is kept.")

    account: Mapped[Account] = relationship()


class SignIn(Base):
    """One device where an account is signed in."""

    __tablename__ = "sign_ins"
    __owned_by__ = ("public_id", "account_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, comment="SHA-256 of the token.")
    device: Mapped[str] = mapped_column(SealedText, comment="Coarse: a browser and a kind of device.")
    device_key: Mapped[bytes] = mapped_column(
        LargeBinary(KEY_BYTES),
        default=lambda: secrets.token_bytes(KEY_BYTES),
        comment="Opens what this device keeps; gone with the sign-in.",
    )
    is_discreet: Mapped[bool] = mapped_column(default=False, comment="Signed out once it was not touched for a while.")
    created_on: Mapped[date]
    seen_on: Mapped[date]

    account: Mapped[Account] = relationship()


class UsedOnce(Base):
    """Something good for one use that was used, the ticket of a line for instance, until its time is over."""

    __tablename__ = "used_once"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True, comment="Random: it says nothing of whose.")
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class VaultItem(Base):
    """Something that only its owner's browser can open: sealed there, and nothing but sealed here."""

    __tablename__ = "vault_items"
    __table_args__ = (UniqueConstraint("account_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(PURPOSE_MAX_CHARS))
    sealed: Mapped[str] = mapped_column(Text, comment="Filled up to one of a few lengths before it was sealed.")
    rev: Mapped[int] = mapped_column(comment="Counts what was kept here: of two at once one is told.")


class FounderInvitation(Base):
    """A one-time link that lets whoever holds it found groups."""

    __tablename__ = "founder_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class HardTimes(Base):
    """That many came at once somewhere, and until when an account costs more work therefore."""

    __tablename__ = "hard_times"

    id: Mapped[int] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
