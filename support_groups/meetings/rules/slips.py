"""An attendance slip: what it says, and the code in which it stands on paper together with its signature."""

import struct
from dataclasses import dataclass
from datetime import date, timedelta

from support_groups.core.errors import DomainError
from support_groups.core.vouching import SIGNATURE_BYTES

STEP_MINUTES = 15
"""Coarser than the log of a room, so that a slip does not tell its reader which coming in that log is whose."""
MARK_BYTES = 4
SIGNED_FOR = b"attendance slip 1\0"
"""Stands before what is signed: no signature made for anything else is one of a slip."""
CODE_MAX_CHARS = 1_000
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none is taken for another."""
TAKEN_FOR = str.maketrans("ILO", "110")
LETTERS_TOGETHER = 5

_HEAD = struct.Struct(f"!B{MARK_BYTES}sIH")
_FORM = 1


class NoSlips(DomainError):
    """The group does not give out slips."""

    words = "This group gives out no attendance slips. If you need one, please speak with those who serve the group."


class TooShortForSlip(DomainError):
    """Less than the least time was spent in the room."""

    words = "A slip counts whole quarters of an hour, and you have been in the room for less than one so far."


class NoSuchSlip(DomainError):
    """What was typed is no code of ours."""

    status = 422
    field = "code"
    words = "This is not a code of ours, or a letter of it is another. Please compare it with the paper once more."


@dataclass(frozen=True)
class Slip:
    """Somebody was in a meeting on a day for some minutes; who it was stands nowhere in it."""

    title: str
    on: date
    minutes: int
    mark: bytes
    """By chance: two slips of one meeting are not the same, and nothing else is in it."""


def minutes_on_slip(here: timedelta) -> int:
    """Time in a room as a slip tells it: whole quarters of an hour; TooShortForSlip where there is none."""
    minutes = int(here.total_seconds()) // 60 // STEP_MINUTES * STEP_MINUTES
    if not minutes:
        raise TooShortForSlip
    return minutes


def slip_of(*, gives_slips: bool, title: str, on: date, here: timedelta, mark: bytes) -> Slip:
    """The slip of somebody who was in a meeting so long; raises NoSlips or TooShortForSlip where there is none."""
    if not gives_slips:
        raise NoSlips
    return Slip(title, on, minutes_on_slip(here), mark)


def packed(slip: Slip) -> bytes:
    """A slip as it is signed and stands in its code."""
    return _HEAD.pack(_FORM, slip.mark, slip.on.toordinal(), slip.minutes) + slip.title.encode()


def to_sign(body: bytes) -> bytes:
    """What the signature of a packed slip is made under."""
    return SIGNED_FOR + body


def code_of(body: bytes, signature: bytes) -> str:
    """A packed slip and its signature as letters for paper."""
    signed = body + signature
    count = -(-len(signed) * 8 // 5)
    number = int.from_bytes(signed) << (count * 5 - len(signed) * 8)
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(count)))
    return " ".join(letters[at : at + LETTERS_TOGETHER] for at in range(0, count, LETTERS_TOGETHER))


def read_code(code: str) -> tuple[Slip, bytes, bytes]:
    """The slip that a code says it is, what was packed, and the signature that must be under it; NoSuchSlip if none."""
    letters = "".join(code.upper().replace("-", "").split()).translate(TAKEN_FOR)
    try:
        number = 0
        for letter in letters:
            number = number << 5 | LETTERS.index(letter)
        size = len(letters) * 5 // 8
        signed = (number >> (len(letters) * 5 - size * 8)).to_bytes(size)
        body, signature = signed[:-SIGNATURE_BYTES], signed[-SIGNATURE_BYTES:]
        form, mark, day, minutes = _HEAD.unpack_from(body)
        slip = Slip(body[_HEAD.size :].decode(), date.fromordinal(day), minutes, mark)
    except (ValueError, struct.error, OverflowError):
        raise NoSuchSlip from None
    if form != _FORM:
        raise NoSuchSlip
    return slip, body, signature
