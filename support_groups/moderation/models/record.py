"""The record of a group: acts that stay as they are, and the words about people, which may be forgotten."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Enum, ForeignKey, LargeBinary, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, Session, mapped_column, relationship

from support_groups.core.database import Base, PublicId, UtcDateTime
from support_groups.core.sealing import SealedBytes, SealedText

WORDS_KEPT_DAYS = 45
REVIEW_MAX_CHARS = 1_000
HASH_BYTES = 32
SALT_BYTES = 16


class Act(enum.StrEnum):
    """What someone who serves has done."""

    REMINDED = "reminded"
    WARNED = "warned"
    MUTED = "muted"
    UNMUTED = "unmuted"
    MESSAGE_REMOVED = "message_removed"
    QUESTION_REMOVED = "question_removed"
    PERSON_REMOVED = "person_removed"
    BANNED = "banned"
    BAN_LIFTED = "ban_lifted"
    ROLE_GIVEN = "role_given"
    ROOM_LOCKED = "room_locked"
    ROOM_UNLOCKED = "room_unlocked"
    ROOM_SHELTERED = "room_sheltered"
    SHELTER_ENDED = "shelter_ended"
    ROOM_CLOSED = "room_closed"
    LET_THROUGH = "let_through"
    NOT_LET_THROUGH = "not_let_through"
    REPORT_ANSWERED = "report_answered"


class Side(enum.StrEnum):
    """On which side of an act a person stands."""

    BY = "by"
    WHOM = "whom"


class RecordIsKept(RuntimeError):
    """A line of the record cannot be changed or taken out: only appended to."""


class Chain(Base):
    """How long the record of a group is and where it ends: a line cut off the end shows. Locked to append."""

    __tablename__ = "record_chains"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES), default=bytes(HASH_BYTES))


class Record(Base):
    """One act: never changed, and chained to the one before it.

    It holds no name and no reason, only their seals: what a person wrote or was called can be forgotten, and the chain
    still holds.
    """

    __tablename__ = "records"
    __table_args__ = (UniqueConstraint("group_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[PublicId]
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    place: Mapped[int] = mapped_column(comment="1, 2, 3 … in this group.")
    act: Mapped[Act] = mapped_column(Enum(Act, native_enum=False, length=20))
    detail: Mapped[str] = mapped_column(String(80), default="", comment="The role given, or the meeting.")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    by_seal: Mapped[bytes | None] = mapped_column(LargeBinary(HASH_BYTES))
    whom_seal: Mapped[bytes | None] = mapped_column(LargeBinary(HASH_BYTES))
    previous: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES))
    digest: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES))

    people: Mapped[list["RecordedPerson"]] = relationship(viewonly=True)
    review: Mapped["Review | None"] = relationship(viewonly=True)

    def on(self, side: Side) -> "RecordedPerson | None":
        """Who stands on a side of the act; None where nobody does, or where it was forgotten."""
        return next((person for person in self.people if person.side is side), None)


class RecordedPerson(Base):
    """Who acted, or whom it concerned and why: never changed, forgotten with the account and after some weeks."""

    __tablename__ = "recorded_people"
    __table_args__ = (UniqueConstraint("record_id", "side"),)
    __owned_by__ = ("record_id", "membership_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(Enum(Side, native_enum=False, length=4))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(SealedText)
    reason: Mapped[str] = mapped_column(SealedText, default="")
    salt: Mapped[bytes] = mapped_column(SealedBytes, comment="Without it nobody can try names against the seal.")


class Review(Base):
    """Someone asks that an act about them be looked at again; one answer comes back."""

    __tablename__ = "reviews"
    __owned_by__ = ("record_id", "membership_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id", ondelete="CASCADE"), unique=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(SealedText)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(SealedText)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@event.listens_for(Record, "before_update")
@event.listens_for(RecordedPerson, "before_update")
@event.listens_for(Record, "before_delete")
def _refuse(_mapper: Mapper[Any], _connection: Any, _row: Any) -> None:
    raise RecordIsKept


@event.listens_for(Session, "do_orm_execute")
def _refuse_many(state: ORMExecuteState) -> None:
    kind = state.bind_mapper.class_ if state.bind_mapper else None
    if (state.is_update and kind in (Record, RecordedPerson)) or (state.is_delete and kind is Record):
        raise RecordIsKept


# The database itself refuses too. A record goes only together with its whole group. What is sealed of a person may be
# sealed again under another key, and nothing else of the row may change: under the same key it would be other words.
_IS_CHANGED = (
    "NEW.id <> OLD.id OR NEW.record_id <> OLD.record_id OR NEW.side <> OLD.side "
    "OR NEW.membership_id <> OLD.membership_id OR substr(NEW.name, 1, 11) = substr(OLD.name, 1, 11) "
    "OR substr(NEW.reason, 1, 11) = substr(OLD.reason, 1, 11) OR substr(NEW.salt, 1, 11) = substr(OLD.salt, 1, 11)"
)
_SQLITE = (
    "CREATE TRIGGER records_are_not_changed BEFORE UPDATE ON records "
    "BEGIN SELECT RAISE(ABORT, 'the record is only appended to'); END",
    f"CREATE TRIGGER recorded_people_are_not_changed BEFORE UPDATE ON recorded_people WHEN {_IS_CHANGED} "
    "BEGIN SELECT RAISE(ABORT, 'the record is only appended to'); END",
    "CREATE TRIGGER records_are_kept BEFORE DELETE ON records "
    "WHEN EXISTS (SELECT 1 FROM groups WHERE id = OLD.group_id) "
    "BEGIN SELECT RAISE(ABORT, 'the record is only appended to'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    # One condition after the other: the people of a record have no group to ask for.
    "IF TG_OP = 'DELETE' THEN IF NOT EXISTS (SELECT 1 FROM groups WHERE id = OLD.group_id) THEN RETURN OLD; END IF; "
    "END IF; RAISE EXCEPTION 'the record is only appended to'; END $$",
    "CREATE TRIGGER records_are_kept BEFORE UPDATE OR DELETE ON records "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record()",
    "CREATE TRIGGER recorded_people_are_not_changed BEFORE UPDATE ON recorded_people "
    f"FOR EACH ROW WHEN ({_IS_CHANGED}) EXECUTE FUNCTION refuse_change_of_record()",
)
GUARDS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
"""What a migration must run for each kind of database after making the tables."""


@event.listens_for(RecordedPerson.__table__, "after_create")
def _guard(_table: Any, connection: Connection, **_how: Any) -> None:
    for statement in GUARDS.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement)
