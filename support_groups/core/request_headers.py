"""The headers of a request, read strictly: what two readers could take for two things is no request.

The stock reader of Python is made for e-mail: it forgives folded lines, spaces before a colon and lines without one,
and a proxy before us might read them otherwise. It also took a tenth of the time in which somebody comes in.
"""

import re
from typing import Any

COUNT_MAX = 100
ALL_MAX_BYTES = 32 * 1024

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_NOT_IN_A_VALUE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class RequestHeaders:
    """What stands before a request's body, as gevent asks for it; raises ValueError for what no browser sends."""

    status = ""
    """What gevent would be told of a line that is too long."""

    def __init__(self, lines: Any) -> None:
        self.headers: list[str] = []
        """Each as `Name: value`, in the order of the wire."""
        self._values: dict[str, list[str]] = {}
        left = ALL_MAX_BYTES
        while (line := lines.readline(left + 1)) not in (b"\r\n", b"\n"):
            left -= len(line)
            if left < 0 or len(self.headers) == COUNT_MAX:
                raise ValueError("too many headers")
            self._take(line)
        if len(self._values.get("host", [])) != 1:
            raise ValueError("no host")
        # Where a proxy and we could read two different ends of a body, one request could hide in another.
        ends = [*self._values.get("content-length", []), *self._values.get("transfer-encoding", [])]
        if len(ends) > 1 or (ends and not (ends[0].isdecimal() or ends[0].lower() == "chunked")):
            raise ValueError("no end")

    def get(self, name: str, default: str | None = None) -> str | None:
        """The first value of a header, whatever case its name is in."""
        return self._values.get(name.lower(), [default])[0]

    getheader = get

    def __delitem__(self, name: str) -> None:
        del self._values[name.lower()]

    @property
    def typeheader(self) -> str | None:
        """What kind of body comes."""
        return self.get("content-type")

    def _take(self, line: bytes) -> None:
        name, colon, value = line.decode("latin-1").removesuffix("\n").removesuffix("\r").partition(":")
        value = value.strip(" \t")
        # The end of the connection is a line without a colon as well.
        if not colon or not _NAME.fullmatch(name) or _NOT_IN_A_VALUE.search(value):
            raise ValueError("no header")
        self.headers.append(f"{name}: {value}")
        self._values.setdefault(name.lower(), []).append(value)
