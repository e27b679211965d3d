"""An attack on a stolen database: all of the code is known and the file of the keys is not.

It searches a dump for words in the clear and in the usual disguises, and tries what can be tried without a key.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine, RowMapping, Table, inspect, select

from support_groups.accounts import format
from support_groups.accounts.rules import fold_name
from support_groups.core.database import Base, db
from support_groups.core.keys import KEY_BYTES, Key
from support_groups.core.rotation import Shelf
from support_groups.core.sealing import NONCE_BYTES, joined, mark, marking_of, owner_columns, sealed_columns
from support_groups.moderation.models import SALT_BYTES
from support_groups.moderation.rules import seal

TOKEN = re.compile(rb"[A-Za-z0-9+/_=-]{8,}")
HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){4,}")
ZLIB_BEGINS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
GZIP_BEGINS = b"\x1f\x8b"
HASHES = (hashlib.sha256, hashlib.sha1, hashlib.md5)


def dump(engine: Engine) -> bytes:
    """Everything that lies in the database: the very files of SQLite, or what PostgreSQL copies out of all tables."""
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        parts = (file.with_name(f"{file.name}{end}") for end in ("", "-wal"))
        return b"".join(part.read_bytes() for part in parts if part.exists())
    copied = []
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        for table in inspect(connection).get_table_names():
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                copied += [bytes(row) for row in rows]
    return b"".join(copied)


def found(stolen: bytes, words: Collection[str]) -> set[str]:
    """Those of some words that a dump gives away, in the clear or disguised."""
    views = [view.lower() for view in _views(stolen)]
    return {one for one in words if any(form in view for form in _forms(one) for view in views)}


def _forms(word: str) -> list[bytes]:
    clear = word.lower()
    return [part for said in (clear, clear[::-1]) for part in (said.encode(), said.encode("utf-16-le"))]


def _views(stolen: bytes) -> Iterator[bytes]:
    # As PostgreSQL writes bytes, and as anybody might write them.
    hexed = b"\n".join(bytes.fromhex(run.decode()) for run in HEX.findall(stolen))
    decoded = b"\n".join(_decoded(stolen))
    yield from (stolen, hexed, decoded)
    yield from (b"\n".join(_inflated(view)) for view in (stolen, hexed, decoded))


def _decoded(stolen: bytes) -> Iterator[bytes]:
    for run in TOKEN.findall(stolen):
        plain = run.replace(b"-", b"+").replace(b"_", b"/").replace(b"=", b"")
        # Wherever in a run it may begin.
        for begin in range(4):
            part = plain[begin:]
            part = part[: len(part) - (len(part) % 4 == 1)]
            yield base64.b64decode(part + b"=" * (-len(part) % 4))


def _inflated(stolen: bytes) -> Iterator[bytes]:
    for begin in (*ZLIB_BEGINS, GZIP_BEGINS):
        for place in (match.start() for match in re.finditer(re.escape(begin), stolen)):
            try:
                yield zlib.decompressobj(47).decompress(stolen[place:], 1_000_000)
            except zlib.error:
                continue


def guessed(names: Collection[str]) -> set[str]:
    """Those of some names that can be told from marks and seals by trying, with the functions of the code itself."""
    return {name for name in names if _is_marked(name) or _is_in_record(name)}


def opened() -> list[str]:
    """The columns in which something opens with a key that one may think of, or that lies in the database itself."""
    tried = keys_to_try()
    found = []
    for table in Base.metadata.sorted_tables:
        for column in sealed_columns(table):
            for row in (one for one in rows(table) if one[column.name] is not None):
                owner = joined(owner_columns(table), row.__getitem__)
                if any(_opens(row[column.name], str(column), owner, key) for key in tried):
                    found.append(str(column))
    return found


def opened_vault() -> list[str]:
    """For what of the vault a secret opens it that one may think of, or that lies in the database itself."""
    return [
        row["purpose"]
        for row in rows(Base.metadata.tables["vault_items"])
        if any(_opens_item(row["sealed"], row["purpose"], secret) for secret in secrets_to_try())
    ]


def _opens_item(envelope: str, purpose: str, secret: bytes) -> bool:
    sealed, bound = format.to_bytes(envelope), format.about(f"item:{purpose}")
    for key in (secret, format.own_key(format.Identity(secret, secret))):
        try:
            format.unseal(key, sealed, bound)
        except InvalidTag:
            continue
        return True
    return False


def rows(table: Table) -> Sequence[RowMapping]:
    """The rows of a table as they lie there."""
    return db.session.execute(select(Shelf(table).table)).mappings().all()


def keys_to_try() -> list[Key]:
    """Keys of an installation that one may think of."""
    return [Key("00000000", secret) for secret in secrets_to_try()]


def secrets_to_try() -> list[bytes]:
    """What may be a key: nothing at all, words of the code, and whatever in the database is as long as one."""
    thought = {bytes(KEY_BYTES), hashlib.sha256(b"").digest(), hashlib.sha256(b"support-groups").digest()}
    lying = [value for table in Base.metadata.sorted_tables for row in rows(table) for value in row.values()]
    long_enough = {bytes(value) for value in lying if isinstance(value, bytes | memoryview) and len(value) == KEY_BYTES}
    return [*thought | long_enough]


def _opens(value: str, column: str, owner: str, key: Key) -> bool:
    sealed = base64.b64decode(value.split(".")[2])
    try:
        key.cipher(column).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], f"{column} {owner}".encode())
    except InvalidTag:
        return False
    return True


def _is_marked(name: str) -> bool:
    folded = fold_name(name)
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if (made := marking_of(column)) is None:
                continue
            for row in rows(table):
                within = joined(made[1], row.__getitem__)
                tries = {mark(str(column), within, folded, key).split(".")[2] for key in keys_to_try()}
                bare = (f"{column} {within} {folded}", folded, name)
                tries |= {base64.b64encode(how(one.encode()).digest()[:16]).decode() for how in HASHES for one in bare}
                if row[column.name].split(".")[2] in tries:
                    return True
    return False


def _is_in_record(name: str) -> bool:
    lines, people = (rows(Base.metadata.tables[name]) for name in ("records", "recorded_people"))
    seals = {bytes(kept) for line in lines for kept in (line["by_seal"], line["whom_seal"]) if kept}
    salts = {b"", bytes(SALT_BYTES), *(one for row in people for one in _salts_in(row["salt"]))}
    members = {row["membership_id"] for row in people}
    return any(seal(salt, member, name, "") in seals for salt in salts for member in members)


def _salts_in(lying: str) -> list[bytes]:
    sealed = base64.b64decode(lying.split(".")[-1])
    return [lying.encode(), *(sealed[begin : begin + SALT_BYTES] for begin in range(len(sealed)))]
