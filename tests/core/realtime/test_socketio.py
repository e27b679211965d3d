"""Socket.IO 5 over WebSocket, as its public description and its conformance suite have it, with what this place wants.

There is one namespace and no binary event: what asks for another, or sends one, is refused.
"""

import json

import pytest

from .evening import Evening, comes_true
from .wire import BINARY, CONTINUATION, PING, TEXT, Ended, frame

OPENING_SECONDS = 5.0
AT_ONCE_SECONDS = 4.0
"""Before a line would be ended that has opened nothing; only a failure waits so long."""
LATE_SECONDS = 5.0
"""For a busy machine; nothing else would end such a line for a long time."""

BROKEN = {
    "an unknown packet": "4abc",
    "a packet beyond the last": "47",
    "nothing": "4",
    "a payload of another kind": "42{}",
    "an answer's number that is none": '42abc["message.say",1,"2",{"3":[false]}]',
    "an error from a client": '44{"message":"no"}',
    "an event of another namespace": '42/custom,["message.say",{}]',
}


def test_the_namespace_opens_under_a_name_that_is_not_the_session(evening: Evening) -> None:
    line = evening.line(evening.milo)
    session = json.loads(line.packet("0")[1:])["sid"]
    line.knock()
    opened = json.loads(line.packet("40")[2:])
    assert set(opened) == {"sid"}
    assert isinstance(opened["sid"], str)
    assert opened["sid"] != session


@pytest.mark.parametrize("payload", ['{"ticket":"GIVEN"}', '/,{"ticket":"GIVEN"}', '{"ticket":"GIVEN","more":[1]}'])
def test_the_namespace_opens_with_a_payload(payload: str, evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    assert line.ticket
    line.send(f"40{payload.replace('GIVEN', line.ticket())}")
    assert set(json.loads(line.packet("40")[2:])) == {"sid"}
    assert line.wish("room.enter", room=evening.room)["ok"]


@pytest.mark.parametrize("payload", ["[", "{", "nothing", '"words"', "[1]", "7", "null"])
def test_a_payload_that_is_none_harms_nobody(payload: str, evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send(f"40{payload}")
    try:
        assert line.packet("4", AT_ONCE_SECONDS)[1] in "04"
    except ConnectionError:
        assert evening.lets_go_of(line)


@pytest.mark.parametrize("name", ["/random", "/random?token=abc", "/custom,{}"])
def test_an_unknown_namespace_is_refused_in_words(name: str, evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send(f"40{name}")
    refused = line.packet("44/")
    assert refused.startswith(f"44{name.split('?')[0].split(',')[0]},")
    assert set(json.loads(refused.partition(",")[2])) == {"message"}


def test_whoever_tried_an_unknown_namespace_may_still_enter_or_is_ended(evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send("40/random")
    line.packet("44/")
    line.knock()
    try:
        assert line.packet("40", AT_ONCE_SECONDS)
        assert line.wish("room.enter", room=evening.room)["ok"]
    except Ended:
        assert evening.lets_go_of(line)


def test_a_stranger_is_refused_in_words_and_let_go(evening: Evening) -> None:
    line = evening.line(None)
    refused = line.connect()
    assert refused.startswith("44")
    assert json.loads(refused[2:])["message"]
    assert line.ending(AT_ONCE_SECONDS)


def test_whoever_never_opens_the_namespace_is_ended(evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    assert line.ending(OPENING_SECONDS + LATE_SECONDS)


def test_whoever_opens_nothing_but_unknown_namespaces_is_ended(evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send("40/random")
    assert line.ending(OPENING_SECONDS + LATE_SECONDS)


def test_opening_the_namespace_twice_is_refused_and_nobody_hears_double(evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    his.send("40")
    refused = None
    try:
        refused = his.packet("44")
    except ConnectionError:
        assert evening.lets_go_of(his)
    evening.says(hers, "told once")
    assert not refused or his.hears("told once")
    assert not his.hears("told once", 0.5)


@pytest.mark.parametrize("event", ["42[%s]", "421[%s]"], ids=["unanswered", "to be answered"])
def test_an_event_before_the_namespace_is_open_ends_the_line(event: str, evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send(event % f'"room.enter",{{"room":"{evening.room}"}}')
    assert line.ending(AT_ONCE_SECONDS)
    assert not any("snapshot" in packet for packet in line.inbox)


def test_whoever_leaves_the_namespace_hears_nothing_more_and_is_ended(evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    his.send("41")
    assert comes_true(lambda: not evening.is_present(evening.milo))
    evening.says(hers, "after the goodbye")
    assert his.ending(AT_ONCE_SECONDS)
    assert not any("after the goodbye" in packet for packet in his.inbox)


def test_leaving_a_namespace_that_one_is_not_in_leaves_nobody_unseen(evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    his.send("41/custom")
    ending = his.ending(AT_ONCE_SECONDS)
    evening.says(hers, "who hears this is seen")
    assert his.hears("who hears this is seen", 1) is not bool(ending)
    assert evening.is_present(evening.milo) is not bool(ending)


@pytest.mark.parametrize("number", ["0", "456", "9" * 15])
def test_an_event_is_answered_under_its_number(number: str, evening: Evening) -> None:
    line = evening.enters(evening.milo)
    line.send(
        f'42{number}["message.say",{{"room":"{evening.room}","client_id":"n{len(number)}{number[0]}","body":"a"}}]'
    )
    [answer] = json.loads(line.packet(f"43{number}[")[2 + len(number) :])
    assert answer["ok"]


def test_an_event_without_a_number_happens_unanswered(evening: Evening) -> None:
    line = evening.enters(evening.milo)
    line.send(f'42["message.say",{{"room":"{evening.room}","client_id":"unanswered","body":"without a number"}}]')
    assert line.hears("without a number")
    assert not any(packet.startswith("43") for packet in line.inbox)


@pytest.mark.parametrize("words", ["Guten Abend, Größe", "日本語", "👩‍👩‍👧 ✓", "\\n \" ' </script>", "é́́"])
def test_words_of_any_writing_arrive_as_they_were_said(words: str, evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    body: dict[str, object] = {"room": evening.room, "client_id": f"w{abs(hash(words))}", "body": words}
    hers.send(f"4277{json.dumps(['message.say', body], ensure_ascii=False)}")
    assert hers.answer(77)["ok"]
    told = json.loads(his.find(lambda packet: "message.said" in packet)[2:])
    assert told[1]["events"][0]["body"] == words


def test_a_packet_may_come_in_pieces_with_a_ping_between_them(evening: Evening) -> None:
    line = evening.enters(evening.milo)
    packet = f'4277["message.say",{{"room":"{evening.room}","client_id":"pieces","body":"zum Öl"}}]'.encode()
    half = packet.index("Ö".encode()) + 1
    line.put(frame(TEXT, packet[:half], final=False) + frame(PING, b"?"))
    line.put(frame(CONTINUATION, b"", final=False) + frame(CONTINUATION, packet[half:]))
    assert line.answer(77)["ok"]
    assert line.hears("zum ")


def test_a_packet_may_come_byte_by_byte(evening: Evening) -> None:
    line = evening.enters(evening.milo)
    for byte in frame(
        TEXT, f'42["message.say",{{"room":"{evening.room}","client_id":"slow","body":"slowly"}}]'.encode()
    ):
        line.put(bytes([byte]))
    assert line.hears("slowly")


def test_several_packets_may_come_in_one_write(evening: Evening) -> None:
    line = evening.enters(evening.milo)
    said = [
        f'42["message.say",{{"room":"{evening.room}","client_id":"t{at}","body":"part {at} of 20"}}]'
        for at in range(20)
    ]
    line.put(b"".join(frame(TEXT, packet.encode()) for packet in said))
    assert line.hears("part 19 of 20")
    told = evening.line(evening.milo)
    told.connect()
    log = told.wish("room.enter", room=evening.room)["snapshot"]["log"]
    assert [event["body"] for event in log if event["kind"] == "message.said"] == [
        f"part {at} of 20" for at in range(20)
    ]


@pytest.mark.parametrize("packet", BROKEN.values(), ids=BROKEN)
def test_what_is_no_packet_ends_the_line(packet: str, evening: Evening) -> None:
    line = evening.enters(evening.milo)
    line.send(packet)
    assert line.ending(AT_ONCE_SECONDS)
    assert evening.lets_go_of(line)


def test_an_event_with_bytes_is_refused(evening: Evening) -> None:
    hers, his = evening.enters(evening.fern), evening.enters(evening.milo)
    placeholder = '{"_placeholder":true,"num":0}'
    his.send(f'451-1["message.say",{{"room":"{evening.room}","client_id":"b","body":{placeholder}}}]')
    his.put(frame(BINARY, b"\1\2\3"))
    assert his.ending(AT_ONCE_SECONDS)
    assert evening.talks_well(hers)


def test_an_answer_that_nobody_asked_for_changes_nothing(evening: Evening) -> None:
    line = evening.enters(evening.milo)
    line.send("43999[1]")
    assert evening.talks_well(line)
