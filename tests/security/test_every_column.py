"""Every column is sealed, or stands here with the reason why it need not be: a new one cannot be forgotten."""

import pytest
from sqlalchemy import JSON, Column, Enum, LargeBinary, String

from support_groups.core.database import Base
from support_groups.core.sealing import Sealed, marking_of

pytestmark = pytest.mark.usefixtures("app")

PLAIN = {
    "A random id, or a hash of something random: it says nothing.": """
        *.public_id rooms.epoch room_log.client_id held_messages.client_id questions.client_id
        founder_invitations.token_hash invitations.token_hash
        sign_ins.token_hash used_once.mark records.previous records.digest records.by_seal records.whom_seal
        record_chains.head conversations.veil reading_claims.step
    """,
    "A mark of a sealed name: without the key nobody can try names against it.": """
        accounts.name_mark memberships.name_mark sponsor_offers.name_mark
    """,
    "What its person's browser made or sealed, a key that opens only what lies on one device, or a slow hash.": """
        accounts.public_key sign_ins.device_key ways_in.salt ways_in.proof_hash ways_in.credential_id
        ways_in.credential ways_in.sealed vault_items.sealed
    """,
    "One of a few kinds, chosen from a list: the database counts and joins by it.": """
        groups.attendance groups.door memberships.role memberships.standing meetings.floor notices.kind rooms.kind
        records.act recorded_people.side sponsor_asks.state sponsor_asks.answer participants.role room_log.kind
        ways_in.kind sponsor_offers.gender sponsor_offers.prefers sponsor_searches.gender sponsor_searches.prefers
        groups.formats group_guards.on_personal group_guards.holds meetings.lobby knocks.state knocks.declined_as
        held_messages.why held_messages.state questions.state reports.kind reports.state meetings.formats
        vault_items.purpose positions.role
    """,
    "Where clocks agree, or what is spoken: shared by very many.": "accounts.zone groups.zone groups.language",
    "Ids of rows, roles and moments: the words of an event stand in its body.": "room_log.data",
    "A kind and the number of a row.": "notices.subject",
    "The position given, one of a few.": "records.detail",
}


def holding_text(column: Column[object]) -> bool:
    """Whether words could stand in a column."""
    return isinstance(column.type, String | Enum | JSON | LargeBinary) and not isinstance(column.type, Sealed)


def named(column: Column[object]) -> str:
    """A column as the list names it."""
    return "*.public_id" if column.name == "public_id" else str(column)


def test_every_column_is_sealed_or_has_a_reason_not_to_be() -> None:
    plain = {named(column) for table in Base.metadata.sorted_tables for column in table.columns if holding_text(column)}
    listed = [name for names in PLAIN.values() for name in names.split()]
    assert sorted(plain) == sorted(listed)


def test_a_mark_is_of_a_column_that_is_sealed() -> None:
    marked = [(table, of) for table in Base.metadata.sorted_tables for one in table.columns if (of := marking_of(one))]
    assert marked
    assert all(isinstance(table.c[of].type, Sealed) for table, (of, _) in marked)


def test_names_words_and_reasons_are_sealed_wherever_they_stand() -> None:
    telling = (
        "name",
        "words",
        "note",
        "reason",
        "body",
        "title",
        "told",
        "label",
        "device",
        "purpose",
        "answer",
        "salt",
    )
    plain = [
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if holding_text(column) and not marking_of(column) and column.name.rpartition("_")[2] in telling
    ]
    assert sorted(plain) == ["sponsor_asks.answer", "vault_items.purpose", "ways_in.salt"]
