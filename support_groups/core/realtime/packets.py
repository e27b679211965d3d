"""Events of Socket.IO as browsers send them: a number to be answered under, and a list of a name and what is sent."""

import json
from typing import Any, NoReturn

import orjson

from . import frames
from .frames import Broken

ACK_MAX_DIGITS = 100


def event(message: bytes) -> tuple[int | None, list[Any]]:
    """The number an event wants to be acknowledged under, if any, and its list, which has at least a name.

    Raises Broken for what is no such packet.
    """
    ack, begins = _ack_of(message)
    return ack, _content(message[begins:])


def shown(message: bytes) -> object:
    """What someone shows who wants to be connected; nothing if that is no object."""
    try:
        given = orjson.loads(message[1:]) if len(message) > 1 else None
    except ValueError:
        raise Broken(frames.POLICY) from None
    return given.get("ticket") if isinstance(given, dict) else None


def _ack_of(message: bytes) -> tuple[int | None, int]:
    begins = message.find(b"[", 1, ACK_MAX_DIGITS + 2)
    digits = message[1:begins]
    if begins < 0 or (digits and not digits.isdigit()):
        raise Broken(frames.PROTOCOL_ERROR)
    return (int(digits) if digits else None), begins


def _content(text: bytes) -> list[Any]:
    try:
        content = orjson.loads(text)
    except ValueError:
        content = _content_with_halves(text)
    if not isinstance(content, list) or not content:
        raise Broken(frames.POLICY)
    return content


def _content_with_halves(text: bytes) -> Any:
    # Whoever deletes half of an emoji sends half of a pair: that is no reason to end their line.
    try:
        return json.loads(text.decode(), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Broken(frames.NOT_UTF8) from None
    except (ValueError, RecursionError):
        raise Broken(frames.POLICY) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
