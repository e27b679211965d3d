"""Attendance slips: what they say, who gets one, that anybody can check it, and that nothing is kept."""

import logging
import re
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask.testing import FlaskClient
from sqlalchemy import select

from support_groups.core.clock import now
from support_groups.core.database import Base, db
from support_groups.core.vouching import own_public_key
from support_groups.groups.models import Group
from support_groups.meetings.models import Meeting
from support_groups.meetings.rules import (
    NoSlips,
    NoSuchSlip,
    Slip,
    TooShortForSlip,
    code_of,
    minutes_on_slip,
    packed,
    read_code,
    slip_of,
)
from support_groups.rooms import actions as rooms
from support_groups.rooms.events import Logged, PersonEntered, PersonLeft, PersonRemoved, RoomClosed
from support_groups.rooms.models import Participant
from support_groups.rooms.rules import time_here, wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock

SLIP = Slip("Friday evening", date(2026, 11, 20), 55, b"\x00\xff\x10\x01")


@pytest.fixture
def evening(fern: Person, milo: Person, quiet_group: Group, clock: Clock) -> Meeting:
    """Fridays at seven in Berlin, ten minutes before."""
    clock.at("2026-11-20 18:50", "Europe/Berlin")
    return fern.schedules(quiet_group)


@pytest.fixture
def place(evening: Meeting, milo: Person, clock: Clock) -> Participant:
    """Milo has been in the room for 47 minutes."""
    came = milo.goes_to(evening)
    milo.enters(came.room)
    clock.forward(minutes=47)
    return came


def slip_page(place: Participant) -> str:
    """The address of one's slip."""
    return f"/slips/{place.room.public_id}"


def code_on(page: str) -> str:
    """The code that stands on a slip."""
    found = re.search(r'id="slip-code"[^>]*>([^<]+)<', page)
    assert found
    return found[1]


def rows() -> dict[str, list[Any]]:
    """Everything that is in the database."""
    db.session.rollback()
    found = {}
    for table in Base.metadata.sorted_tables:
        kept = db.session.execute(select(table).order_by(*table.primary_key))
        found[table.name] = [tuple(row) for row in kept]
    return found


class TestTheCode:
    """A slip as letters."""

    def test_what_was_written_is_read_again_however_it_was_typed(self) -> None:
        code = code_of(packed(SLIP), bytes(range(64)))
        for typed in (code, code.lower(), code.replace(" ", "-"), code.replace("0", "O").replace("1", "l")):
            assert read_code(typed) == (SLIP, packed(SLIP), bytes(range(64)))

    @pytest.mark.parametrize("typed", ["", "HELLO", "U" * 160, "0" * 160, "é" * 160, "Z" * 999])
    def test_what_is_no_code_is_said_so(self, typed: str) -> None:
        with pytest.raises(NoSuchSlip):
            read_code(typed)

    @pytest.mark.parametrize(("minutes", "told"), [(15, 15), (59, 45), (60, 60), (74.9, 60)])
    def test_minutes_are_whole_quarters_of_an_hour(self, minutes: float, told: int) -> None:
        assert minutes_on_slip(timedelta(minutes=minutes)) == told

    def test_there_is_no_slip_of_nothing(self) -> None:
        with pytest.raises(TooShortForSlip):
            minutes_on_slip(timedelta(minutes=14, seconds=59))

    def test_where_a_group_gives_none_there_is_none_however_long_somebody_was_there(self) -> None:
        with pytest.raises(NoSlips):
            slip_of(gives_slips=False, title="A", on=SLIP.on, here=timedelta(hours=1), mark=SLIP.mark)


class TestTheTime:
    """How long somebody was there."""

    def log(self, *events: Any) -> list[Logged]:
        """Events ten minutes apart."""
        at = now()
        return [Logged(seq, at + timedelta(minutes=10 * seq), event) for seq, event in enumerate(events)]

    def test_only_the_time_in_the_room_counts_and_only_ones_own(self, clock: Clock) -> None:
        came, left = PersonEntered("m"), PersonLeft("m", lapsed=False)
        log = self.log(came, PersonEntered("f"), left, came, PersonLeft("f", lapsed=True), left)
        assert time_here(log, "m", now() + timedelta(days=1)) == timedelta(minutes=40)

    def test_it_runs_until_now_for_whoever_is_still_there(self, clock: Clock) -> None:
        assert time_here(self.log(PersonEntered("m")), "m", now() + timedelta(minutes=3)) == timedelta(minutes=3)

    def test_it_ends_with_the_room(self, clock: Clock) -> None:
        log = self.log(PersonEntered("m"), RoomClosed(None))
        assert time_here(log, "m", now() + timedelta(hours=9)) == timedelta(minutes=10)

    def test_it_ends_when_one_is_asked_to_leave(self, clock: Clock) -> None:
        log = self.log(PersonEntered("m"), PersonRemoved("f", "m", banned=False), PersonLeft("m", lapsed=False))
        assert time_here(log, "m", now() + timedelta(hours=9)) == timedelta(minutes=10)


class TestAsking:
    """Who gets a slip, and until when."""

    def test_a_member_who_was_there_gets_meeting_date_and_minutes(
        self, place: Participant, milo: Person, browser_of: BrowserOf
    ) -> None:
        page = re.sub(r"\s+", " ", browser_of(milo).get(slip_page(place)).text)
        assert "Friday evening" in page
        assert "Friday 20 November 2026" in page
        assert "45 minutes" in page

    def test_a_slip_holds_nothing_of_who_asked(self, place: Participant, milo: Person, browser_of: BrowserOf) -> None:
        slip, body, _ = read_code(code_on(browser_of(milo).get(slip_page(place)).text))
        assert (slip.title, slip.on, slip.minutes) == ("Friday evening", date(2026, 11, 20), 45)
        assert body == packed(slip)
        for own in (milo.name, milo.account.name, milo.account.public_id, place.public_id, place.room.public_id):
            assert own.encode() not in body

    def test_two_slips_of_one_meeting_are_not_the_same(
        self, place: Participant, milo: Person, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(milo)
        first, second = (code_on(browser.get(slip_page(place)).text) for _ in range(2))
        assert first != second

    def test_it_can_be_had_as_long_as_the_words_can_be_read_and_no_longer(
        self, place: Participant, milo: Person, quiet_group: Group, clock: Clock, browser_of: BrowserOf
    ) -> None:
        rooms.close_room(place.room_id)
        address = slip_page(place)
        clock.forward(hours=quiet_group.retention_hours - 1)
        assert "45 minutes" in browser_of(milo).get(address).text
        clock.forward(hours=2)
        rooms.fade_due()
        assert browser_of(milo).get(address).status_code == 404

    def test_who_was_not_in_the_room_does_not_find_it(
        self, place: Participant, fern: Person, iris: Person, browser_of: BrowserOf
    ) -> None:
        for person in (fern, iris):
            assert browser_of(person).get(slip_page(place)).status_code == 404

    def test_who_has_only_just_come_is_told_kindly(
        self, evening: Meeting, milo: Person, clock: Clock, browser_of: BrowserOf
    ) -> None:
        place = milo.goes_to(evening)
        milo.enters(place.room)
        clock.forward(minutes=14)
        answer = browser_of(milo).get(slip_page(place))
        assert answer.status_code == 409
        assert "whole quarters of an hour" in answer.text

    def test_who_was_asked_to_leave_gets_none(
        self, place: Participant, fern: Person, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        fern.enters(fern.goes_to(evening).room)
        fern.wishes(place.room, wishes.RemovePerson(place.public_id), reason="No contact details.")
        assert browser_of(milo).get(slip_page(place)).status_code == 403

    def test_a_group_can_give_out_none(
        self, place: Participant, milo: Person, quiet_group: Group, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(milo)
        assert "Attendance slip" in browser.get(f"/rooms/{place.room.public_id}").text
        quiet_group.gives_slips = False
        db.session.commit()
        assert "gives out no attendance slips" in browser.get(slip_page(place)).text
        assert "Attendance slip" not in browser.get(f"/rooms/{place.room.public_id}").text

    def test_a_group_can_have_its_meetings_called_otherwise(
        self, place: Participant, milo: Person, quiet_group: Group, browser_of: BrowserOf
    ) -> None:
        quiet_group.slip_title = "Peer support meeting"
        db.session.commit()
        page = browser_of(milo).get(slip_page(place)).text
        assert "Peer support meeting" in page
        assert "Friday evening" not in page


class TestNothingKept:
    """That somebody asked for a slip, or checked one, is written nowhere."""

    def test_asking_and_checking_leave_no_row_and_no_line_in_the_log(
        self,
        place: Participant,
        milo: Person,
        browser_of: BrowserOf,
        client: FlaskClient,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        browser, address = browser_of(milo), slip_page(place)
        browser.get("/home")
        before = rows()
        with caplog.at_level(logging.DEBUG):
            code = code_on(browser.get(address).text)
            assert client.post("/slips/check", data={"code": code}).status_code == 200
        assert rows() == before
        assert caplog.records == []


class TestChecking:
    """Anybody, here or alone."""

    def test_anybody_can_check_a_slip_from_here(
        self, place: Participant, milo: Person, browser_of: BrowserOf, client: FlaskClient
    ) -> None:
        code = code_on(browser_of(milo).get(slip_page(place)).text)
        page = re.sub(r"\s+", " ", client.post("/slips/check", data={"code": code}).text)
        assert "This slip is from here" in page
        assert "Friday evening" in page
        assert "45 minutes" in page

    def test_a_slip_that_was_changed_is_none_of_ours(
        self, place: Participant, milo: Person, browser_of: BrowserOf, client: FlaskClient
    ) -> None:
        slip, _, signature = read_code(code_on(browser_of(milo).get(slip_page(place)).text))
        longer = packed(Slip(slip.title, slip.on, 120, slip.mark))
        answer = client.post("/slips/check", data={"code": code_of(longer, signature)})
        assert answer.status_code == 422
        assert "not a code of ours" in answer.text

    def test_the_published_key_is_enough_to_check_it_without_us(
        self, place: Participant, milo: Person, browser_of: BrowserOf, client: FlaskClient
    ) -> None:
        key = own_public_key().hex()
        assert key in client.get("/slips/check").text
        _, body, signature = read_code(code_on(browser_of(milo).get(slip_page(place)).text))
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, b"attendance slip 1\0" + body)
