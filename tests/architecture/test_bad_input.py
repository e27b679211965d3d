"""One table of what a browser should never send, over HTTP: each ends in a clear answer, and nothing is left behind.

Fields have theirs in test_bad_fields.py, frames and packets of a line in tests/core/realtime/.
"""

import html
import re

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from support_groups.accounts import actions as accounts
from support_groups.accounts.views.entering import enter
from support_groups.groups.models import Group
from tests.cast import Person

from .test_rights import _browser

SCRIPTS = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</textarea></title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "</script><script>alert(1)//",
    "<!--<script>",
    "]]>&lt;b&gt;",
)


# Sessions


@pytest.fixture
def two(app: Flask, milo: Person) -> tuple[FlaskClient, FlaskClient]:
    """Two devices on which Milo is signed in."""
    return _browser(app, milo), _browser(app, milo)


def is_in(browser: FlaskClient) -> bool:
    """Whether a browser is signed in."""
    return browser.get("/account").status_code == 200


def stolen(app: Flask, browser: FlaskClient) -> FlaskClient:
    """Another browser with the very cookie of this one."""
    copy = app.test_client()
    kept = browser.get_cookie("visit")
    assert kept
    copy.set_cookie("visit", kept.value)
    return copy


def test_two_devices_at_once_stand_apart(two: tuple[FlaskClient, FlaskClient]) -> None:
    one, other = two
    one.post("/sign-out")
    assert (is_in(one), is_in(other)) == (False, True)


def test_a_cookie_that_was_copied_is_worth_nothing_after_signing_out(
    app: Flask, two: tuple[FlaskClient, FlaskClient]
) -> None:
    thief = stolen(app, two[0])
    assert is_in(thief)
    two[0].post("/sign-out")
    assert (is_in(thief), is_in(two[1])) == (False, True)


def test_a_cookie_that_was_stolen_is_worth_nothing_once_its_device_is_signed_out_from_another(
    app: Flask, two: tuple[FlaskClient, FlaskClient]
) -> None:
    thief = stolen(app, two[0])
    two[1].post("/account/devices/sign-out")
    assert (is_in(thief), is_in(two[0]), is_in(two[1])) == (False, False, True)


def test_nothing_that_was_planted_before_signing_in_is_there_afterwards(app: Flask, milo: Person, iris: Person) -> None:
    planted = accounts.start_sign_in(iris.account, "Firefox")
    with app.test_request_context():
        session.update({"_user_id": planted, "csrf_token": "known to somebody", "chosen": {"name": "x"}})
        enter(milo.account)
        assert session["_user_id"] != planted
        assert not {"csrf_token", "chosen"} & set(session)
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = planted
    assert not is_in(browser)


@pytest.mark.parametrize("value", ["", "x", "e30.e30.e30", "eyJfdXNlcl9pZCI6IjEifQ.aaaa.bbbb", "." * 4000, "\x7f"])
def test_a_cookie_that_we_did_not_sign_is_nobodys(app: Flask, value: str) -> None:
    browser = app.test_client()
    browser.set_cookie("visit", value)
    assert browser.get("/account").status_code == 302


@pytest.mark.parametrize("shown", [None, "", "0", "' OR 1=1", "A" * 43, "á"], ids=repr)
def test_a_session_with_something_else_than_a_token_is_nobodys(app: Flask, shown: object) -> None:
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = shown
    assert browser.get("/account").status_code == 302


# Words that would be something else


def test_script_in_whatever_people_name_and_write_is_shown_as_words(
    app: Flask, fern: Person, milo: Person, sol: Person, clock: object
) -> None:
    for number, words in enumerate(SCRIPTS):
        group = fern.founds(
            words, purpose=words, ground_rules=words, as_name="Fern" if number % 2 else f"Fern {words[:10]}"
        )
        meeting = fern.schedules(group, name=words)
        milo.joins(group)
        fern.mutes(milo, group, why=words)
        pages = [f"/groups/{group.public_id}{end}" for end in ("", "/join", "/members", "/settings", "/record", "/me")]
        pages += [f"/meetings/{meeting.public_id}", "/meetings", "/home", "/groups", "/notices", "/"]
        shown = 0
        for browser in (_browser(app, fern), _browser(app, milo), app.test_client()):
            for page in pages:
                text = browser.get(page).text
                if any(sign in words for sign in "<\"'"):
                    assert words not in text, (page, words)
                assert "49${7*7}" not in text
                assert not re.search(r"<(?:script|img|svg)[^>]*(?:alert|onerror|onload)", text), (page, words)
                assert not re.search(r'(?:href|src|action)="\s*javascript:', text), (page, words)
                shown += html.escape(words).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in text
        assert shown, words


@pytest.mark.parametrize(
    "name", ["\u202eFern", "F\u200bern", "Fеrn", "FERN", "F e r n", "Férn", "𝐅𝐞𝐫𝐧", "Facilitator", "Аdmin"]
)
def test_nobody_poses_as_the_facilitator(app: Flask, quiet_group: Group, nell: Person, name: str) -> None:
    answer = _browser(app, nell).post(f"/groups/{quiet_group.public_id}/join", data={"name": name, "sure": name})
    assert answer.status_code in (409, 422)
    assert not nell.is_in(quiet_group)


def test_a_name_is_kept_without_what_is_not_seen(app: Flask, quiet_group: Group, nell: Person) -> None:
    sent = {"name": "Quiet\u202e\u2066 \u200bRiver\r\nBank"}
    _browser(app, nell).post(f"/groups/{quiet_group.public_id}/join", data=sent)
    assert nell.membership(quiet_group).name == "Quiet RiverBank"


def test_line_ends_in_the_title_of_a_meeting_end_no_line(app: Flask, fern: Person, quiet_group: Group) -> None:
    bad = "Evening\r\nBEGIN:VALARM\nTRIGGER:-PT1M\u2028X\x0b\x0c\x85Y"
    sent = {
        "name": bad,
        "weekday": "1",
        "local_time": "19:30",
        "minutes": "60",
        "fellowship_minutes": "0",
        "floor": "open",
    }
    answer = _browser(app, fern).post(f"/groups/{quiet_group.public_id}/meetings/new", data=sent)
    assert answer.status_code == 302
    page = app.test_client().get(answer.location).text
    assert re.search(r"EveningBEGIN:VALARMTRIGGER:-PT1M ?X ?Y", page), page[page.index("EveningBEGIN") :][:80]


# Where someone is led on to


ONWARD = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "/%09/elsewhere.example",
    "/\r\nLocation: https://elsewhere.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https:elsewhere.example",
    "http:/elsewhere.example",
    "/@elsewhere.example/..//",
    "/" + "a" * 5000,
    "\u202e/",
)


@pytest.mark.parametrize("path", ["/sign-in", "/join", "/join/passphrase"])
def test_nobody_is_led_to_another_site_and_no_header_ends_early(app: Flask, milo: Person, path: str) -> None:
    browser = _browser(app, milo)
    for onward in ONWARD:
        answer = browser.get(path, query_string={"next": onward})
        assert answer.status_code in (302, 303), onward
        [where] = answer.headers.getlist("Location")
        assert where.startswith("/"), onward
        assert not where.startswith(("//", "/\\", "/\t")), onward
        assert not {"\r", "\n"} & set(where), onward


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"])
def test_no_header_says_where_we_are(app: Flask, milo: Person, name: str) -> None:
    browser = _browser(app, milo)
    for path in ("/", "/account", "/nowhere", "/sign-in"):
        answer = browser.get(path, headers={name: "elsewhere.example"})
        assert "elsewhere.example" not in answer.text
        assert "elsewhere" not in answer.headers.get("Location", "")
