"""A line opens with a ticket: of this very sign-in, of this moment, and only once."""

import base64
import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from support_groups.accounts import actions as accounts
from support_groups.accounts.actions.using_once import BELATED_SECONDS
from support_groups.accounts.models import UsedOnce
from support_groups.core.database import db
from support_groups.core.realtime.tickets import LIVES_SECONDS, Tickets
from support_groups.core.signed import MARK_BYTES
from tests.services.clock import Clock
from tests.services.tickets import asking, ticket_for

from .evening import Evening, Visit
from .guest import Guest
from .test_origin import ORIGINS

AT_ONCE_SECONDS = 4.0
"""Before a line would be ended that has opened nothing; only a failure waits so long."""
TOKEN = "a token of a sign-in"


def shows(line: Guest, ticket: str) -> str:
    """Show a ticket on a new line, and give what is answered."""
    line.packet("0")
    line.send(f"40{json.dumps({'ticket': ticket})}")
    return line.packet("4")


def is_turned_away(line: Guest, answer: str) -> bool:
    """Whether someone is told that a ticket is needed, and let go."""
    return bool(
        answer.startswith("44")
        and json.loads(answer[2:])["data"] == {"code": "ticket_needed"}
        and line.ending(AT_ONCE_SECONDS)
    )


def test_a_line_opens_with_a_ticket(evening: Evening) -> None:
    line = evening.line(evening.milo)
    assert line.connect().startswith("40")
    assert line.wish("room.enter", room=evening.room)["ok"]


@pytest.mark.parametrize(
    "payload", ["", "{}", '{"ticket":null}', '{"ticket":7}', '{"ticket":"é"}', '{"ticket":"AAAA"}']
)
def test_a_cookie_alone_opens_no_line(payload: str, evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    line.send(f"40{payload}")
    assert is_turned_away(line, line.packet("4"))


def test_a_ticket_opens_one_line_and_no_second(evening: Evening) -> None:
    visit = evening.signs_in(evening.milo)
    ticket = ticket_for(evening.server.port, visit.cookie)
    first, second = (evening.line(None, headers={"Cookie": visit.cookie}) for _ in range(2))
    assert shows(first, ticket).startswith("40")
    assert is_turned_away(second, shows(second, ticket))
    assert first.wish("room.enter", room=evening.room)["ok"]


def test_of_many_who_show_the_same_ticket_at_once_one_comes_in(evening: Evening) -> None:
    visit = evening.signs_in(evening.milo)
    ticket = ticket_for(evening.server.port, visit.cookie)
    lines = [evening.line(None, headers={"Cookie": visit.cookie}) for _ in range(8)]
    with ThreadPoolExecutor(len(lines)) as pool:
        answers = list(pool.map(lambda line: shows(line, ticket), lines))
    assert sorted(answer[:2] for answer in answers) == ["40", *["44"] * 7]


def test_whoever_knocks_twice_comes_in_by_no_side_door(evening: Evening) -> None:
    line = evening.line(evening.milo)
    line.packet("0")
    for _ in range(2):
        line.send("40")
    assert is_turned_away(line, line.packet("4"))
    assert not [packet for packet in line.inbox if packet.startswith("40")]


@pytest.mark.parametrize("name", ["another person", "another device of the same person"])
def test_a_ticket_of_another_sign_in_opens_nothing(name: str, evening: Evening) -> None:
    other = evening.signs_in(evening.fern if name == "another person" else evening.milo)
    line = evening.line(evening.milo)
    assert is_turned_away(line, shows(line, ticket_for(evening.server.port, other.cookie)))


def test_a_ticket_opens_nothing_for_whoever_signed_out_since(evening: Evening) -> None:
    visit = evening.signs_in(evening.milo)
    ticket = ticket_for(evening.server.port, visit.cookie)
    visit.sign_out()
    line = evening.line(None, headers={"Cookie": visit.cookie})
    answer = shows(line, ticket)
    assert answer.startswith("44")
    assert json.loads(answer[2:])["data"] == {"code": "sign_in_needed"}


def test_a_ticket_stands_in_no_log(evening: Evening) -> None:
    visit = evening.signs_in(evening.milo)
    ticket = ticket_for(evening.server.port, visit.cookie)
    for _ in range(2):
        shows(evening.line(None, headers={"Cookie": visit.cookie}), ticket)
    assert ticket[:20] not in evening.server.log


def ask(evening: Evening, visit: Visit, method: str = "POST", **headers: str | None) -> tuple[int, Any]:
    """Ask for a ticket: the status and what is told."""
    connection = http.client.HTTPConnection("127.0.0.1", evening.server.port, timeout=5)
    sent = {**asking(evening.server.port, visit.cookie), **headers}
    connection.request(method, "/socket.io/ticket", headers={name: value for name, value in sent.items() if value})
    with connection.getresponse() as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        told = json.loads(answer.read())
    connection.close()
    return answer.status, told


@pytest.mark.parametrize("origin", ORIGINS.values(), ids=ORIGINS)
def test_pages_of_other_places_are_given_no_ticket(origin: str | None, evening: Evening) -> None:
    own = evening.server.address
    sent = origin and origin.replace("OWN", own).replace("TLS", own.replace("http", "https"))
    status, told = ask(evening, evening.signs_in(evening.milo), Origin=sent)
    assert (status, "ticket" in told) == (400, False)


def test_a_ticket_is_never_given_to_a_link(evening: Evening) -> None:
    status, told = ask(evening, evening.signs_in(evening.milo), "GET")
    assert (status, "ticket" in told) == (400, False)


@pytest.mark.parametrize("cookie", [None, "visit=forged"])
def test_a_stranger_is_told_to_sign_in_first(cookie: str | None, evening: Evening) -> None:
    status, told = ask(evening, evening.signs_in(evening.milo), Cookie=cookie)
    assert (status, told["ok"], told["code"]) == (200, False, "sign_in_needed")
    assert told["words"]


# What it is made of


def test_a_ticket_is_good_for_half_a_minute(clock: Clock) -> None:
    tickets = Tickets("only for tests")
    ticket = tickets.issue(TOKEN)
    clock.forward(seconds=LIVES_SECONDS)
    assert tickets.mark_of(ticket, TOKEN)
    clock.forward(seconds=1)
    assert tickets.mark_of(ticket, TOKEN) is None


def test_another_worker_knows_a_ticket_and_another_installation_does_not() -> None:
    ticket = Tickets("only for tests").issue(TOKEN)
    assert Tickets("only for tests").mark_of(ticket, TOKEN)
    assert Tickets("another secret").mark_of(ticket, TOKEN) is None


@given(st.data())
def test_a_ticket_with_any_bit_changed_is_none(data: st.DataObject) -> None:
    tickets = Tickets("only for tests")
    given_out = bytearray(base64.urlsafe_b64decode(tickets.issue(TOKEN)))
    at = data.draw(st.integers(0, len(given_out) * 8 - 1))
    given_out[at // 8] ^= 1 << at % 8
    assert tickets.mark_of(base64.urlsafe_b64encode(given_out).decode(), TOKEN) is None


@given(st.one_of(st.text(), st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()), st.integers()))
def test_nothing_that_is_made_up_is_a_ticket(made_up: object) -> None:
    assert Tickets("only for tests").mark_of(made_up, TOKEN) is None


def test_no_two_tickets_have_the_same_mark() -> None:
    tickets = Tickets("only for tests")
    assert len({tickets.mark_of(tickets.issue(TOKEN), TOKEN) for _ in range(100)}) == 100


# A worker that is alone


def test_a_worker_that_is_alone_knows_no_ticket_but_its_own() -> None:
    alone = Tickets(None)
    assert alone.mark_of(alone.issue(TOKEN), TOKEN)
    assert Tickets(None).mark_of(alone.issue(TOKEN), TOKEN) is None


def test_a_worker_that_is_alone_takes_a_ticket_once_as_long_as_it_lives(clock: Clock) -> None:
    alone = Tickets(None)
    late = mark(1)
    assert alone.use_up([late]) == {late}
    clock.forward(seconds=LIVES_SECONDS)
    assert alone.use_up([late, mark(2)]) == {mark(2)}


def test_a_worker_that_is_alone_remembers_no_ticket_longer_than_it_lives(clock: Clock) -> None:
    alone = Tickets(None)
    everyone = {mark(number) for number in range(1000)}
    assert alone.use_up(everyone) == everyone
    clock.forward(seconds=LIVES_SECONDS + 1)
    assert alone.use_up(everyone) == everyone


# What is kept of it


def mark(number: int) -> bytes:
    """A mark."""
    return number.to_bytes(MARK_BYTES, "big")


def test_a_mark_is_used_once_among_many(app: Flask) -> None:
    assert set(accounts.use_tickets([mark(1), mark(2)])) == {mark(1), mark(2)}
    assert set(accounts.use_tickets([mark(2), mark(3)])) == {mark(3)}


def test_of_a_used_ticket_only_its_mark_is_kept_and_not_for_long(app: Flask, clock: Clock) -> None:
    accounts.use_tickets([mark(1)])
    assert {column.name for column in UsedOnce.__table__.columns} == {"id", "mark", "until"}
    clock.forward(seconds=LIVES_SECONDS + BELATED_SECONDS - 1)
    assert accounts.forget_used() == 0
    clock.forward(seconds=1)
    assert accounts.forget_used() == 1
    assert db.session.scalars(select(UsedOnce)).all() == []
