"""How the record is sealed and chained, who may ask for a review, and the words of each act."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from support_groups.core.errors import DomainError

from ..models import HASH_BYTES, Act, Record, RecordedPerson, Side

BEGINNING = bytes(HASH_BYTES)
"""What the first act of a group follows."""

REVIEWABLE = frozenset(
    {
        Act.REMINDED,
        Act.WARNED,
        Act.MUTED,
        Act.MESSAGE_REMOVED,
        Act.PERSON_REMOVED,
        Act.BANNED,
        Act.NOT_LET_THROUGH,
    }
)

ACT_WORDS = {
    Act.REMINDED: "reminded of a ground rule",
    Act.WARNED: "asked to take care",
    Act.MUTED: "asked to listen",
    Act.UNMUTED: "asked to speak again",
    Act.MESSAGE_REMOVED: "had a message taken out",
    Act.QUESTION_REMOVED: "took a question from the basket out",
    Act.PERSON_REMOVED: "asked to leave the meeting",
    Act.BANNED: "asked to stay away from the group",
    Act.BAN_LIFTED: "welcome to come back",
    Act.ROLE_GIVEN: "given a position",
    Act.ROOM_LOCKED: "closed the door of the room",
    Act.ROOM_SHELTERED: "sheltered the room",
    Act.SHELTER_ENDED: "let the room go on as before",
    Act.ROOM_UNLOCKED: "opened the door of the room again",
    Act.ROOM_CLOSED: "ended the meeting",
    Act.LET_THROUGH: "had a message that waited shown to all",
    Act.NOT_LET_THROUGH: "had a message that waited not shown",
    Act.REPORT_ANSWERED: "answered a report",
}


class ReviewIsAsked(DomainError):
    """A review was asked for already."""

    words = "You have asked for this already. Those who serve the group see it; the answer will stand here."


class ReviewIsNotForThis(DomainError):
    """An act that weighs on nobody needs no review."""

    words = "This is nothing that needs a review."


class ReviewIsAnswered(DomainError):
    """Someone else has answered in the meantime."""

    words = "Someone else has answered in the meantime. Their answer stands here now."


class ReviewIsForOthers(DomainError):
    """Someone looks again who has not decided it, nor asked for it, wherever there is such a person."""

    words = (
        "You were part of this, so someone else who serves here is asked to look at it again: "
        "it is easier to hear from them. They see it in the record too."
    )


@dataclass(frozen=True)
class Line:
    """What is sealed of one act."""

    group_id: int
    place: int
    act: str
    detail: str
    at: datetime
    until: datetime | None
    by_seal: bytes | None
    whom_seal: bytes | None


def seal(salt: bytes, membership_id: int, name: str, reason: str) -> bytes:
    """What stays of a person in the record: enough to show that a name or reason was not changed, and no more."""
    return hashlib.sha256(salt + json.dumps([membership_id, name, reason]).encode()).digest()


def digest(previous: bytes, line: Line) -> bytes:
    """The end of the chain after a line."""
    sealed = [
        line.group_id,
        line.place,
        line.act,
        line.detail,
        _moment(line.at),
        _moment(line.until),
        line.by_seal.hex() if line.by_seal else None,
        line.whom_seal.hex() if line.whom_seal else None,
    ]
    return hashlib.sha256(previous + json.dumps(sealed).encode()).digest()


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def broken_at(records: Iterable[Record], length: int, head: bytes) -> int | None:
    """The first place where a chain does not hold; None for one that does. The length and the head it should have."""
    previous, place = BEGINNING, 0
    for place, record in enumerate(records, 1):
        if record.place != place or record.previous != previous or record.digest != digest(previous, line_of(record)):
            return place
        if not all(_is_as_sealed(record, person) for person in record.people):
            return place
        previous = record.digest
    return None if (place, previous) == (length, head) else place + 1


def line_of(record: Record) -> Line:
    """What is sealed of a record."""
    return Line(
        record.group_id,
        record.place,
        record.act.value,
        record.detail,
        record.at,
        record.until,
        record.by_seal,
        record.whom_seal,
    )


def _is_as_sealed(record: Record, person: RecordedPerson) -> bool:
    kept = record.by_seal if person.side is Side.BY else record.whom_seal
    return kept == seal(person.salt, person.membership_id, person.name, person.reason)


def check_may_ask_review(act: Act, *, asked: bool) -> None:
    """A review is for what weighs on someone, and is asked for once."""
    if act not in REVIEWABLE:
        raise ReviewIsNotForThis
    if asked:
        raise ReviewIsAsked


def may_answer_review(by: int, *, acted: int | None, asked: int, moderators: Collection[int]) -> bool:
    """Whether a moderator may answer; all are ids of memberships, `acted` whose act it was, `asked` who asks.

    Nobody answers themselves; whoever acted answers only where no third person moderates.
    """
    return by != asked and (by != acted or not set(moderators) - {acted, asked})


def check_may_answer_review(by: int, *, acted: int | None, asked: int, moderators: Collection[int]) -> None:
    """Leave a review to someone who was no part of the act, where there is such a person."""
    if not may_answer_review(by, acted=acted, asked=asked, moderators=moderators):
        raise ReviewIsForOthers
