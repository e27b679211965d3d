"""The pages of meetings: what one sees, and the way into the room."""

import json
import re
from datetime import date, time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.groups.models import Door, Group
from support_groups.meetings import queries
from support_groups.meetings.models import Meeting
from support_groups.rooms.models import FloorMode, Lobby
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock
from tests.services.keys import join

TODAY = date(2026, 11, 20)
FORM = {
    "name": "Friday evening",
    "weekday": "4",
    "local_time": "19:00",
    "minutes": "60",
    "fellowship_minutes": "15",
    "floor": "chaired",
    "formats": ["B", "St"],
    "first_on": "",
}


@pytest.fixture
def evening(fern: Person, quiet_group: Group, clock: Clock) -> Meeting:
    """Fridays at seven in Berlin, in a listed group that anyone may join."""
    return fern.schedules(quiet_group, formats=("B",))


@pytest.fixture
def tonight(clock: Clock) -> None:
    """Ten minutes before."""
    clock.at("2026-11-20 18:50", "Europe/Berlin")


def here(meeting: Meeting, more: str = "") -> str:
    """The address of a meeting."""
    return f"/meetings/{meeting.public_id}{more}"


def page(client: FlaskClient, address: str) -> str:
    """The text of a page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status
    return re.sub(r"\s+", " ", answer.text)


class TestSeeing:
    """The page of a meeting."""

    def test_a_stranger_sees_when_a_listed_group_meets(self, client: FlaskClient, evening: Meeting) -> None:
        text = page(client, here(evening))
        assert "Every Friday, 19:00 in Berlin" in text
        assert "tonight, 19:00 in Berlin" in text
        assert "Beginners." in text

    def test_a_member_sees_it_in_their_own_time(self, milo: Person, evening: Meeting, browser_of: BrowserOf) -> None:
        milo.account.zone = "Europe/London"
        db.session.commit()
        assert "tonight, 18:00 your time · 19:00 in Berlin" in page(browser_of(milo), here(evening))

    def test_an_unlisted_group_is_not_found_by_strangers(
        self, client: FlaskClient, fern: Person, nell: Person, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        evening.group.is_listed = False
        db.session.commit()
        assert client.get(here(evening)).status_code == 404
        assert client.post(here(evening, "/enter")).status_code == 404
        assert browser_of(nell).get(here(evening)).status_code == 404
        assert page(browser_of(milo), here(evening))

    def test_no_member_is_named_to_strangers_and_nobody_is_counted(
        self, client: FlaskClient, fern: Person, milo: Person, evening: Meeting, tonight: None
    ) -> None:
        fern.goes_to(evening)
        milo.goes_to(evening)
        text = page(client, here(evening)).split("<main", 1)[1]
        assert "Fern" not in text
        assert "Milo" not in text
        assert not re.search(r"\b2 (people|members|are)\b", text)

    def test_a_cancelled_date_is_told_with_its_words(self, client: FlaskClient, fern: Person, evening: Meeting) -> None:
        fern.cancels(evening, TODAY, "A <quiet> week.")
        text = page(client, here(evening))
        assert "Not held this time" in text
        assert "A &lt;quiet&gt; week." in text

    def test_the_group_is_told_when_the_clocks_skip_its_time(
        self, client: FlaskClient, fern: Person, quiet_group: Group, clock: Clock
    ) -> None:
        clock.at("2027-03-26 12:00")
        night = fern.schedules(quiet_group, weekday=6, local_time=time(2, 30))
        assert "02:30 does not exist. That day the meeting begins at 03:30." in page(client, here(night))

    def test_search_engines_read_a_series_of_a_listed_group(
        self, client: FlaskClient, fern: Person, evening: Meeting
    ) -> None:
        fern.cancels(evening, TODAY, "We rest.")
        answer = client.get(here(evening))
        found = re.search(r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>', answer.text)
        assert found
        assert f"'nonce-{found[1]}'" in answer.headers["Content-Security-Policy"]
        told = json.loads(found[2])
        assert told["url"] == f"http://localhost{here(evening)}"
        assert told["eventSchedule"]["scheduleTimezone"] == "Europe/Berlin"
        assert told["eventSchedule"]["exceptDate"] == ["2026-11-20"]

    def test_search_engines_read_nothing_of_an_unlisted_group(
        self, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        evening.group.is_listed = False
        db.session.commit()
        assert "ld+json" not in page(browser_of(milo), here(evening))

    def test_an_ended_meeting_says_so_kindly(self, client: FlaskClient, fern: Person, evening: Meeting) -> None:
        fern.ends(evening)
        text = page(client, here(evening))
        assert "not held any more" in text
        assert "ld+json" not in text

    def test_the_page_of_the_group_shows_its_next_meetings(
        self, client: FlaskClient, fern: Person, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        address = f"/groups/{evening.group.public_id}"
        assert evening.name in page(client, address)
        assert "Add a weekly meeting" not in page(browser_of(milo), address)
        assert "Add a weekly meeting" in page(browser_of(fern), address)


class TestEntering:
    """The way into the room."""

    def test_a_member_walks_straight_in(
        self, milo: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(milo)
        assert "Enter the room" in page(browser, here(evening))
        answer = browser.post(here(evening, "/enter"))
        assert answer.status_code == 302
        assert answer.location == f"/rooms/{room_of(evening)}"

    def test_looking_at_the_address_takes_nobody_in(
        self, milo: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        answer = browser_of(milo).get(here(evening, "/enter"))
        assert answer.location == here(evening)
        assert room_of(evening) is None

    def test_someone_new_is_led_through_joining_the_group_straight_on_into_the_room(
        self, nell: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(nell)
        to_join = browser.post(here(evening, "/enter")).location
        assert to_join == f"/groups/{evening.group.public_id}/join?next={here(evening, '/enter')}"
        joined = browser.post(to_join, data={"name": "Snow", "next": here(evening, "/enter")})
        assert joined.location == here(evening, "/enter")
        assert browser.get(joined.location).location == f"/rooms/{room_of(evening)}"

    def test_someone_without_an_account_is_led_through_all_of_it(
        self, client: FlaskClient, evening: Meeting, tonight: None
    ) -> None:
        assert "Choose a name and enter" in page(client, here(evening))
        onward = here(evening, "/enter")
        to_join = client.post(onward).location
        assert to_join == f"/join?next={onward}"
        assert join(client, next=onward).get_json()["next"] == onward
        to_group = client.get(onward).location
        assert to_group == f"/groups/{evening.group.public_id}/join?next={onward}"
        joined = client.post(to_group, data={"name": "Snow", "next": onward})
        assert client.get(joined.location).location == f"/rooms/{room_of(evening)}"

    def test_someone_who_has_an_account_is_led_through_signing_in(
        self, client: FlaskClient, evening: Meeting, tonight: None
    ) -> None:
        answer = client.post(here(evening, "/enter"), data={"account": "yes"})
        assert answer.location == f"/sign-in?next={here(evening, '/enter')}"

    def test_a_wish_to_enter_is_forgotten_after_an_hour(
        self, milo: Person, nell: Person, evening: Meeting, tonight: None, clock: Clock, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(nell)
        browser.post(here(evening, "/enter"))
        nell.joins(evening.group)
        clock.forward(minutes=61)
        assert browser.get(here(evening, "/enter")).location == here(evening)

    def test_over_tls_the_wish_to_enter_is_bound_to_the_host(
        self, app: Flask, client: FlaskClient, evening: Meeting, tonight: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
        answer = client.post(here(evening, "/enter"), base_url="https://lantern.example")
        [cookie] = [one for one in answer.headers.getlist("Set-Cookie") if "entering=" in one]
        assert cookie.startswith("__Host-entering=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie

    def test_a_wish_to_enter_one_meeting_opens_no_other(
        self, fern: Person, nell: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        other = fern.schedules(evening.group, name="Another")
        browser = browser_of(nell)
        browser.post(here(evening, "/enter"))
        nell.joins(evening.group)
        assert browser.get(here(other, "/enter")).location == here(other)

    def test_who_comes_too_early_is_told_when_the_room_opens(
        self, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(milo)
        answer = browser.post(here(evening, "/enter"), follow_redirects=True)
        assert answer.status_code == 200
        assert "opens 15 minutes before" in answer.text

    def test_who_was_banned_is_sent_back_to_kind_words(
        self, fern: Person, milo: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        fern.bans(milo, evening.group)
        answer = browser_of(milo).post(here(evening, "/enter"), follow_redirects=True)
        assert "stay away for now" in answer.text
        assert "Enter the room" not in answer.text

    def test_who_was_asked_to_leave_is_not_offered_the_room_again_but_a_way_to_ask_why(
        self, fern: Person, milo: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        fern.goes_to(evening)
        place = milo.goes_to(evening)
        browser, about_me = browser_of(milo), f"/groups/{evening.group.public_id}/record/me"
        assert evening.name in browser.get("/home").text
        assert "Enter the room" in browser.get("/home").text
        fern.enters(place.room)
        milo.enters(place.room)
        fern.wishes(place.room, wishes.RemovePerson(place.public_id))
        assert "Enter the room" not in browser.get("/home").text
        page = browser.get(here(evening)).text
        assert "Enter the room" not in page
        assert about_me in page
        for answer in (browser.post(here(evening, "/enter")), browser.get(f"/rooms/{place.room.public_id}")):
            assert answer.location == about_me
        told = browser.get(about_me).text
        assert "You were asked to leave this meeting" in told
        assert "Ask for a review" in told
        assert "Enter the room" in browser_of(fern).get("/home").text

    @pytest.mark.parametrize("is_listed", [True, False])
    def test_whoever_was_banned_finds_why_and_whom_to_ask_behind_every_old_link(
        self, fern: Person, milo: Person, evening: Meeting, tonight: None, browser_of: BrowserOf, is_listed: bool
    ) -> None:
        evening.group.is_listed = is_listed
        db.session.commit()
        place = milo.goes_to(evening)
        room = f"/rooms/{place.room.public_id}"
        fern.bans(milo, evening.group, why="No cross talk.")
        browser, about_me = browser_of(milo), f"/groups/{evening.group.public_id}/record/me"
        assert browser.get(room).location == about_me
        for link in (f"/groups/{evening.group.public_id}", here(evening)):
            answer = browser.get(link)
            assert answer.location == about_me if not is_listed else about_me in answer.text
        told = browser.get(about_me).text
        for words in ("asked you to stay away", "No cross talk.", "Ask for a review", "no set end"):
            assert words in told

    def test_a_room_of_others_is_not_found_by_someone_banned_elsewhere(
        self, fern: Person, nell: Person, ray: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        place = fern.goes_to(evening)
        for stranger in (nell, ray):
            assert browser_of(stranger).get(f"/rooms/{place.room.public_id}").status_code == 404

    def test_who_has_asked_to_join_waits_and_is_told_so(
        self, nell: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        evening.group.door = Door.ON_REQUEST
        db.session.commit()
        nell.joins(evening.group)
        answer = browser_of(nell).post(here(evening, "/enter"), follow_redirects=True)
        assert "You have asked to join" in answer.text
        assert room_of(evening) is None

    def test_unknown_fields_are_refused(
        self, milo: Person, evening: Meeting, tonight: None, browser_of: BrowserOf
    ) -> None:
        assert browser_of(milo).post(here(evening, "/enter"), data={"as": "Fern"}).status_code == 422


def room_of(meeting: Meeting) -> str | None:
    """The public id of the room that is open for a meeting."""
    db.session.rollback()
    found = queries.open_now(meeting, now())
    return found.room.public_id if found and found.room else None


class TestServing:
    """The pages of a facilitator."""

    def test_a_facilitator_sets_a_meeting(
        self, fern: Person, quiet_group: Group, clock: Clock, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(fern)
        address = f"/groups/{quiet_group.public_id}/meetings/new"
        assert "At what time in Berlin?" in page(browser, address)
        answer = browser.post(address, data=FORM)
        db.session.rollback()
        [meeting] = queries.meetings_of(quiet_group.id)
        assert answer.location == here(meeting)
        assert (meeting.local_time, meeting.formats, meeting.floor) == (time(19), "B St", FloorMode.CHAIRED)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "x" * 61),
            ("weekday", "7"),
            ("weekday", "Friday"),
            ("local_time", "25:00"),
            ("local_time", "at seven"),
            ("local_time", ""),
            ("minutes", "5"),
            ("minutes", "100000"),
            ("fellowship_minutes", "-1"),
            ("floor", "wide"),
            ("formats", ["B", "nonsense"]),
            ("first_on", "2020-01-01"),
            ("first_on", "soon"),
            ("owner", "me"),
        ],
    )
    def test_what_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(
        self, fern: Person, quiet_group: Group, clock: Clock, browser_of: BrowserOf, field: str, value: str
    ) -> None:
        sent = {**FORM, "name": "An evening of our own", field: value}
        answer = browser_of(fern).post(f"/groups/{quiet_group.public_id}/meetings/new", data=sent)
        assert answer.status_code == 422
        if field == "owner":
            assert "This page is not up to date" in answer.text
        else:
            assert f'href="#{field}"' in answer.text
            assert f'id="{field}-error"' in answer.text
        if field != "name":
            assert "An evening of our own" in answer.text
        db.session.rollback()
        assert not queries.meetings_of(quiet_group.id)

    def test_a_time_with_a_point_is_understood(self, fern: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
        browser_of(fern).post(f"/groups/{quiet_group.public_id}/meetings/new", data={**FORM, "local_time": "7.30"})
        db.session.rollback()
        assert queries.meetings_of(quiet_group.id)[0].local_time == time(7, 30)

    def test_a_facilitator_changes_a_meeting(self, fern: Person, evening: Meeting, browser_of: BrowserOf) -> None:
        browser = browser_of(fern)
        text = page(browser, here(evening, "/edit"))
        assert 'value="Friday evening"' in text
        assert 'value="19:00"' in text
        answer = browser.post(here(evening, "/edit"), data={**FORM, "local_time": "20:30:00"})
        assert answer.location == here(evening)
        db.session.refresh(evening)
        assert evening.local_time == time(20, 30)

    def test_a_length_that_is_not_offered_stays_as_it_is(
        self, fern: Person, quiet_group: Group, clock: Clock, browser_of: BrowserOf
    ) -> None:
        short = fern.schedules(quiet_group, minutes=50)
        assert '<option value="50" selected>50 minutes</option>' in page(browser_of(fern), here(short, "/edit"))

    def test_a_facilitator_cancels_a_date_and_takes_it_back(
        self, fern: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        browser = browser_of(fern)
        assert '<option value="2026-11-20">Friday 20 November</option>' in page(browser, here(evening, "/cancel"))
        sent = {"on": "2026-11-20", "note": "Fern is away."}
        assert browser.post(here(evening, "/cancel"), data=sent).location == here(evening)
        text = page(browser, here(evening, "/cancel"))
        assert "Fern is away." in text
        assert '<option value="2026-11-20">' not in text
        browser.post(here(evening, "/restore"), data={"on": "2026-11-20"})
        assert "Fern is away." not in page(browser, here(evening))

    def test_words_for_a_date_that_cannot_be_cancelled_are_not_lost(
        self, fern: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        sent = {"on": "2026-11-21", "note": "Words of mine."}
        answer = browser_of(fern).post(here(evening, "/cancel"), data=sent)
        assert answer.status_code == 422
        assert "Words of mine." in answer.text

    def test_a_facilitator_ends_a_meeting(self, fern: Person, evening: Meeting, browser_of: BrowserOf) -> None:
        browser = browser_of(fern)
        assert browser.post(here(evening, "/end")).location == f"/groups/{evening.group.public_id}"
        assert browser.get(here(evening, "/edit")).status_code == 410

    @pytest.mark.parametrize("more", ["/edit", "/cancel"])
    def test_the_pages_of_a_facilitator_are_for_facilitators(
        self,
        client: FlaskClient,
        milo: Person,
        iris: Person,
        evening: Meeting,
        browser_of: BrowserOf,
        more: str,
    ) -> None:
        assert client.get(here(evening, more)).location.startswith("/sign-in")
        assert browser_of(milo).get(here(evening, more)).status_code == 403
        assert browser_of(iris).get(here(evening, more)).status_code == 404
        assert browser_of(milo).post(here(evening, more), data=FORM).status_code == 403

    @pytest.mark.parametrize("more", ["/end", "/restore"])
    def test_the_acts_of_a_facilitator_are_for_facilitators(
        self, milo: Person, iris: Person, evening: Meeting, browser_of: BrowserOf, more: str
    ) -> None:
        assert browser_of(milo).post(here(evening, more), data={"on": "2026-11-20"}).status_code == 403
        assert browser_of(iris).post(here(evening, more), data={"on": "2026-11-20"}).status_code == 404


class TestSpeaking:
    """How people come to speak, as the page of a meeting tells it."""

    @pytest.mark.parametrize(("formats", "raise_hands"), [(("B",), True), (("Rr",), False), (("So",), False)])
    def test_only_where_hands_are_raised_is_one_told_of_hands(
        self, fern: Person, quiet_group: Group, client: FlaskClient, formats: tuple[str, ...], raise_hands: bool
    ) -> None:
        meeting = fern.schedules(quiet_group, formats=formats, floor=FloorMode.CHAIRED)
        told = page(client, here(meeting))
        assert "One at a time." in told
        assert ("People raise a hand" in told) is raise_hands


class TestWaiting:
    """A meeting with a lobby."""

    @pytest.fixture
    def with_lobby(self, fern: Person, quiet_group: Group, tonight: None) -> Meeting:
        """Tonight, and all wait at the door."""
        return fern.schedules(quiet_group, lobby=Lobby.ALL)

    def test_who_comes_early_waits_on_a_page_that_tells_nothing_of_the_room(
        self, with_lobby: Meeting, fern: Person, milo: Person, browser_of: BrowserOf
    ) -> None:
        room = fern.goes_to(with_lobby).room
        fern.enters(room)
        fern.says(room, "Between those who prepare.")
        milos = browser_of(milo)
        assert milos.post(here(with_lobby, "/enter")).headers["Location"] == here(with_lobby, "/wait")
        door = page(milos, here(with_lobby, "/wait"))
        assert "You are at the door" in door
        assert "Fern" not in door
        assert "Between" not in door
        assert milos.get(f"/rooms/{room.public_id}").status_code == 404

    def test_only_whoever_may_have_to_wait_is_told_of_the_wait(
        self, with_lobby: Meeting, fern: Person, milo: Person, browser_of: BrowserOf
    ) -> None:
        words = "so you may wait a moment"
        assert words in page(browser_of(milo), here(with_lobby))
        ferns = page(browser_of(fern), here(with_lobby))
        assert "Enter the room" in ferns
        assert words not in ferns

    def test_whoever_does_not_wait_is_led_to_the_meeting(
        self, with_lobby: Meeting, fern: Person, nell: Person, browser_of: BrowserOf
    ) -> None:
        fern.goes_to(with_lobby)
        for one in (fern, nell):
            assert browser_of(one).get(here(with_lobby, "/wait")).headers["Location"] == here(with_lobby)

    def test_the_form_offers_a_lobby_and_keeps_the_choice(
        self, evening: Meeting, fern: Person, browser_of: BrowserOf
    ) -> None:
        ferns = browser_of(fern)
        ferns.post(here(evening, "/edit"), data={**FORM, "lobby": "new"})
        db.session.refresh(evening)
        assert evening.lobby is Lobby.NEW
        assert re.search('name="lobby" value="new"[^>]* checked', page(ferns, here(evening, "/edit")))

    def test_the_room_of_a_meeting_knows_when_it_should_be_over(
        self, with_lobby: Meeting, fern: Person, clock: Clock
    ) -> None:
        assert fern.goes_to(with_lobby).room.ends_at == clock.at("2026-11-20 20:00", "Europe/Berlin")
