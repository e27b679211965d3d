"""Columns that hold words of people: encrypted under a key that is not in the database, and bound to their place.

A sealed value reads `1.<id of the key>.<base64 of nonce, ciphertext and tag>` (AES-256-GCM). What it is bound to is its
table and column and the row's `__owned_by__`: moved to another row, column or person it does not open.

A statement that reads a sealed column reads the owner with it. A row that is written through a class is sealed when
it is flushed; what is written past the classes says its owner with `owned` or `own`, and is refused without.
"""

import hmac
import os
import typing
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from functools import partial
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    String,
    Table,
    Text,
    cast,
    event,
    inspect,
    literal_column,
    type_coerce,
)
from sqlalchemy.orm import MappedColumn, Mapper, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeDecorator

from .database import Base, new_public_id
from .keys import Key, keys

BLOCK_BYTES = 32
"""Values are filled up to whole blocks: how long a name is would help to guess it."""
NONCE_BYTES = 12
MARK_BYTES = 16
MARK_CHARS = 35

_BAR: ColumnElement[str] = literal_column("'|'")
_MARKS = "marks"
_PADDING = [b"\x80" + bytes(-(length + 1) % BLOCK_BYTES) for length in range(BLOCK_BYTES)]
_owners: dict[str, tuple[str, ...]] = {}


class CannotOpen(RuntimeError):
    """A sealed value was changed, or stands where it was not put."""


class OwnerIsMissing(RuntimeError):
    """A value was to be kept, or looked for, without saying whose it is."""


class OwnerHasChanged(RuntimeError):
    """A row with sealed values was to be given to another owner."""


class OwnedText(str):
    """Words with their owner."""

    owner: str


class OwnedBytes(bytes):
    """Bytes with their owner."""

    owner: str


class OwnedValues(dict[str, Any]):
    """Values of JSON with their owner."""

    owner: str


Owned = OwnedText | OwnedBytes | OwnedValues


def seal(place: str, owner: str, content: bytes) -> str:
    """Encrypt what is kept for an owner in a place, `table.column`."""
    key = keys().current()
    nonce = os.urandom(NONCE_BYTES)
    padded = content + _PADDING[len(content) % BLOCK_BYTES]
    sealed = nonce + key.cipher(place).encrypt(nonce, padded, f"{place} {owner}".encode())
    return f"1.{key.id}.{b2a_base64(sealed, newline=False).decode()}"


def unseal(place: str, owner: str, kept: str) -> bytes:
    """Decrypt what was kept for an owner in a place; raises CannotOpen, or KeyIsGone."""
    version, _, rest = kept.partition(".")
    key_id, _, encoded = rest.partition(".")
    if version != "1":
        raise CannotOpen(f"a value in {place} is of an unknown kind")
    sealed = a2b_base64(encoded)
    try:
        padded = (
            keys()
            .named(key_id)
            .cipher(place)
            .decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], f"{place} {owner}".encode())
        )
    except (InvalidTag, ValueError):
        raise CannotOpen(f"a value in {place} was changed or moved") from None
    return padded[: padded.rindex(b"\x80")]


def mark(place: str, within: str, text: str, key: Key | None = None) -> str:
    """What tells whether two texts are the same, and nothing else to whoever has no key."""
    key = key or keys().current()
    made = hmac.digest(key.for_marks, f"{place} {within} {text}".encode(), "sha256")[:MARK_BYTES]
    return f"1.{key.id}.{b2a_base64(made, newline=False).decode()}"


def marks(place: str, text: str, within: str = "") -> list[str]:
    """What a text may be marked with in a place: one for each key, for while they are exchanged two are in use."""
    return [mark(place, within, text, key) for key in keys().all()]


class Sealed(TypeDecorator[Any]):
    """A column whose values are sealed."""

    impl = Text
    owned: type[Owned] = OwnedText

    def __init__(self, place: str = "") -> None:
        super().__init__()
        self.place = place

    def owned_by(self, value: Any, owner: str) -> Owned:
        """A value with its owner, ready to be kept."""
        made = self.owned(value)
        made.owner = owner
        return made

    def dumped(self, value: Any) -> bytes:
        """A value as bytes."""
        return str(value).encode()

    def loaded(self, content: bytes) -> Any:
        """The value of some bytes."""
        return content.decode()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Seal what is kept."""
        if value is None:
            return None
        if not isinstance(value, self.owned):
            raise OwnerIsMissing(f"nothing is kept in {self.place} that belongs to nobody")
        return seal(self.place, value.owner, self.dumped(value))

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Read the owner together with the value."""
        table = typing.cast(Column[Any], column).table
        parts = [cast(table.c[name], String) for name in _owners[self.place.partition(".")[0]]]
        with_owner: ColumnElement[Any] = type_coerce(column, Text)
        for part in reversed(parts):
            with_owner = part.concat(_BAR).concat(with_owner)
        return type_coerce(with_owner, self)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Open what was kept."""
        if value is None:
            return None
        owner, _, kept = str(value).rpartition("|")
        return self.loaded(unseal(self.place, owner, kept))


class SealedText(Sealed):
    """Words."""

    cache_ok = True


class SealedBytes(Sealed):
    """Bytes."""

    cache_ok = True
    owned = OwnedBytes

    def dumped(self, value: Any) -> bytes:
        """The bytes themselves."""
        return bytes(value)

    def loaded(self, content: bytes) -> bytes:
        """The bytes themselves."""
        return content


class SealedJson(Sealed):
    """A few values with their names."""

    cache_ok = True
    owned = OwnedValues

    def dumped(self, value: Any) -> bytes:
        """As JSON."""
        return orjson.dumps(dict(value))

    def loaded(self, content: bytes) -> Any:
        """From JSON."""
        return orjson.loads(content)


def marked(of: str, within: tuple[str, ...] = (), **options: Any) -> MappedColumn[str]:
    """A column of marks: they tell whether a sealed one is the same in two rows that have the same `within`."""
    return mapped_column(String(MARK_CHARS), info={_MARKS: (of, within)}, **options)


def owned(kind: type[Base], row: dict[str, Any]) -> dict[str, Any]:
    """A row that is written past its class, with owners for what is sealed in it and with its marks."""
    table, made = kind.__table__, dict(row)
    if not isinstance(table, Table) or table.name not in _owners:
        return made
    if "public_id" in table.c:
        made.setdefault("public_id", new_public_id())
    owner = _owner(table, made.__getitem__)
    for column in table.columns:
        if isinstance(column.type, Sealed) and (value := made.get(column.name, _default(column))) is not None:
            made[column.name] = column.type.owned_by(value, owner)
        elif marking := marking_of(column):
            made[column.name] = _marked(column, *marking, made.__getitem__)
    return made


def sealed_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table whose values are sealed."""
    return [column for column in table.columns if isinstance(column.type, Sealed)]


def marking_of(column: Column[Any]) -> tuple[str, tuple[str, ...]] | None:
    """Which column a mark is made of, and within which others; None for a column that holds none."""
    found: tuple[str, tuple[str, ...]] | None = column.info.get(_MARKS)
    return found


def owner_columns(table: Table) -> tuple[str, ...]:
    """The columns of a table that say whose a row is."""
    return _owners[table.name]


def joined(names: tuple[str, ...], read: Callable[[str], Any]) -> str:
    """Some values of a row as one, as they are bound to what is sealed."""
    return "|".join(str(read(name)) for name in names)


def _owner(table: Table, read: Callable[[str], Any]) -> str:
    return joined(_owners[table.name], read)


def _marked(column: Column[Any], of: str, within: tuple[str, ...], read: Callable[[str], Any]) -> str:
    return mark(str(column), joined(within, read), str(read(of)))


def _default(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


@event.listens_for(Base, "instrument_class", propagate=True)
def _know(mapper: Mapper[Any], kind: type[Any]) -> None:
    table = mapper.local_table
    if not isinstance(table, Table) or not (columns := sealed_columns(table)):
        return
    _owners[table.name] = kind.__owned_by__
    for name in kind.__owned_by__:
        if table.c[name].nullable:
            raise OwnerIsMissing(f"{table.name}.{name} may be empty: it is nobody's owner")
    for column in columns:
        if isinstance(column.type, Sealed):
            column.type.place = str(column)


@event.listens_for(Base, "before_insert", propagate=True)
@event.listens_for(Base, "before_update", propagate=True)
def _own(mapper: Mapper[Any], _connection: Connection, row: Any) -> None:
    table = mapper.local_table
    if not isinstance(table, Table) or table.name not in _owners:
        return
    is_new = not inspect(row).persistent
    if is_new:
        _complete(table, row)
    elif any(_has_changed(row, name) for name in _owners[table.name]):
        raise OwnerHasChanged(f"what is sealed in a row of {table.name} stays with its owner")
    for column in table.columns:
        if isinstance(column.type, Sealed):
            if _has_changed(row, column.name) and (value := getattr(row, column.name)) is not None:
                setattr(row, column.name, column.type.owned_by(value, _owner(table, partial(getattr, row))))
        elif (marking := marking_of(column)) and (is_new or _has_changed(row, marking[0])):
            setattr(row, column.name, _marked(column, *marking, partial(getattr, row)))


def _complete(table: Table, row: Any) -> None:
    # What the database layer would only fill in after this.
    if "public_id" in table.c and row.public_id is None:
        row.public_id = new_public_id()
    for column in sealed_columns(table):
        if getattr(row, column.name) is None and (value := _default(column)) is not None:
            setattr(row, column.name, value)


def _has_changed(row: Any, name: str) -> bool:
    return bool(inspect(row).attrs[name].history.has_changes())
