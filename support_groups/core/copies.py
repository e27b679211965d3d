"""Somebody's copy of all that is their own, for reading and for programs; made in memory and kept nowhere."""

import io
import re
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
    "\n"
    "Each part begins with what is kept there. Keys and random numbers are named and left out: they would tell you\n"
    "nothing, and could be of use to a stranger.\n"
)

FOR_PROGRAMS = frozenset({"name_mark", "rev"})
"""What tells a reader nothing; static/accounts/own-copy.js leaves out the same."""

_MOMENT = re.compile(r"\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*(?:\+00:00|Z)")

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
    shown = {name: value for name, value in row.items() if name not in FOR_PROGRAMS and value not in (None, "", {})}
    return "  - " + "; ".join(f"{name.replace('_', ' ')}: {_readable(value)}" for name, value in shown.items())


def _readable(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')}: {_readable(inner)}" for name, inner in value.items())
    plain = _value(value)
    return _MOMENT.sub(r"\1 at \2 UTC", plain) if isinstance(plain, str) else plain
