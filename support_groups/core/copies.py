"""Somebody's copy of all that is their own, for reading and for programs; made in memory and kept nowhere."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson

from .retention import Part

VERSION = 1
IN_THE_BROWSER = "in_your_browser"
"""Where the browser adds what only it can open, before it saves the file: purposes with what they hold."""
BEGINS = (
    "Everything that is yours in this place, as it was when you asked for it.\n"
    "What others have written is theirs and is not in here. Keep this file where only you can read it.\n"
)

Copy = Mapping[str, Sequence[Part]]


def as_json(copy: Copy) -> bytes:
    """A copy for programs."""
    told = {
        "version": VERSION,
        "yours": {
            feature: [{"what": part.what, "rows": [_plain(row) for row in part.rows]} for part in parts]
            for feature, parts in copy.items()
        },
        IN_THE_BROWSER: {},
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def as_text(copy: Copy) -> str:
    """A copy for reading."""
    lines = [BEGINS]
    for parts in copy.values():
        for part in parts:
            lines += [part.what, *(_sentence(row) for row in part.rows), ""] if part.rows else []
    return "\n".join(lines)


def as_archive(copy: Copy) -> bytes:
    """Both in one file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("copy.txt", as_text(copy))
        archive.writestr("copy.json", as_json(copy))
    return written.getvalue()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if hasattr(value, "value") else value


def _sentence(row: Mapping[str, Any]) -> str:
    said = (f"{name.replace('_', ' ')}: {value}" for name, value in _plain(row).items() if value not in (None, "", {}))
    return "  - " + "; ".join(said)
