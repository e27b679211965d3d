"""Bad input ends the line of whoever sent it, or is refused in words; nothing is left, no neighbour is affected."""

import json
import struct
import time
import zlib

import pytest

from .evening import Evening, comes_true
from .guest import Guest
from .wire import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Ended, frame, text

AT_ONCE_SECONDS = 10.0
"""Only a failure waits so long; a line that answers no ping would be kept for four times as long."""
NEIGHBOUR_SECONDS = 1.5
TRIES = 3
SEEN_SECONDS = 30.0
MESSAGE_MAX_BYTES = 64 * 1024
WRONG, NO_TEXT, UNWANTED, TOO_BIG = {1002}, {1007}, {1008}, {1009}

piece = frame(CONTINUATION, b"4" * 30_000, final=False)
bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
deflated = bomb.compress(b"4" * 20_000_000) + bomb.flush(zlib.Z_SYNC_FLUSH)


def closing(code: int, reason: bytes = b"") -> bytes:
    """A closing frame."""
    return frame(CLOSE, struct.pack("!H", code) + reason)


# What is sent, and the codes of the closing frame that may answer it; a line may also end without one.
FRAMES: dict[str, tuple[bytes, set[int]]] = {
    "a frame one byte too long": (frame(TEXT, b"4" * (MESSAGE_MAX_BYTES + 1)), TOO_BIG),
    "a long frame of bytes": (frame(BINARY, b"4" * 200_000), TOO_BIG),
    "a frame that announces far too much": (frame(TEXT, b"42", announced=2**40), TOO_BIG),
    "a frame that announces less than nothing": (frame(TEXT, b"42", announced=2**63), WRONG | TOO_BIG),
    "fragments too long together": (frame(TEXT, b"4" * 30_000, final=False) + piece + piece, TOO_BIG),
    "fragments with a long end": (
        frame(TEXT, b"4" * 40_000, final=False) + frame(CONTINUATION, b"4" * 30_000),
        TOO_BIG,
    ),
    "empty continuations": (frame(TEXT, b"4", final=False) + frame(CONTINUATION, final=False) * 10_000, UNWANTED),
    "a continuation of nothing": (frame(CONTINUATION, b"2"), WRONG),
    "a message within a message": (frame(TEXT, b"4", final=False) + frame(TEXT, b"41"), WRONG),
    "a deflate bomb": (frame(TEXT, deflated, reserved=4), WRONG),
    "the first reserved bit": (frame(TEXT, b"3", reserved=4), WRONG),
    "the second reserved bit": (frame(TEXT, b"3", reserved=2), WRONG),
    "the third reserved bit": (frame(TEXT, b"3", reserved=1), WRONG),
    "a reserved bit of a ping": (frame(PING, b"3", reserved=1), WRONG),
    **{f"opcode {code:#x}": (frame(code, b"3"), WRONG) for code in (0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF)},
    "an unmasked packet": (frame(TEXT, b"3", mask=None), WRONG),
    "an unmasked ping": (frame(PING, b"3", mask=None), WRONG),
    "a long ping": (frame(PING, b"3" * 126), WRONG),
    "a long pong": (frame(PONG, b"3" * 70_000), WRONG),
    "a long closing frame": (closing(1000, b"3" * 124), WRONG),
    "a ping in fragments": (frame(PING, b"3", final=False), WRONG),
    "a closing frame in fragments": (frame(CLOSE, b"\x03\xe8", final=False), WRONG),
    "no UTF-8": (frame(TEXT, b'42["message.say",{"body":"\xff"}]'), NO_TEXT),
    "UTF-8 that breaks off": (frame(TEXT, b"4\xe2\x82"), NO_TEXT),
    "UTF-8 longer than it need be": (frame(TEXT, b"4\xc0\xaf"), NO_TEXT),
    "half a pair of surrogates": (frame(TEXT, b"4\xed\xa0\x80"), NO_TEXT),
    "UTF-8 beyond the last letter": (frame(TEXT, b"4\xf4\x90\x80\x80"), NO_TEXT),
    "broken UTF-8 over fragments": (frame(TEXT, b"4\xe2\x82", final=False) + frame(CONTINUATION, b"\x28"), NO_TEXT),
    "UTF-8 that breaks off in the last fragment": (
        frame(TEXT, b"4", final=False) + frame(CONTINUATION, b"\xe2"),
        NO_TEXT,
    ),
    **{f"closing with {code}": (closing(code), WRONG) for code in (0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535)},
    "closing with half a code": (frame(CLOSE, b"\x03"), WRONG),
    "closing with a reason that is no UTF-8": (closing(1000, b"\xff"), NO_TEXT),
    "a flood of pings": (frame(PING, b"3") * 50_000, UNWANTED),
    "a flood of pongs": (frame(PONG) * 50_000, UNWANTED),
    "a flood of packets": (text("3") * 50_000, UNWANTED),
}
PACKETS: dict[str, bytes] = {
    "no packet": text("abc"),
    "empty": text(""),
    "an unknown kind": text("49"),
    "an object for an event": text("42{}"),
    "half an event": text("42["),
    "an event of no name": text("42[]"),
    "no event": text("42"),
    "a number for a name": text("42[1]"),
    "nothing for a name": text("42[null]"),
    "a list for a name": text('42[["message.say"],{}]'),
    "a forged connect": text('42["connect"]'),
    "a forged connect with words": text('42["connect",{"REMOTE_ADDR":"x"}]'),
    "a forged disconnect": text('42["disconnect"]'),
    "a forged disconnect with words": text('42["disconnect","x"]'),
    "an event without its attachment": text('451-["m"]'),
    "an event with a thousand million attachments": text('45999999999-["m"]'),
    "an answer without its attachment": text('461-1["m"]'),
    "bytes": frame(BINARY, b"\x00"),
    "a number of 101 digits": text(f'42{"1" * 101}["room.leave",{{}}]'),
    "a number of 60,000 digits": text(f"42{'1' * 60_000}"),
    "100,000 brackets": text('42["message.say",' + "[" * 100_000 + "]" * 100_000 + "]"),
    "a million keys": text('42["message.say",{' + ",".join(f'"{key}":0' for key in range(1_000_000)) + "}]"),
}


def deep(brackets: int) -> str:
    """A list in a list in a list…"""
    return "[" * brackets + "]" * brackets


# What is sent as a wish within all limits: answered with a refusal, or the line ends.
WISHES: dict[str, str] = {
    "32,000 brackets": deep(32_000),
    "900 brackets": f'{{"room":{deep(900)}}}',
    "5,000 keys": "{" + ",".join(f'"{key}":0' for key in range(5_000)) + "}",
    "one key 5,000 times": "{" + ",".join('"room":"x"' for _ in range(5_000)) + "}",
    "a prototype": '{"__proto__":{"room":"ROOM","client_id":"p","body":"from a prototype"}}',
    "a prototype beside a room": '{"__proto__":{"client_id":"p","body":"a"},"room":"ROOM","constructor":{"name":"x"}}',
    "no number": '{"room":"ROOM","client_id":"nan","body":NaN}',
    "no end": '{"room":"ROOM","client_id":-Infinity,"body":"a"}',
    "a number of 5,000 digits": f'{{"room":"ROOM","client_id":"big","body":{"9" * 5_000}}}',
    "a lone surrogate for an id": '{"room":"ROOM","client_id":"\\udfff","body":"a"}',
    "a zero": '{"room":"ROOM","client_id":"zero","body":"\\u0000"}',
    "a list": "[1,2,3]",
    "nothing": "null",
    "words": '"room"',
    "a room of another kind": '{"room":{"$ne":null},"client_id":"k","body":"a"}',
}


@pytest.mark.parametrize(("sent", "codes"), FRAMES.values(), ids=FRAMES)
def test_a_bad_frame_ends_its_line_and_nobody_elses(sent: bytes, codes: set[int], evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    his.put(sent)
    ending = his.ending(AT_ONCE_SECONDS)
    assert ending
    assert ending.code is None or ending.code in codes
    assert_nothing_is_left(evening, his)
    assert evening.talks_well(hers)


@pytest.mark.parametrize("sent", PACKETS.values(), ids=PACKETS)
def test_a_bad_packet_ends_its_line_and_nobody_elses(sent: bytes, evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    his.put(sent)
    assert his.ending(AT_ONCE_SECONDS)
    assert_nothing_is_left(evening, his)
    assert evening.talks_well(hers)


@pytest.mark.parametrize("sent", WISHES.values(), ids=WISHES)
def test_a_bad_wish_is_refused_in_words_and_changes_nothing(sent: str, evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    before = evening.says(hers)["seq"]
    his.send(f'427["message.say",{sent.replace("ROOM", evening.room)}]')
    try:
        [answer] = json.loads(his.packet("437[", AT_ONCE_SECONDS)[3:])
        assert not answer["ok"]
        assert answer["words"]
    except Ended:
        assert_nothing_is_left(evening, his)
    else:
        assert evening.says(his)["seq"] == before + 1
    assert evening.talks_well(hers)


@pytest.mark.parametrize("sent", ["42[", "x" * 300_000], ids=["half an event", "too long"])
def test_while_a_line_is_ended_the_neighbour_waits_for_nothing(sent: str, evening: Evening) -> None:
    hers, waits = evening.enters(evening.fern), []
    for _ in range(TRIES):
        for _ in range(10):
            evening.enters(evening.milo).send(sent)
        began = time.monotonic()
        assert evening.talks_well(hers)
        waits.append(time.monotonic() - began)
    # A busy machine holds up one of them; whoever waits for the end of a line does so each time.
    assert min(waits) < NEIGHBOUR_SECONDS


def test_however_many_lines_are_broken_nothing_piles_up(evening: Evening) -> None:
    evening.enters(evening.fern)
    before = evening.server.open_files
    for sent in (*PACKETS.values(), frame(TEXT, b"4", reserved=1), frame(PING, b"3" * 126), frame(TEXT, b"4\xff")):
        line = evening.enters(evening.milo)
        line.put(sent)
        line.ending(AT_ONCE_SECONDS)
        line.close()
    assert comes_true(lambda: evening.server.open_files <= before)


def test_whoever_was_ended_is_seen_to_leave(evening: Evening) -> None:
    # Milo was in the room of every test before, and nobody leaves two rooms in one round.
    hers, theirs = evening.enters(evening.fern), evening.enters(evening.newcomer("Nell"))
    hers.inbox.clear()
    theirs.send("42[")
    assert hers.hears("person.left", SEEN_SECONDS)


def test_half_a_letter_is_left_out_of_what_is_told(evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    his.send(f'427["message.say",{{"room":"{evening.room}","client_id":"half","body":"ein \\ud83dhalber"}}]')
    assert json.loads(his.packet("437[")[3:])[0]["ok"]
    assert hers.hears('"ein halber"')


def test_whoever_was_ended_may_come_back_at_once(evening: Evening) -> None:
    evening.enters(evening.milo).send("42[")
    assert evening.talks_well(evening.enters(evening.milo))


def test_a_packet_as_long_as_may_be_is_read(evening: Evening) -> None:
    line = evening.enters(evening.milo)
    packet = f'427["message.say",{{"room":"{evening.room}","client_id":"long","body":"%s"}}]'
    line.send(packet % ("x" * (MESSAGE_MAX_BYTES - len(packet) + 2)))
    [answer] = json.loads(line.packet("437[")[3:])
    assert (answer["ok"], bool(answer["words"])) == (False, True)


def assert_nothing_is_left(evening: Evening, line: Guest) -> None:
    """The server has let go of the connection, and the line keeps nobody in the room."""
    assert evening.lets_go_of(line)
    assert comes_true(lambda: not evening.is_present(evening.milo), AT_ONCE_SECONDS)
