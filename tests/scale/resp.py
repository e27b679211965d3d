"""The protocol of Redis and Valkey, as far as a proxy needs it: where a reply ends, and which are published news."""

END = b"\r\n"
PUBLISHED = (b"*3\r\n$7\r\nmessage\r\n", b">3\r\n$7\r\nmessage\r\n")
BULK, LISTS, PAIRS = b"$=!", b"*>~", b"%|"


class Replies:
    """Cuts a stream of bytes into whole replies."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The replies that are whole by now, in order, as they came."""
        self._held += data
        found, begins = [], 0
        while (ends := _end_of(self._held, begins)) is not None:
            found.append(self._held[begins:ends])
            begins = ends
        self._held = self._held[begins:]
        return found


def is_published(reply: bytes) -> bool:
    """Whether a reply is news that somebody has published."""
    return reply.startswith(PUBLISHED)


def _end_of(data: bytes, begins: int) -> int | None:
    """Where the reply that begins at a place ends; None if it is not whole."""
    line = data.find(END, begins)
    if line < 0:
        return None
    kind, told, ends = data[begins : begins + 1], data[begins + 1 : line], line + len(END)
    if kind in BULK:
        # A size below nothing is no text at all.
        ends += int(told) + len(END) if int(told) >= 0 else 0
        return ends if ends <= len(data) else None
    if kind not in LISTS + PAIRS:
        return ends
    for _ in range(int(told) * (2 if kind in PAIRS else 1)):
        after = _end_of(data, ends)
        if after is None:
            return None
        ends = after
    return ends
