"""What the browsers of two make of their messages: the very keys and seals of static/conversations/format.js."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from support_groups.accounts.format import Identity, new_identity, to_bytes, to_text
from support_groups.conversations.format import Ends, open_message, safety_code, seal_message, talk_key
from support_groups.conversations.rules import veiled
from support_groups.rooms.models import BODY_MAX_CHARS
from support_groups.rooms.rules import ENVELOPE_MAX_CHARS, is_envelope

FILE = Path(__file__).parents[1] / "accounts" / "vectors.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
VECTOR = VECTORS["conversation"]


def identity_in(told: dict[str, str]) -> Identity:
    """A pair of the vectors."""
    return Identity(bytes.fromhex(told["private_key"]), bytes.fromhex(told["public_key"]))


ONE, OTHER = identity_in(VECTORS["identity"]), identity_in(VECTOR["other"])
SHOWN, THEIRS = (bytes.fromhex(shown) for shown in VECTOR["shown"])
ENDS = Ends(VECTOR["id"], SHOWN, THEIRS)
BACK = Ends(VECTOR["id"], THEIRS, SHOWN)
KEY = bytes.fromhex(VECTOR["key"])


def test_the_two_agree_on_the_key_of_the_vectors_and_are_shown_no_key_of_an_account() -> None:
    veil = bytes.fromhex(VECTOR["veil"])
    assert [veiled(veil, one.public_key) for one in (ONE, OTHER)] == [SHOWN, THEIRS]
    assert talk_key(ONE, ENDS) == talk_key(OTHER, BACK) == KEY
    assert safety_code(KEY) == VECTOR["safety_code"]


@pytest.mark.parametrize("vector", VECTOR["messages"], ids=lambda vector: str(vector["client_id"]))
def test_what_was_sealed_in_the_vectors_opens(vector: dict[str, str]) -> None:
    assert open_message(KEY, BACK, vector["client_id"], SHOWN, vector["envelope"]) == vector["words"]
    assert is_envelope(vector["envelope"])


def test_a_message_opens_in_its_place_of_its_sender_under_its_own_id_and_whole_alone() -> None:
    envelope = seal_message(KEY, ENDS, "c1", "Sleep well.")
    changed = bytearray(to_bytes(envelope))
    changed[40] ^= 1
    elsewhere = Ends("another", SHOWN, THEIRS)
    wrongly = (
        (KEY, BACK, "c2", SHOWN, envelope),
        (KEY, BACK, "c1", THEIRS, envelope),
        (KEY, elsewhere, "c1", SHOWN, envelope),
        (KEY, BACK, "c1", SHOWN, to_text(bytes(changed))),
        (talk_key(ONE, elsewhere), ENDS, "c1", SHOWN, envelope),
        (talk_key(new_identity(), ENDS), ENDS, "c1", SHOWN, envelope),
    )
    assert open_message(KEY, BACK, "c1", SHOWN, envelope) == "Sleep well."
    for attempt in wrongly:
        with pytest.raises(InvalidTag):
            open_message(*attempt)


def test_lengths_tell_little_and_the_longest_text_fits() -> None:
    lengths = {len(seal_message(KEY, ENDS, "c1", "x" * count)) for count in (0, 1, 100, 255)}
    assert len(lengths) == 1
    longest = seal_message(KEY, ENDS, "c1", "\U0001f30a" * BODY_MAX_CHARS)
    assert len(longest) == ENVELOPE_MAX_CHARS
    assert is_envelope(longest)
    assert not is_envelope(longest + "A")


def test_two_conversations_of_the_same_two_show_keys_that_have_nothing_in_common() -> None:
    veils = (bytes(range(32)), bytes(range(1, 33)))
    shown = {veiled(veil, one.public_key) for veil in veils for one in (ONE, OTHER)}
    assert len(shown | {ONE.public_key, OTHER.public_key}) == 6


@pytest.mark.parametrize("broken", [bytes(32), b"\x01" + bytes(31), b""])
def test_a_key_that_agrees_with_nobody_is_shown_as_zeros(broken: bytes) -> None:
    assert veiled(bytes(range(32)), broken) == bytes(32)
