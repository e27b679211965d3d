"""What one worker decides holds on the other within a second, whether or not Valkey is there to tell."""

import json
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from support_groups.rooms.models import FloorMode
from tests.core.realtime.wire import Line
from tests.services.keys import SEALED
from tests.services.tickets import ticket_for

from .checker import SILENT_WITHIN_SECONDS, SLACK_SECONDS
from .conftest import Gather
from .house import House, soon
from .ledger import Answer
from .meeting import Meeting, Seat
from .talk import WHY
from .town import Town

PEOPLE = 10
WITHIN_SECONDS = SILENT_WITHIN_SECONDS + SLACK_SECONDS
RESENT = 4
SHOWN_TICKETS = 12
"""So many that hardly ever all of them are on one worker."""


@pytest.fixture
def room(gather: Gather) -> Meeting:
    """One room, where every second one is on the other worker; the first, who leads, is on the first."""
    return gather(people=PEOPLE, floors=(FloorMode.OPEN,))


def asks(meeting: Meeting, seat: Seat, name: str, **wanted: Any) -> Answer:
    """Wish for something and wait for the answer."""
    answers: list[Answer] = []
    granted = meeting.loop.ask(lambda: seat.page.wish(name, lambda answer, _: answers.append(answer), **wanted))
    assert granted
    assert soon(lambda: bool(answers))
    return answers[0]


def says(meeting: Meeting, seat: Seat, words: str) -> Answer:
    """Say something and wait until it is kept."""
    answer = asks(meeting, seat, "message.say", client_id=words.replace(" ", "-"), body=words)
    assert answer.is_ok, answer
    return answer


def writes(pair: Meeting, seat: Seat) -> Answer:
    """Send something sealed to the other of two, and wait until it is kept."""
    answer = asks(pair, seat, "message.seal", client_id="sealed", envelope=SEALED)
    assert answer.is_ok, answer
    return answer


def _keep(answers: list[Answer], answer: Answer, _: dict[str, Any]) -> None:
    answers.append(answer)


def _are_two(answers: list[Answer]) -> bool:
    return len(answers) == 2


def are_told_the_end(seats: list[Seat]) -> bool:
    """Whether all of them know that their line has ended for good."""
    return {seat.ledger.ended_why for seat in seats} == {"ended"}


def hears(seat: Seat, seq: int, seconds: float = WITHIN_SECONDS) -> bool:
    """Whether someone is told an event within a time."""
    return soon(lambda: seat.page.stream.seq >= seq, seconds)


def test_everyone_hears_of_what_the_other_workers_people_say(room: Meeting, weathers: Iterator[str]) -> None:
    for weather in weathers:
        for number, seat in enumerate(room.seats[:6]):
            said = says(room, seat, f"Good evening {weather} Valkey from seat {number}")
            assert all(hears(one, said.events[-1].seq) for one in room.seats)
    room.settles()


def test_a_refused_wish_keeps_no_word_of_the_other_worker_from_anyone(room: Meeting, weathers: Iterator[str]) -> None:
    lead, one, *_ = room.seats
    for weather in weathers:
        for number in range(RESENT):
            said = says(room, lead, f"Words of {number} {weather} Valkey")
            # It has no place for this wish; but to know that, the worker looks at the room as it is now.
            assert not asks(room, one, "floor.set", floor="closed").is_ok
            assert all(hears(seat, said.events[-1].seq) for seat in room.seats)
    room.settles()


def test_whoever_is_shown_out_on_one_worker_hears_nothing_more_on_the_other(
    room: Meeting, weathers: Iterator[str], house: House
) -> None:
    there = room.seats[1::2]
    victims = there[:4]
    for seat in victims:
        seat.page.only_listens = True
        room.opens_again(seat, house.workers[0]).page.only_listens = True
    for weather in weathers:
        for wish in ("person.remove", "person.ban"):
            victim = victims.pop()
            assert asks(room, room.seats[0], wish, person=victim.guest.who, reason=WHY).is_ok
            room.is_shown_out(victim.guest, victim.hall)
        # Its own people make that worker look at the room before it looks around.
        says(room, there[-1], f"I am still here {weather} Valkey")
        time.sleep(WITHIN_SECONDS)
        says(room, room.seats[2], f"And so am I {weather} Valkey")
        says(room, there[-1], f"Let us go on {weather} Valkey")
    room.settles()


def test_whoever_is_muted_on_one_worker_is_refused_on_the_other(room: Meeting, weathers: Iterator[str]) -> None:
    lead, one, *_ = room.seats
    for weather in weathers:
        says(room, one, f"Before {weather}")
        assert asks(room, lead, "person.mute", person=one.guest.who, minutes=5, reason=WHY).is_ok
        assert asks(room, one, "message.say", client_id="after", body="After").code == "muted"
        assert asks(room, lead, "person.unmute", person=one.guest.who).is_ok
        says(room, one, f"And after that {weather}")
    room.settles()


def test_a_block_ends_hearing_on_both_workers(gather: Gather, town: Town) -> None:
    pair = gather(halls=[town.opens_for_two()])
    one, other = pair.seats
    last = writes(pair, one).events[-1].seq
    assert hears(other, last)
    town.blocks(one.guest, other.guest)
    for seat in pair.seats:
        pair.is_shown_out(seat.guest, seat.hall)
    # That they try again makes their worker look at the room before it looks around.
    assert asks(pair, other, "message.seal", client_id="after", envelope=SEALED).code == "not_found"
    town.closes(one.hall)
    time.sleep(WITHIN_SECONDS)
    assert [seq for seat in pair.seats for _, seq in seat.ledger.heard if seq > last] == []


def test_whoever_signs_out_on_one_worker_is_gone_from_the_other(
    room: Meeting, weathers: Iterator[str], house: House
) -> None:
    leaving = room.seats[1::2]
    for seat in leaving[:2]:
        room.opens_again(seat, house.workers[0])
    for _ in weathers:
        one = leaving.pop(0)
        both = [seat for seat in room.seats if seat.guest is one.guest]
        one.guest.visit.sign_out()
        room.is_shown_out(one.guest, one.hall)
        assert soon(partial(are_told_the_end, both), WITHIN_SECONDS)
    room.settles()


def test_the_same_words_sent_at_both_workers_are_said_once(
    room: Meeting, weathers: Iterator[str], house: House
) -> None:
    _, one, *_ = room.seats
    both = [one, room.opens_again(one, house.workers[0])]
    for weather in weathers:
        for number in range(RESENT):
            answers: list[Answer] = []
            for seat in both:
                sent = {"client_id": f"twice-{number}-{weather}", "body": f"Twice {number} {weather}"}
                room.loop.ask(partial(seat.page.wish, "message.say", partial(_keep, answers), **sent))
            assert soon(partial(_are_two, answers))
            assert {answer.is_ok for answer in answers} == {True}
            assert len({answer.events for answer in answers}) == 1
            assert all(hears(seat, answers[0].events[-1].seq) for seat in room.seats)
    room.settles()


def test_a_message_taken_out_after_the_close_is_taken_out_on_the_other_worker(
    room: Meeting, weathers: Iterator[str]
) -> None:
    lead, one, *_ = room.seats
    said = [says(room, one, words).events[-1].seq for words in ("Call me at this number", "Or at that one")]
    closed = asks(room, lead, "room.close")
    assert all(hears(seat, closed.events[-1].seq) for seat in room.seats)
    for _ in weathers:
        taken_out = asks(room, lead, "message.remove", seq=said.pop(), reason=WHY)
        assert taken_out.is_ok
        assert all(hears(seat, taken_out.events[-1].seq) for seat in room.seats)


def test_of_many_who_show_the_same_ticket_to_two_workers_at_once_one_comes_in(house: House, town: Town) -> None:
    port = house.server.port
    [somebody] = town.opens(1).guests
    cookie = somebody.visit.cookie
    own = {"Origin": house.server.address, "Cookie": cookie}
    shown = json.dumps({"ticket": ticket_for(port, cookie)})
    lines = [Line(port, headers=own) for _ in range(SHOWN_TICKETS)]
    try:
        for line in lines:
            line.packet("0")
        for line in lines:
            line.send(f"40{shown}")
        assert sorted(line.packet("4")[:2] for line in lines) == ["40", *["44"] * (SHOWN_TICKETS - 1)]
    finally:
        for line in lines:
            line.close()
