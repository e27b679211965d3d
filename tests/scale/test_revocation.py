"""How soon a decision on one worker holds on the other: each is timed, with Valkey and without, and told.

A decision is made on the first worker or beside both, and whoever it concerns has their line on the second.
"""

import http.client
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from support_groups.accounts.models import SignIn
from support_groups.core.database import db
from support_groups.groups.models import Role
from support_groups.rooms.models import FloorMode
from tests.core.realtime.evening import Visit
from tests.services.keys import SEALED

from .checker import SILENT_WITHIN_SECONDS, SLACK_SECONDS
from .conftest import Gather
from .house import soon
from .meeting import Meeting, Seat
from .talk import WHY
from .test_two_workers import asks, writes
from .town import Town

PEOPLE = 8
WITHIN_SECONDS = SILENT_WITHIN_SECONDS + SLACK_SECONDS
SAYING_SECONDS = 0.1
SPEAKERS = (1, 2, 4, 6)
"""They stay; by turns, since nobody may speak faster than people do."""

Decide = Callable[[Seat], object]
Case = tuple[Meeting, "Timed", list[Seat]]


class Timed:
    """What a person on the other worker still hears after a decision, or how soon their line ends."""

    def __init__(self, room: Meeting, weather: str) -> None:
        self._room = room
        self._weather = weather

    def until_ended(self, what: str, seat: Seat, decide: Decide) -> None:
        """Decide, and see the line end."""
        began = time.monotonic()
        decide(seat)
        self._room.is_shown_out(seat.guest, seat.hall)
        assert soon(lambda: seat.ledger.ended_at is not None, WITHIN_SECONDS), what
        self._told(what, (seat.ledger.ended_at or 0.0) - began)

    def until_silent(self, what: str, seat: Seat, decide: Decide) -> None:
        """Decide while others go on talking, and see when the last of it was heard."""
        seat.page.only_listens = True
        began = time.monotonic()
        decide(seat)
        self._room.is_shown_out(seat.guest, seat.hall)
        words = kept = 0
        while time.monotonic() < began + 2 * WITHIN_SECONDS:
            words += 1
            speaker = self._room.seats[SPEAKERS[words % len(SPEAKERS)]]
            said = {"client_id": f"{what.split()[0]}-{words}", "body": f"Word {words}"}
            kept += asks(self._room, speaker, "message.say", **said).is_ok
            time.sleep(SAYING_SECONDS)
        assert kept > 1
        heard = [at for at, _ in seat.ledger.heard]
        last = max([at for at in heard if at > began], default=began) - began
        assert last < WITHIN_SECONDS, what
        self._told(what, last)

    def until_it_holds(self, what: str, decide: Callable[[], object], holds: Callable[[], bool]) -> None:
        """Decide, and ask until it holds."""
        decide()
        began = time.monotonic()
        assert soon(holds, WITHIN_SECONDS), what
        self._told(what, time.monotonic() - began)

    def _told(self, what: str, seconds: float) -> None:
        print(f"{what:<44} {self._weather:>7} Valkey: {seconds * 1000:6.0f} ms")


def sends(visit: Visit, path: str) -> None:
    """Press a button of a page on which someone is signed in."""
    connection = http.client.HTTPConnection("127.0.0.1", visit.port, timeout=5)
    headers = {"Cookie": visit.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({"csrf_token": visit.token}), headers)
    with connection.getresponse() as answer:
        assert answer.status == 303, answer.status
    connection.close()


def _devices(town: Town, seat: Seat) -> list[str]:
    with town.app.app_context():
        owned = select(SignIn.public_id).where(SignIn.account_id == seat.guest.person.account_id)
        return list(db.session.scalars(owned))


@pytest.fixture
def timed(gather: Gather, weathers: Iterator[str]) -> Iterator[Case]:
    """A room, its watch in each weather, and those whose lines are on the second worker."""

    def each() -> Iterator[Case]:
        for weather in weathers:
            room = gather(people=PEOPLE, floors=(FloorMode.OPEN,))
            yield room, Timed(room, weather), room.seats[3::2]

    return each()


def test_a_sign_out_anywhere_ends_lines_everywhere(timed: Iterator[Case], town: Town) -> None:
    def revokes(seat: Seat) -> None:
        [device] = _devices(town, seat)
        sends(town.signs_in(seat.guest.person), f"/account/devices/{device}/sign-out")

    def revokes_all(seat: Seat) -> None:
        sends(town.signs_in(seat.guest.person), "/account/devices/sign-out")

    for _, watch, (first, second, third) in timed:
        watch.until_ended("signing out on a page beside the room", first, lambda seat: seat.guest.visit.sign_out())
        watch.until_ended("revoking this device from another one", second, revokes)
        watch.until_ended("revoking all devices from another one", third, revokes_all)


def test_whoever_is_shown_out_anywhere_is_silent_everywhere(timed: Iterator[Case]) -> None:
    for room, watch, (first, second, _) in timed:
        for wish, seat in (("person.remove", first), ("person.ban", second)):
            watch.until_silent(f"{wish} by whoever leads", seat, partial(decides, room, wish))


def decides(room: Meeting, wish: str, seat: Seat) -> None:
    """Whoever leads decides about someone."""
    assert asks(room, room.seats[0], wish, person=seat.guest.who, reason=WHY).is_ok


def test_a_block_anywhere_holds_everywhere(gather: Gather, town: Town, weathers: Iterator[str]) -> None:
    for weather in weathers:
        pair = gather(halls=[town.opens_for_two()])
        one, other = pair.seats
        writes(pair, one)
        blocks, is_refused = partial(town.blocks, one.guest, other.guest), partial(may_not_say, pair, other, count())
        Timed(pair, weather).until_it_holds("a block beside both workers", blocks, is_refused)


def may_not_say(pair: Meeting, seat: Seat, numbers: Iterator[int]) -> bool:
    """Whether a conversation is none of theirs any more."""
    said = asks(pair, seat, "message.seal", client_id=f"after-{next(numbers)}", envelope=SEALED)
    return said.code == "not_found"


def test_another_position_anywhere_is_judged_everywhere(timed: Iterator[Case], town: Town) -> None:
    for room, watch, (seat, *_) in timed:
        assert not may_lead(room, seat)
        gives = partial(gives_position, town, room.seats[0], seat)
        watch.until_it_holds(
            "a position given beside both workers", partial(gives, Role.CO_FACILITATOR), partial(may_lead, room, seat)
        )
        watch.until_it_holds(
            "a position taken beside both workers", partial(gives, Role.MEMBER), partial(may_not_lead, room, seat)
        )


def gives_position(town: Town, lead: Seat, seat: Seat, role: Role) -> None:
    """Whoever leads gives someone a position, as on a page of the group."""
    with town.app.app_context():
        lead.guest.person.gives(role, seat.guest.person)


def may_lead(room: Meeting, seat: Seat) -> bool:
    """Whether someone may say how people speak."""
    return asks(room, seat, "floor.set", floor="open").code != "not_theirs_to_lead"


def may_not_lead(room: Meeting, seat: Seat) -> bool:
    """Whether someone may not."""
    return not may_lead(room, seat)
