"""The first door, the list of meetings, and a member's home page."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from support_groups.core.database import db
from support_groups.directory import rules
from support_groups.groups.models import Attendance, Group
from support_groups.meetings.models import Meeting
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock

TODAY = date(2026, 11, 20)
DOOR_QUERIES = 4
LIST_QUERIES = 3
HOME_QUERIES = 12


def looking_for(client: FlaskClient, asked: str) -> str:
    """The list after it was narrowed with the form above it."""
    return main_part(client.post("/meetings", data=dict(parse_qsl(asked)), follow_redirects=True))


def main_of(client: FlaskClient, address: str) -> str:
    """The text of the middle of a page that must be there."""
    return main_part(client.get(address))


def main_part(answer: TestResponse) -> str:
    """The text of the middle of a page."""
    assert answer.status_code == 200, answer.status
    text = re.sub(r"\s+", " ", answer.text)
    return text.split("<main", 1)[1].split("</main>", 1)[0]


@contextmanager
def queries_counted() -> Iterator[list[str]]:
    """The statements the database is asked while one looks."""
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield asked
    event.remove(db.engine, "before_cursor_execute", hear)


@pytest.fixture
def evening(fern: Person, quiet_group: Group, clock: Clock) -> Meeting:
    """Fridays at seven in Berlin, in a listed group."""
    return fern.schedules(quiet_group, name="Friday evening")


@pytest.fixture
def many(fern: Person, quiet_group: Group, clock: Clock) -> Callable[[int], None]:
    """Makes many more meetings, each on a day, with a cancelled date and an open room among them."""

    def make(count: int) -> None:
        for number in range(count):
            fern.schedules(quiet_group, name=f"Meeting {number}", weekday=number % 7, local_time=time(20, number))
        clock.at("2026-11-20 19:50", "Europe/Berlin")

    return make


class TestTheDoor:
    """`/`, for whoever comes."""

    def test_it_says_what_this_is_and_shows_three_ways_on(self, client: FlaskClient) -> None:
        text = main_of(client, "/")
        for words in ("I wonder about my ketamine use", "How people recover", "Help now"):
            assert words in text
        for way in ("/self-check", "/how-people-recover", "/help"):
            assert f'href="{way}"' in text

    def test_it_tells_how_to_leave_quickly(self, client: FlaskClient) -> None:
        text = main_of(client, "/")
        assert "Pressing Shift three times does the same" in text
        assert "may still name this place" in text

    def test_its_title_says_nothing_and_it_leaves_nothing_in_the_browser(self, client: FlaskClient) -> None:
        answer = client.get("/")
        title = re.search(r"<title>\s*(.*?)\s*</title>", answer.text, re.DOTALL)
        assert title
        assert title[1] == "Welcome · Lantern Rooms"
        assert "Set-Cookie" not in answer.headers

    def test_it_shows_what_is_open_first_and_then_what_comes_next(
        self, client: FlaskClient, fern: Person, evening: Meeting, clock: Clock
    ) -> None:
        fern.schedules(evening.group, name="Sooner", local_time=time(18, 55))
        fern.schedules(evening.group, name="Tomorrow", weekday=5)
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        text = main_of(client, "/")
        assert text.index("Sooner") < text.index("Friday evening") < text.index("Tomorrow")
        assert text.count("The room is open") == 2
        assert "in 10 minutes · 19:00 in Berlin" in text

    def test_what_is_open_is_shown_though_the_meeting_has_moved_to_another_day(
        self, client: FlaskClient, fern: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 19:10", "Europe/Berlin")
        fern.changes(evening, weekday=1)
        assert "since 19:00 in Berlin" in main_of(client, "/")

    def test_what_is_not_held_is_not_shown(self, client: FlaskClient, fern: Person, evening: Meeting) -> None:
        fern.cancels(evening, TODAY)
        text = main_of(client, "/")
        assert "Not held" not in text
        assert "tonight" not in text

    def test_unlisted_groups_are_not_shown_not_even_to_their_members(
        self, client: FlaskClient, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        evening.group.is_listed = False
        db.session.commit()
        assert evening.name not in main_of(client, "/")
        assert evening.name not in main_of(browser_of(milo), "/")

    def test_nobody_is_named_or_counted(
        self, client: FlaskClient, fern: Person, milo: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        fern.goes_to(evening)
        milo.goes_to(evening)
        for address in ("/", "/meetings"):
            text = main_of(client, address)
            assert "Fern" not in text
            assert "Milo" not in text
            assert not re.search(r"\d+ (people|members|here|are)", text)

    def test_someone_who_is_signed_in_finds_a_way_home(self, milo: Person, browser_of: BrowserOf) -> None:
        assert 'href="/home"' in main_of(browser_of(milo), "/")

    def test_it_is_kind_when_there_is_no_meeting(self, client: FlaskClient) -> None:
        assert "No meeting is set for the coming days" in main_of(client, "/")

    def test_it_asks_as_little_for_many_meetings_as_for_one(
        self, client: FlaskClient, evening: Meeting, many: Callable[[int], None]
    ) -> None:
        with queries_counted() as few:
            client.get("/")
        many(12)
        with queries_counted() as asked:
            client.get("/")
        assert len(asked) <= len(few) <= DOOR_QUERIES, asked


class TestTheList:
    """`/meetings`."""

    def test_a_week_is_shown_by_day(self, client: FlaskClient, fern: Person, evening: Meeting) -> None:
        fern.schedules(evening.group, name="Sunday noon", weekday=6, local_time=time(12))
        text = main_of(client, "/meetings")
        assert text.index("Friday 20 November") < text.index("Friday evening")
        assert text.index("Friday evening") < text.index("Sunday 22 November") < text.index("Sunday noon")

    def test_days_are_those_of_the_reader(
        self, fern: Person, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        fern.schedules(evening.group, name="Late", local_time=time(23, 30))
        milo.account.zone = "Asia/Tokyo"
        db.session.commit()
        text = main_of(browser_of(milo), "/meetings")
        assert text.index("Saturday 21 November") < text.index("Late")
        assert "07:30 your time · 23:30 in Berlin" in text

    def test_a_zone_can_be_chosen_where_the_browser_cannot_say_its_own(
        self, client: FlaskClient, evening: Meeting
    ) -> None:
        assert "20 November" in main_of(client, "/meetings?zone=America/New_York")
        assert "13:00 your time · 19:00 in Berlin" in main_of(client, "/meetings?zone=America/New_York")
        assert "18:00 UTC · 19:00 in Berlin" in main_of(client, "/meetings?zone=Nowhere/AtAll")

    def test_days_and_times_are_of_one_clock_where_the_readers_zone_is_not_known(
        self, client: FlaskClient, fern: Person, evening: Meeting, clock: Clock
    ) -> None:
        fern.schedules(evening.group, name="Night", weekday=5, local_time=time(0, 30))
        clock.at("2026-11-18 12:00")
        text = main_of(client, "/meetings")
        friday = text.split("Friday 20 November", 1)[1]
        assert friday.index("18:00 UTC · 19:00 in Berlin") < friday.index("23:30 UTC · 00:30 in Berlin")
        assert "Saturday" not in friday

    def test_what_is_open_stands_first(self, client: FlaskClient, evening: Meeting, clock: Clock) -> None:
        clock.at("2026-11-20 19:10", "Europe/Berlin")
        text = main_of(client, "/meetings")
        assert "Open right now" in text
        assert "Happening now" in text
        assert "since 18:00 UTC · 19:00 in Berlin" in text

    def test_a_cancelled_date_is_shown_with_its_words(
        self, client: FlaskClient, fern: Person, evening: Meeting
    ) -> None:
        fern.cancels(evening, TODAY, "Fern has a cold.")
        text = main_of(client, "/meetings")
        assert "Not held this time" in text
        assert "Fern has a cold." in text

    @pytest.mark.parametrize(
        "asked", ["q=evening", "language=en", "format=B", "day=4", "attendance=open", "soon=yes", "q=&language=&day="]
    )
    def test_the_list_can_be_narrowed_by_addresses_alone(
        self, client: FlaskClient, fern: Person, quiet_group: Group, clock: Clock, asked: str
    ) -> None:
        fern.schedules(quiet_group, name="Friday evening", formats=("B",))
        clock.at("2026-11-20 18:00", "Europe/Berlin")
        assert "Friday evening" in looking_for(client, asked)

    @pytest.mark.parametrize("asked", ["q=morning", "language=de", "format=St", "day=0", "attendance=closed"])
    def test_what_does_not_fit_is_left_out_with_kind_words(
        self, client: FlaskClient, evening: Meeting, asked: str
    ) -> None:
        text = looking_for(client, asked)
        assert "Friday evening" not in text
        assert "No meeting fits all of that" in text
        assert "Show all meetings" in text

    def test_what_begins_tomorrow_does_not_start_soon(
        self, client: FlaskClient, fern: Person, quiet_group: Group, clock: Clock
    ) -> None:
        fern.schedules(quiet_group, name="Tomorrow", weekday=5)
        assert "Tomorrow" not in main_of(client, "/meetings?soon=yes")

    @pytest.mark.parametrize(
        "asked",
        ["day=9", "language=xx", "format=nonsense", "attendance=maybe", f"q={'x' * 100}", "soon=perhaps", "utm=1"],
    )
    def test_what_cannot_be_read_hides_nothing(self, client: FlaskClient, evening: Meeting, asked: str) -> None:
        assert "Friday evening" in looking_for(client, asked)
        assert "Friday evening" in main_of(client, f"/meetings?{asked}")

    def test_what_somebody_looks_for_stands_in_no_address(self, client: FlaskClient, evening: Meeting) -> None:
        answer = client.post("/meetings", data={"q": "evening", "language": "en", "zone": ""})
        assert (answer.status_code, answer.location) == (303, "/meetings?language=en")
        assert 'value="evening"' in client.get(answer.location).text
        assert client.post("/meetings").location == "/meetings"
        assert 'value="evening"' not in client.get("/meetings").text

    def test_what_was_asked_for_is_still_there(self, client: FlaskClient, evening: Meeting) -> None:
        text = looking_for(client, "q=%22%3Eevening&attendance=closed")
        assert 'value="&#34;&gt;evening"' in text
        assert '<option value="closed" selected>' in text

    def test_ones_own_unlisted_groups_are_there_and_others_are_not(
        self, client: FlaskClient, milo: Person, nell: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        evening.group.is_listed = False
        db.session.commit()
        assert "your group" in main_of(browser_of(milo), "/meetings")
        assert evening.name not in main_of(browser_of(nell), "/meetings")
        assert "No meeting is set for this week yet" in main_of(client, "/meetings")

    def test_closed_groups_say_for_whom_they_are(self, client: FlaskClient, fern: Person, clock: Clock) -> None:
        closed = fern.founds("For us", attendance=Attendance.CLOSED)
        fern.schedules(closed, name="Among us")
        assert "Among us" in main_of(client, "/meetings?attendance=closed")

    def test_a_very_long_list_goes_on_on_further_pages(
        self,
        client: FlaskClient,
        evening: Meeting,
        many: Callable[[int], None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(rules, "LIST_LINES", 5)
        many(8)
        first, second = looking_for(client, "q=e"), main_of(client, "/meetings?page=2")
        assert "Page 1 of 2" in first
        assert 'rel="next" href="/meetings?page=2"' in first
        assert 'rel="prev" href="/meetings?page=1"' in second
        lines = [re.findall(r'href="(/meetings/[^"/]+)"', page) for page in (first, second)]
        assert [len(one) for one in lines] == [5, 5]
        assert len({*lines[0], *lines[1]}) == 9
        assert "Page" not in looking_for(client, "q=evening")

    @pytest.mark.parametrize("page", ["99", "0", "-1", "x", ""])
    def test_a_page_that_is_not_there_shows_one_that_is(self, client: FlaskClient, evening: Meeting, page: str) -> None:
        assert "Friday evening" in main_of(client, f"/meetings?page={page}")

    def test_it_is_read_once_for_all_who_look_within_a_few_seconds(
        self, client: FlaskClient, evening: Meeting, clock: Clock
    ) -> None:
        client.get("/meetings")
        with queries_counted() as asked:
            for address in ("/", "/meetings", "/meetings?day=4"):
                assert "Friday evening" in main_of(client, address)
        assert asked == []
        clock.forward(seconds=6)
        with queries_counted() as asked:
            client.get("/meetings")
        assert asked

    def test_what_is_changed_here_is_seen_at_once(
        self, client: FlaskClient, fern: Person, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        assert "Not held" not in main_of(client, "/meetings")
        fern.cancels(evening, TODAY, "Fern has a cold.")
        assert "Fern has a cold." in main_of(client, "/meetings")
        evening.group.is_listed = False
        db.session.commit()
        assert evening.name not in main_of(client, "/meetings")
        assert evening.name in main_of(browser_of(milo), "/meetings")
        assert evening.name not in main_of(client, "/meetings")

    def test_it_asks_as_little_for_many_meetings_as_for_one(
        self, client: FlaskClient, evening: Meeting, many: Callable[[int], None]
    ) -> None:
        many(12)
        with queries_counted() as asked:
            client.get("/meetings")
        assert len(asked) <= LIST_QUERIES, asked


class TestHome:
    """`/home`, for a member."""

    def test_it_is_for_members(self, client: FlaskClient) -> None:
        assert client.get("/home").location.startswith("/sign-in")

    def test_a_room_that_is_open_comes_first_with_one_press_to_enter(
        self, milo: Person, evening: Meeting, clock: Clock, browser_of: BrowserOf
    ) -> None:
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        text = main_of(browser_of(milo), "/home")
        assert "A room is open for you" in text
        assert f'action="/meetings/{evening.public_id}/enter"' in text
        assert text.index("Enter the room") < text.index("Your groups")

    def test_my_next_meetings_and_groups_are_there_and_those_of_others_apart(
        self, milo: Person, iris: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        iris.schedules(iris.membership().group, name="Elsewhere")
        text = main_of(browser_of(milo), "/home")
        assert text.index("Your next meetings") < text.index("Friday evening") < text.index("Open to you as well")
        assert text.index("Open to you as well") < text.index("Elsewhere")
        assert "You are Milo here" in text

    def test_a_meeting_of_mine_that_is_not_held_is_told(
        self, fern: Person, milo: Person, evening: Meeting, browser_of: BrowserOf
    ) -> None:
        fern.cancels(evening, TODAY, "Fern has a cold.")
        assert "Fern has a cold." in main_of(browser_of(milo), "/home")

    def test_someone_new_is_shown_where_to_begin(self, nell: Person, evening: Meeting, browser_of: BrowserOf) -> None:
        text = main_of(browser_of(nell), "/home")
        assert "Find a room" in text
        assert "Friday evening" in text

    def test_it_is_kind_when_there_is_nothing_at_all(self, nell: Person, browser_of: BrowserOf) -> None:
        assert "No meeting is set for this week yet" in main_of(browser_of(nell), "/home")

    def test_it_asks_as_little_for_many_meetings_and_groups_as_for_one(
        self, milo: Person, iris: Person, evening: Meeting, many: Callable[[int], None], browser_of: BrowserOf
    ) -> None:
        browser = browser_of(milo)
        browser.get("/home")
        with queries_counted() as few:
            browser.get("/home")
        many(8)
        for number in range(3):
            milo.joins(iris.founds(f"Group {number}", as_name="Iris"))
        browser.get("/home")
        with queries_counted() as asked:
            browser.get("/home")
        assert len(asked) <= len(few) <= HOME_QUERIES, asked
