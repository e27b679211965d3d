"""What one worker decides holds on the other within a second, whether or not Valkey is there to tell."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from support_groups.rooms.models import FloorMode

from .checker import SILENT_WITHIN_SECONDS, SLACK_SECONDS
from .conftest import Gather
from .house import House, soon
from .ledger import Answer
from .meeting import Meeting, Seat
from .talk import WHY
from .town import Town

PEOPLE = 8
WITHIN_SECONDS = SILENT_WITHIN_SECONDS + SLACK_SECONDS
RESENT = 5
TALK_MAX = 12


@pytest.fixture
def room(gather: Gather) -> Meeting:
    """One room, where every second one is on the other worker; the first, who leads, is on the first."""
    return gather(people=PEOPLE, floors=(FloorMode.OPEN,))


@pytest.fixture(params=["with Valkey", "without Valkey"])
def weather(request: pytest.FixtureRequest, house: House) -> Callable[[], None]:
    """Lets the workers be without a way to tell each other, once called."""
    return house.parts if request.param == "without Valkey" else lambda: None


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


def _keep(answers: list[Answer], answer: Answer, _: dict[str, Any]) -> None:
    answers.append(answer)


def _are_two(answers: list[Answer]) -> bool:
    return len(answers) == 2


def hears(seat: Seat, seq: int, seconds: float = WITHIN_SECONDS) -> bool:
    """Whether someone is told an event within a time."""
    return soon(lambda: seat.page.stream.seq >= seq, seconds)


def test_everyone_hears_of_what_the_other_workers_people_say(room: Meeting, weather: Callable[[], None]) -> None:
    weather()
    for seat in room.seats:
        answer = says(room, seat, f"Good evening from {seat.guest.who[:4]}")
        assert answer.is_ok
        assert all(hears(one, answer.events[-1].seq) for one in room.seats)
    print(f"slowest {room.slowest:.2f}")
    room.settles()


def test_a_refused_wish_keeps_no_word_of_the_other_worker_from_anyone(
    room: Meeting, weather: Callable[[], None], house: House
) -> None:
    weather()
    lead, one, *_ = room.seats
    for number in range(RESENT):
        said = says(room, lead, f"Words of {number}")
        # It has no place for this wish; but to know that, the worker looks at the room as it is now.
        assert not asks(room, one, "floor.set", floor="closed").is_ok
        assert all(hears(seat, said.events[-1].seq) for seat in room.seats)
    room.settles()


@pytest.mark.parametrize("wish", ["person.remove", "person.ban"])
def test_whoever_is_shown_out_on_one_worker_hears_nothing_more_on_the_other(
    room: Meeting, weather: Callable[[], None], house: House, wish: str
) -> None:
    lead, one, two, three, *_ = room.seats
    again = room.opens_again(one, house.workers[0])
    for seat in (one, again):
        seat.page.only_listens = True
    weather()
    assert asks(room, lead, wish, person=one.guest.who, reason=WHY).is_ok
    room.is_shown_out(one.guest, one.hall)
    # Its own people make that worker look at the room before it looks around.
    says(room, three, "I am still here")
    over = time.monotonic() + WITHIN_SECONDS
    for number in range(TALK_MAX):
        says(room, (lead, two, three)[number % 3], f"And I say {number}")
        time.sleep(0.2)
        if time.monotonic() > over:
            break
    says(room, two, "And I say so after all")
    room.settles()


def test_whoever_is_muted_on_one_worker_is_refused_on_the_other(room: Meeting, weather: Callable[[], None]) -> None:
    weather()
    lead, one, *_ = room.seats
    says(room, one, "Before")
    assert asks(room, lead, "person.mute", person=one.guest.who, minutes=5, reason=WHY).is_ok
    assert asks(room, one, "message.say", client_id="after", body="After").code == "muted"
    assert asks(room, lead, "person.unmute", person=one.guest.who).is_ok
    says(room, one, "And after that")
    room.settles()


def test_a_block_ends_hearing_on_both_workers(gather: Gather, town: Town) -> None:
    pair = gather(halls=[town.opens_for_two()])
    one, other = pair.seats
    last = says(pair, one, "How are you today").events[-1].seq
    assert hears(other, last)
    town.blocks(one.guest, other.guest)
    for seat in pair.seats:
        pair.is_shown_out(seat.guest, seat.hall)
    # That they try again makes their worker look at the room before it looks around.
    assert asks(pair, other, "message.say", client_id="after", body="Why").code == "not_found"
    town.closes(one.hall)
    time.sleep(WITHIN_SECONDS)
    assert [seq for seat in pair.seats for _, seq in seat.ledger.heard if seq > last] == []


def test_who_signs_out_on_one_worker_is_gone_from_the_other(
    room: Meeting, weather: Callable[[], None], house: House
) -> None:
    weather()
    _, one, *_ = room.seats
    again = room.opens_again(one, house.workers[0])
    one.guest.visit.sign_out()
    room.is_shown_out(one.guest, one.hall)
    assert soon(lambda: {one.page.state, again.page.state} == {"ended"}, WITHIN_SECONDS)
    assert {one.ledger.ended_why, again.ledger.ended_why} == {"ended"}
    room.settles()


def test_the_same_words_sent_at_both_workers_are_said_once(room: Meeting, house: House) -> None:
    _, one, *_ = room.seats
    again = room.opens_again(one, house.workers[0])
    for number in range(RESENT):
        answers: list[Answer] = []
        for seat in (one, again):
            sent = {"client_id": f"twice-{number}", "body": f"Twice {number}"}
            room.loop.ask(partial(seat.page.wish, "message.say", partial(_keep, answers), **sent))
        assert soon(partial(_are_two, answers))
        assert {answer.is_ok for answer in answers} == {True}
        assert len({answer.events for answer in answers}) == 1
        assert all(hears(seat, answers[0].events[-1].seq) for seat in room.seats)
    room.settles()


def test_a_message_taken_out_after_the_close_is_taken_out_on_the_other_worker(
    room: Meeting, weather: Callable[[], None]
) -> None:
    lead, one, *_ = room.seats
    said = says(room, one, "Call me at this number").events[-1].seq
    assert asks(room, lead, "room.close").is_ok
    weather()
    taken_out = asks(room, lead, "message.remove", seq=said, reason=WHY)
    assert taken_out.is_ok
    assert all(hears(seat, taken_out.events[-1].seq) for seat in room.seats)
