"""WebSocket frames (RFC 6455), read within limits and built once for all who hear the same. Bytes in, bytes out."""

MESSAGE_MAX_BYTES = 64 * 1024
FRAMES_AT_ONCE_MAX = 400
"""More than this in one read is a flood: people do not write so, and programs that mean well do not either."""

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
CONTINUATION = 0x0

NORMAL, GOING_AWAY, PROTOCOL_ERROR, NOT_UTF8, POLICY, TOO_BIG, TRY_LATER = 1000, 1001, 1002, 1007, 1008, 1009, 1013

_FINAL, _RESERVED, _MASKED = 0x80, 0x70, 0x80
_CONTROL_MAX_BYTES = 125
_CODES_NEVER_SENT = frozenset({1004, 1005, 1006})


class Broken(Exception):
    """The other side broke the protocol or a limit; `code` is what the connection is closed with."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


def build(opcode: int, payload: bytes) -> bytes:
    """A whole frame from the server: unmasked, in one piece."""
    size = len(payload)
    if size <= _CONTROL_MAX_BYTES:
        return bytes((_FINAL | opcode, size)) + payload
    if size < 1 << 16:
        return bytes((_FINAL | opcode, 126)) + size.to_bytes(2, "big") + payload
    return bytes((_FINAL | opcode, 127)) + size.to_bytes(8, "big") + payload


def closing(code: int) -> bytes:
    """A closing frame with a code."""
    return build(CLOSE, code.to_bytes(2, "big"))


def check_closing(payload: bytes) -> int:
    """The code of a closing frame from the other side; raises Broken where there may be no such frame."""
    if not payload:
        return NORMAL
    code = int.from_bytes(payload[:2], "big")
    is_known = 1000 <= code <= 1014 or 3000 <= code <= 4999
    if len(payload) == 1 or not is_known or code in _CODES_NEVER_SENT:
        raise Broken(PROTOCOL_ERROR)
    try:
        payload[2:].decode()
    except UnicodeDecodeError:
        raise Broken(NOT_UTF8) from None
    return code


class Reader:
    """Puts what comes over a connection together to messages; keeps at most one message and what follows it."""

    __slots__ = ("_opcode", "_parts", "_rest", "_size", "read")

    def __init__(self) -> None:
        self._rest = b""
        self._parts: list[bytes] = []
        self._size = 0
        self._opcode = CONTINUATION
        self.read = 0
        """How many frames were read so far."""

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The whole messages and control frames that have arrived, in order, as opcode and payload.

        Raises Broken for whatever a browser would never send: no mask, reserved bits, unknown opcodes, control
        frames that are long or in pieces, and more bytes or frames than the limits allow.
        """
        if self._rest:
            data = self._rest + data
        found: list[tuple[int, bytes]] = []
        at, end = 0, len(data)
        most = self.read + FRAMES_AT_ONCE_MAX
        while end - at >= 2:
            first, second = data[at], data[at + 1]
            opcode, size, head = first & 0x0F, second & 0x7F, 6
            self._check(first, second, opcode, size)
            if size > _CONTROL_MAX_BYTES:
                bytes_of_size = 2 if size == 126 else 8
                if end - at < 2 + bytes_of_size:
                    break
                size = int.from_bytes(data[at + 2 : at + 2 + bytes_of_size], "big")
                head += bytes_of_size
                if size >> 63:
                    raise Broken(PROTOCOL_ERROR)
                if size + self._size > MESSAGE_MAX_BYTES:
                    raise Broken(TOO_BIG)
            start = at + head
            if end < start + size:
                break
            at = start + size
            self.read += 1
            if self.read > most:
                raise Broken(POLICY)
            payload = _unmasked(data[start:at], data[start - 4 : start]) if size else b""
            if opcode & CLOSE or (first & _FINAL and opcode):
                found.append((opcode, payload))
            else:
                self._collect(opcode, payload)
                if first & _FINAL:
                    found.append(self._whole())
        self._rest = data[at:] if at < end else b""
        return found

    def _check(self, first: int, second: int, opcode: int, size: int) -> None:
        if first & _RESERVED or not second & _MASKED:
            raise Broken(PROTOCOL_ERROR)
        if opcode & CLOSE:
            if opcode > PONG or size > _CONTROL_MAX_BYTES or not first & _FINAL:
                raise Broken(PROTOCOL_ERROR)
        elif opcode > BINARY or bool(opcode) == bool(self._opcode):
            # A message begins where none is under way, and is continued where one is.
            raise Broken(PROTOCOL_ERROR)

    def _collect(self, opcode: int, payload: bytes) -> None:
        self._opcode = opcode or self._opcode
        self._parts.append(payload)
        self._size += len(payload)
        if self._size > MESSAGE_MAX_BYTES or len(self._parts) > FRAMES_AT_ONCE_MAX:
            raise Broken(TOO_BIG)

    def _whole(self) -> tuple[int, bytes]:
        opcode, payload = self._opcode, b"".join(self._parts)
        self._opcode, self._parts, self._size = CONTINUATION, [], 0
        return opcode, payload


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    size = len(payload)
    key = (mask * (size // 4 + 1))[:size]
    # One exclusive or of two long numbers costs a twentieth of a loop over bytes.
    return (int.from_bytes(payload, "little") ^ int.from_bytes(key, "little")).to_bytes(size, "little")
