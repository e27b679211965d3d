"""A stolen database and all of the code recover no name, no message, no reason: the keys lie elsewhere."""

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy import select, text

from support_groups.accounts.actions import start_sign_in
from support_groups.accounts.format import Identity
from support_groups.accounts.models import KEY_BYTES
from support_groups.accounts.queries import visitor_with
from support_groups.conversations.format import open_message, talk_key
from support_groups.core import sealing
from support_groups.core.database import Base, db
from support_groups.core.keys import keys
from support_groups.core.transaction import transaction
from support_groups.groups.models import Role
from support_groups.moderation.models import Act
from support_groups.rooms import queries
from support_groups.rooms.events import MessageSaid
from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.keys import identity_of

from . import attack
from .said import BETWEEN, DAYS, GROUPS, NAMES, PLAN, REASONS, SAID, WROTE


@pytest.fixture
def words(evening: Room) -> set[str]:
    """What must not be found: every name, and whatever anyone has written."""
    walking = {f"{name} walks" for name in NAMES[1:]}
    written = {"The heating of the harbour is broken.", "I kept my first year in a notebook."}
    signing_in = {f"{name} at home" for name in ("Fern", "Milo", "Nell", "Sol", "Ray")}
    return {*NAMES, *walking, *SAID, *REASONS, WROTE, *GROUPS, *written, *signing_in}


def test_a_stolen_database_gives_no_name_and_no_word_away(words: set[str]) -> None:
    stolen = attack.dump(db.engine)
    assert len(stolen) > 10_000
    assert attack.found(stolen, words) == set()


def test_a_stolen_database_gives_no_clean_date_and_no_plan_away_not_even_with_the_keys(
    evening: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attack.found(attack.dump(db.engine), {*DAYS, *PLAN.values()}) == set()
    tried = [*attack.secrets_to_try(), *key_file()]
    monkeypatch.setattr(attack, "secrets_to_try", lambda: tried)
    assert attack.opened() != []
    assert attack.opened_vault() == []


def test_with_the_key_of_the_person_the_same_attack_opens_both(
    evening: Room, milo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attack, "secrets_to_try", lambda: [identity_of(milo.account.name).private_key])
    assert sorted(attack.opened_vault()) == ["clean-time", "plan"]


def test_left_plain_clean_dates_and_the_plan_would_be_found(evening: Room) -> None:
    with transaction() as session:
        session.execute(text("UPDATE vault_items SET sealed = :plain"), {"plain": json.dumps([DAYS, PLAN])})
    assert attack.found(attack.dump(db.engine), {*DAYS, *PLAN.values()}) == {*DAYS, *PLAN.values()}


def test_a_stolen_database_signs_nobody_in(evening: Room, milo: Person) -> None:
    token = start_sign_in(milo.account, "Firefox on Linux")
    assert visitor_with(token) is not None
    assert attack.found(attack.dump(db.engine), {token, token[: KEY_BYTES // 2]}) == set()


def test_the_record_of_a_group_holds_no_word_of_anybody_in_the_clear(evening: Room, fern: Person, nell: Person) -> None:
    fern.takes_out(evening, nell.says(evening, "My number is 555.").seq, REASONS[0])
    lines = attack.rows(Base.metadata.tables["records"])
    assert Act.MESSAGE_REMOVED in {line["act"] for line in lines}
    assert {line["detail"] for line in lines} <= {"", *Role}


def key_file() -> list[bytes]:
    """The secrets in the file of the installation's keys."""
    return [bytes.fromhex(line.split()[1]) for line in keys().file.read_text().splitlines()]


def test_names_cannot_be_tried_against_what_is_stolen(words: set[str]) -> None:
    assert attack.guessed([*NAMES, *(f"{name} walks" for name in NAMES), "Fern at home"]) == set()


def test_nothing_opens_with_what_lies_in_the_database_itself(words: set[str]) -> None:
    assert attack.opened() == []


def test_with_the_keys_the_same_attack_opens_everything(words: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attack, "keys_to_try", lambda: [keys().current()])
    assert set(attack.guessed(["Marigold", "Otterly", "Milo at home"])) == {"Marigold", "Otterly", "Milo at home"}
    assert len(set(attack.opened())) >= 25


def all_that_opens() -> list[object]:
    """Every value that whoever has the database, the server's keys and all of the code can read."""
    rows = [(mapper, row) for mapper in Base.registry.mappers for row in db.session.scalars(select(mapper))]
    return [getattr(row, column.key) for mapper, row in rows for column in mapper.column_attrs]


def test_with_the_keys_the_words_of_a_meeting_are_read_and_no_word_between_two(evening: Room) -> None:
    readable = repr(all_that_opens()).encode()
    assert attack.found(readable, {*SAID, *NAMES, *BETWEEN}) == {*SAID, *NAMES}


def test_no_key_in_the_database_opens_what_is_between_two(evening: Room, sol: Person, ray: Person) -> None:
    talk = sol.side_with(ray).conversation
    ends, said = sol.ends_of(talk.room), queries.log_tail(talk.room.id)[0]
    assert sol.reads(talk.room) == list(BETWEEN)
    secrets = {bytes(value) for value in all_that_opens() if isinstance(value, bytes) and len(value) == KEY_BYTES}
    assert {sol.account.public_key, ray.account.public_key, talk.veil} <= secrets
    publics = {ends.mine, ends.theirs, sol.account.public_key, ray.account.public_key}
    tried = secrets | {
        talk_key(Identity(one, b""), replace(ends, theirs=public)) for one in secrets for public in publics
    }
    sealed = [(str(one.client_id), str(one.event.body)) for one in said if isinstance(one.event, MessageSaid)]
    assert len(sealed) == len(BETWEEN)
    for key, sender, (client_id, envelope) in product(tried, (ends.mine, ends.theirs), sealed):
        with pytest.raises(InvalidTag):
            open_message(key, ends, client_id, sender, envelope)


def in_the_clear(content: bytes) -> str:
    """What would lie there if nothing were sealed."""
    return content.decode() if all(32 <= one < 127 for one in content) else f"0x{content.hex()}"


def kept_in_the_clear(kept: str) -> bytes:
    """What was kept like that."""
    return bytes.fromhex(kept[2:]) if kept.startswith("0x") else kept.encode()


def test_left_plain_everything_would_be_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(sealing, "seal", lambda _place, _owner, content: in_the_clear(content))
    monkeypatch.setattr(sealing, "unseal", lambda _place, _owner, kept: kept_in_the_clear(kept))
    wanted = request.getfixturevalue("words")
    assert attack.found(attack.dump(db.engine), wanted) == wanted


@pytest.mark.parametrize(
    "disguise",
    [
        lambda words: words,
        lambda words: words.upper(),
        lambda words: words[::-1],
        lambda words: base64.b64encode(words.encode()).decode(),
        lambda words: base64.urlsafe_b64encode(b"x" + words.encode()).decode().rstrip("="),
        lambda words: words.encode().hex(),
        lambda words: base64.b64encode(zlib.compress(words.encode())).decode(),
        lambda words: zlib.compress(words.encode()).hex(),
    ],
    ids=["clear", "upper", "reversed", "base64", "base64 within", "hex", "zlib in base64", "zlib in hex"],
)
def test_the_attack_sees_through_a_disguise(disguise: Callable[[str], str], evening: Room) -> None:
    with transaction() as session:
        session.execute(text("UPDATE rooms SET title = :words"), {"words": disguise(SAID[0])})
    assert attack.found(attack.dump(db.engine), SAID) == {SAID[0]}
