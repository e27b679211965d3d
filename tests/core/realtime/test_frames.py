"""Frames by themselves: however they are cut up on the way, the same messages come out; what breaks a limit is told."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_groups.core.realtime import frames
from support_groups.core.realtime.frames import FRAMES_AT_ONCE_MAX, MESSAGE_MAX_BYTES, Broken, Reader

from .wire import CONTINUATION, frame

MESSAGES = st.lists(st.tuples(st.sampled_from([frames.TEXT, frames.BINARY]), st.binary(max_size=400)), max_size=6)


def cut(data: bytes, places: list[int]) -> Iterator[bytes]:
    """Data in the pieces that the network makes of it."""
    edges = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    yield from (data[begin:end] for begin, end in pairwise(edges))


@given(messages=MESSAGES, mask=st.binary(min_size=4, max_size=4), places=st.lists(st.integers(0, 5_000), max_size=12))
def test_the_same_messages_come_out_however_they_are_cut_up(
    messages: list[tuple[int, bytes]], mask: bytes, places: list[int]
) -> None:
    reader = Reader()
    sent = b"".join(frame(opcode, body, mask=mask) for opcode, body in messages)
    assert [found for piece in cut(sent, places) for found in reader.feed(piece)] == messages
    assert reader.read == len(messages)


@given(body=st.binary(min_size=1, max_size=300), places=st.lists(st.integers(0, 300), max_size=5))
def test_fragments_become_one_message_with_a_ping_between_them(body: bytes, places: list[int]) -> None:
    parts = list(cut(body, places))
    sent = b""
    for at, part in enumerate(parts):
        sent += frame(CONTINUATION if at else frames.TEXT, part, final=at == len(parts) - 1)
        sent += frame(frames.PING, b"?") if at < len(parts) - 1 else b""
    pings = [(frames.PING, b"?")] * (len(parts) - 1)
    assert Reader().feed(sent) == [*pings, (frames.TEXT, body)]


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 70_000])
def test_what_is_built_says_how_long_it_is(size: int) -> None:
    built = frames.build(frames.TEXT, b"x" * size)
    told = built[1]
    begins = {126: 4, 127: 10}.get(told, 2)
    assert (int.from_bytes(built[2:begins], "big") if told > 125 else told) == size
    assert built[begins:] == b"x" * size


LONGEST = b"x" * MESSAGE_MAX_BYTES


def in_pieces(reader: Reader, pieces: list[bytes]) -> list[tuple[int, bytes]]:
    """Feed the beginning of a message, and fragments that go on."""
    return [
        found
        for at, piece in enumerate(pieces)
        for found in reader.feed(frame(CONTINUATION if at else frames.TEXT, piece, final=False))
    ]


def test_a_message_may_be_as_long_as_allowed() -> None:
    assert Reader().feed(frame(frames.TEXT, LONGEST)) == [(frames.TEXT, LONGEST)]


@pytest.mark.parametrize("pieces", [[LONGEST + b"x"], [LONGEST, b"x"]], ids=["in one", "in pieces"])
def test_a_message_may_be_no_longer(pieces: list[bytes]) -> None:
    with pytest.raises(Broken) as broken:
        in_pieces(Reader(), pieces)
    assert broken.value.code == frames.TOO_BIG


def test_more_frames_at_once_than_anyone_sends_are_a_flood() -> None:
    with pytest.raises(Broken) as broken:
        Reader().feed(frame(frames.PING, b"") * (FRAMES_AT_ONCE_MAX + 1))
    assert broken.value.code == frames.POLICY


def test_fragments_without_end_are_bounded_also_where_they_are_empty() -> None:
    with pytest.raises(Broken):
        in_pieces(Reader(), [b"4", *[b""] * (FRAMES_AT_ONCE_MAX + 1)])
