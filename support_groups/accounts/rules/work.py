"""Work that costs whoever opens one account a moment, and whoever wants thousands a day; checked in microseconds.

Sixteen small puzzles instead of a large one: then nobody is unlucky. A puzzle is solved by a number for which
SHA-256 of the challenge's own hash, the puzzle's place and that number begins with so many zero bits.
"""

import hashlib
from collections.abc import Sequence

PUZZLES = 16
HARDER_BITS = 2
"""While many come at once an account takes four times as long."""
BITS_MAX = 24
WORD_BYTES = 4
_HASH_BITS = 256


def seed_of(challenge: str) -> bytes:
    """What all hashes of a challenge begin with."""
    return hashlib.sha256(challenge.encode()).digest()


def is_solved(seed: bytes, place: int, number: int, bits: int) -> bool:
    """Whether a number solves the puzzle at a place."""
    tried = seed + place.to_bytes(WORD_BYTES, "big") + number.to_bytes(WORD_BYTES, "big")
    return int.from_bytes(hashlib.sha256(tried).digest(), "big") >> (_HASH_BITS - bits) == 0


def is_done(challenge: str, numbers: Sequence[int], bits: int) -> bool:
    """Whether numbers solve all puzzles of a challenge."""
    seed = seed_of(challenge)
    return len(numbers) == PUZZLES and all(is_solved(seed, place, number, bits) for place, number in enumerate(numbers))


def solve(challenge: str, bits: int) -> list[int]:
    """The smallest numbers that solve the puzzles; this is the work, and browsers do it in `static/accounts`."""
    seed = seed_of(challenge)
    numbers = []
    for place in range(PUZZLES):
        number = 0
        while not is_solved(seed, place, number, bits):
            number += 1
        numbers.append(number)
    return numbers


def bits_at(usual: int, *, are_hard_times: bool) -> int:
    """How hard the work for an account is at a moment."""
    return max(usual, min(usual + HARDER_BITS, BITS_MAX)) if are_hard_times else usual
