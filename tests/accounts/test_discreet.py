"""A discreet device: it says nothing of this place, and is signed out when nobody touches it."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Date, DateTime

from support_groups.accounts import actions, queries
from support_groups.accounts.models import SignIn
from support_groups.core.database import UtcDateTime, db
from support_groups.core.identity import IDLE_SECONDS, Shown, shown_in
from tests.cast import Person
from tests.scale.house import soon
from tests.services.clock import Clock
from tests.services.lines import Line, dropped_at_last

MINUTES = IDLE_SECONDS / 60
HERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
FOLLOWED = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
AWAY = "https://www.wikipedia.org/"
ALL_BUT_THE_COOKIE = '"cache", "storage"'
PATIENCE_SECONDS = 20

Browser = Callable[[], FlaskClient]


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """A browser in which someone is signed in, as on any device."""
    browser = app.test_client()
    with browser.session_transaction() as visit:
        visit["_user_id"] = actions.start_sign_in(person.account, "Firefox on Android")
    return browser


@pytest.fixture
def plain(app: Flask, clock: Clock, milo: Person) -> FlaskClient:
    """A browser of Milo's, on the day at which the clock stands."""
    return signed_in(app, milo)


@pytest.fixture
def discreet(app: Flask, plain: FlaskClient) -> FlaskClient:
    """The same, made discreet by the button of the account page."""
    assert plain.post("/account/discreet", data={"discreet": "yes"}).status_code == 303
    return plain


def is_in(browser: FlaskClient) -> bool:
    """Whether a browser is signed in."""
    return browser.get("/account").status_code == 200


def title_of(browser: FlaskClient, path: str) -> str:
    """What a page writes on its tab."""
    found = re.search(r"<title>(.*?)</title>", browser.get(path).text, re.DOTALL)
    assert found
    return found[1].strip()


def icon_of(browser: FlaskClient, path: str) -> str:
    """The picture a page puts on its tab."""
    found = re.search(r'<link rel="icon"[^>]*href="/static/([^"?]+)', browser.get(path).text)
    assert found
    return found[1]


# What it shows


@pytest.mark.parametrize("path", ["/home", "/account", "/meetings", "/help", "/groups/none", "/sponsors/messages"])
def test_the_tab_of_a_discreet_device_says_nothing(discreet: FlaskClient, path: str) -> None:
    assert (title_of(discreet, path), icon_of(discreet, path)) == ("Notes", "plain.svg")
    assert "Lantern" not in discreet.get(path).text


def test_the_tab_of_any_other_device_says_where_one_is(plain: FlaskClient) -> None:
    assert title_of(plain, "/account") == "Account · Lantern Rooms"
    assert icon_of(plain, "/account") == "icon.svg"


def test_it_still_says_nothing_once_it_is_signed_out(discreet: FlaskClient, clock: Clock) -> None:
    clock.forward(minutes=MINUTES + 1)
    assert not is_in(discreet)
    assert title_of(discreet, "/sign-in") == "Notes"
    assert "data-idle=" not in discreet.get("/sign-in").text


def test_it_can_be_as_any_other_again(discreet: FlaskClient, clock: Clock) -> None:
    assert discreet.post("/account/discreet", data={"discreet": "no"}).status_code == 303
    assert title_of(discreet, "/account") == "Account · Lantern Rooms"
    clock.forward(minutes=MINUTES + 1)
    assert is_in(discreet)


# When it is signed out


def test_a_discreet_device_that_nobody_touches_is_signed_out(discreet: FlaskClient, clock: Clock, milo: Person) -> None:
    clock.forward(minutes=MINUTES)
    assert is_in(discreet)
    clock.forward(minutes=MINUTES, seconds=1)
    assert not is_in(discreet)
    assert queries.devices_of(milo.account) == [], "its sign-in is gone, and what hangs on it"


def test_whoever_goes_on_touching_it_stays(discreet: FlaskClient, clock: Clock) -> None:
    for _ in range(5):
        clock.forward(minutes=MINUTES - 1)
        assert discreet.post("/still-here").status_code == 204
    assert is_in(discreet)


def test_other_devices_are_not_signed_out(plain: FlaskClient, clock: Clock) -> None:
    clock.forward(hours=30)
    assert is_in(plain)


def test_a_cookie_that_was_put_by_opens_nothing_later(app: Flask, discreet: FlaskClient, clock: Clock) -> None:
    put_by = discreet.get_cookie("visit")
    assert put_by
    for _ in range(3):
        clock.forward(minutes=20)
        assert is_in(discreet)
    thief = app.test_client()
    thief.set_cookie("visit", put_by.value)
    assert not is_in(thief)


def test_a_cookie_from_before_it_was_discreet_opens_nothing(app: Flask, plain: FlaskClient, milo: Person) -> None:
    before = plain.get_cookie("visit")
    assert before
    plain.post("/account/discreet", data={"discreet": "yes"})
    assert is_in(plain)
    thief = app.test_client()
    thief.set_cookie("visit", before.value)
    assert not is_in(thief)
    assert len(queries.devices_of(milo.account)) == 1


def test_a_discreet_device_never_stays_signed_in(app: Flask, plain: FlaskClient) -> None:
    with plain.session_transaction() as visit:
        visit.permanent = True
    plain.post("/account/discreet", data={"discreet": "yes"})
    cookie = plain.get_cookie("visit")
    assert cookie
    assert cookie.expires is None


def test_a_discreet_device_that_never_came_back_is_forgotten_soon(app: Flask, milo: Person, clock: Clock) -> None:
    token = actions.start_sign_in(milo.account, "Firefox", is_discreet=True)
    actions.start_sign_in(milo.account, "Firefox")
    clock.forward(days=2)
    assert queries.visitor_with(token) is None
    assert queries.owners_of([token]) == {}
    assert actions.lapse_sign_ins() == 1
    assert len(queries.devices_of(milo.account)) == 1


def test_of_when_it_was_touched_nothing_is_kept_but_the_day() -> None:
    kinds = {column.name: column.type for column in SignIn.__table__.columns}
    assert not [name for name, kind in kinds.items() if isinstance(kind, DateTime | UtcDateTime)]
    assert isinstance(kinds["seen_on"], Date)


# Lines


def shown(app: Flask, browser: FlaskClient) -> Shown | None:
    """What a browser shows at a handshake."""
    cookie = browser.get_cookie("visit")
    assert cookie
    return shown_in(app, {"HTTP_COOKIE": f"visit={cookie.value}"})


def test_a_discreet_device_that_nobody_touches_opens_no_line(app: Flask, discreet: FlaskClient, clock: Clock) -> None:
    clock.forward(minutes=MINUTES)
    assert shown(app, discreet)
    clock.forward(seconds=1)
    assert shown(app, discreet) is None


def test_a_line_of_a_discreet_device_is_asked_again_when_its_time_is_over(
    app: Flask, clock: Clock, milo: Person
) -> None:
    token = actions.start_sign_in(milo.account, "Firefox", is_discreet=True)
    db.session.rollback()
    with dropped_at_last() as lines:
        # The clock stands still at a whole second, so that there is all of it before the time is over.
        lines.append(line := Line(app, token, until=int(clock.now.timestamp()) + 1))
        assert line.is_open
        assert soon(lambda: not line.is_open, PATIENCE_SECONDS)
        [told] = line.heard("connection.pausing")
        assert told["words"]


# Leaving


def test_leaving_a_discreet_device_signs_it_out_and_leaves_nothing_but_the_wish_to_be_discreet(
    app: Flask, discreet: FlaskClient, milo: Person
) -> None:
    stolen = discreet.get_cookie("visit")
    assert stolen
    answer = discreet.post("/leave", headers=HERE)
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (204, ALL_BUT_THE_COOKIE)
    assert queries.devices_of(milo.account) == []
    with discreet.session_transaction() as kept:
        assert dict(kept) == {"discreet": True}
    assert "Expires" not in answer.headers["Set-Cookie"], "it goes with the browser"
    discreet.set_cookie("visit", stolen.value)
    assert not is_in(discreet)


def test_leaving_any_other_device_clears_what_it_kept_and_stays_signed_in(plain: FlaskClient) -> None:
    answer = plain.get("/leave", headers=HERE)
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (204, '"cache", "storage"')
    assert is_in(plain)


def test_whoever_is_not_signed_in_leaves_nothing_either(client: FlaskClient) -> None:
    with client.session_transaction() as kept:
        kept["words"] = "of a visit"
    client.set_cookie("left", "yes")
    assert client.get("/leave", headers=HERE).headers["Clear-Site-Data"] == ALL_BUT_THE_COOKIE
    assert client.get_cookie("visit") is None
    assert client.get_cookie("left"), "that somebody has left"


def test_leaving_after_the_time_is_over_leaves_nothing(discreet: FlaskClient, clock: Clock) -> None:
    clock.forward(minutes=MINUTES + 5)
    assert discreet.post("/leave", headers=HERE).headers["Clear-Site-Data"] == ALL_BUT_THE_COOKIE
    with discreet.session_transaction() as kept:
        assert dict(kept) == {"discreet": True}


@pytest.mark.parametrize("way_out", ["/leave", "/sign-out"])
def test_whoever_goes_back_after_leaving_a_discreet_device_reads_nowhere_where_they_were(
    app: Flask, discreet: FlaskClient, way_out: str
) -> None:
    place = app.config["SETTINGS"].place_name
    discreet.post(way_out, headers=HERE)
    for path in ("/", "/meetings", "/home", "/help", "/no-such-page"):
        page = discreet.get(path, follow_redirects=True).text
        assert (path, place in page) == (path, False)
        assert "icon.svg" not in page


@pytest.mark.parametrize("way_out", ["/leave", "/sign-out"])
def test_nothing_tells_where_somebody_was_about_to_go_once_they_have_left(
    discreet: FlaskClient, fern: Person, way_out: str
) -> None:
    meeting = fern.schedules(fern.founds())
    assert discreet.post(f"/meetings/{meeting.public_id}/enter").status_code == 302
    assert discreet.get_cookie("entering")
    discreet.post(way_out, headers=HERE)
    assert discreet.get_cookie("entering") is None
    assert discreet.get_cookie("visit"), "the wish to be discreet"


def test_the_link_itself_leads_away_and_leaves_nothing(plain: FlaskClient) -> None:
    page = plain.get("/meetings").text
    assert re.search(r'<a class="button leave"\s+href="/leave"', page)
    answer = plain.get("/leave", headers=FOLLOWED)
    assert (answer.status_code, answer.location) == (303, AWAY)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert is_in(plain)


def test_the_link_itself_signs_a_discreet_device_out(discreet: FlaskClient, milo: Person) -> None:
    answer = discreet.get("/leave", headers=FOLLOWED)
    assert (answer.location, answer.headers["Clear-Site-Data"]) == (AWAY, ALL_BUT_THE_COOKIE)
    assert queries.devices_of(milo.account) == []


@pytest.mark.parametrize("mode", ["navigate", "cors", "no-cors", None])
@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_no_other_site_clears_what_a_browser_keeps_or_signs_out(
    discreet: FlaskClient, site: str | None, mode: str | None
) -> None:
    told = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    answer = discreet.get("/leave", headers={name: value for name, value in told.items() if value})
    assert "Clear-Site-Data" not in answer.headers
    assert answer.status_code == (204 if mode in ("cors", "no-cors") else 303)
    assert is_in(discreet)
