"""Nobody else's page changes anything here: every address that changes something is tried, as the app lists them."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from support_groups.core.bounds import SAFE_METHODS
from support_groups.core.web import CSRF_WORDS, FROM_ELSEWHERE_WORDS
from tests.cast import Person

from .test_rights import _browser

OURS = "http://localhost"
ELSEWHERE = "http://elsewhere.example"
FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": OURS},
    {"Sec-Fetch-Site": ""},
    {"Origin": ELSEWHERE},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost.elsewhere.example"},
    {"Origin": ""},
]
FROM_HERE = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": OURS},
    {"Origin": "null"},
]


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """The app as it runs outside of tests."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def changes(app: Flask) -> list[tuple[str, str]]:
    """Every address that can change something, with its method."""
    return [
        (method, _path(rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - SAFE_METHODS)
    ]


def _path(rule: Rule) -> str:
    return re.sub(r"<[^>]+>", "A" * 22, rule.rule)


def token_of(browser: FlaskClient) -> str:
    """The token that the pages of a browser carry."""
    # The one page has a form for visitors, the other for whoever is signed in.
    pages = browser.get("/join").text + browser.get("/help").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', pages)
    assert found
    return found[1]


def test_there_are_addresses_to_try_and_none_that_looks_away(guarded: Flask) -> None:
    assert len(changes(guarded)) > 40
    assert not guarded.extensions["csrf"]._exempt_views
    assert not guarded.extensions["csrf"]._exempt_blueprints


def test_what_safe_methods_ask_for_is_read_by_them_alone(guarded: Flask) -> None:
    for rule in guarded.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}, rule


def test_without_its_token_nothing_changes(guarded: Flask, iris: Person) -> None:
    browser = _browser(guarded, iris)
    for method, path in changes(guarded):
        answer = browser.open(path, method=method)
        assert (answer.status_code, CSRF_WORDS in answer.text) == (400, True), path


def test_with_the_token_of_somebody_else_nothing_changes(guarded: Flask, iris: Person, milo: Person) -> None:
    browser, others = _browser(guarded, iris), token_of(_browser(guarded, milo))
    for method, path in changes(guarded):
        answer = browser.open(path, method=method, data={"csrf_token": others})
        assert (answer.status_code, CSRF_WORDS in answer.text) == (400, True), path


def test_the_token_from_before_signing_in_is_worth_nothing_afterwards(guarded: Flask, iris: Person) -> None:
    browser = guarded.test_client()
    before = token_of(browser)
    with browser.session_transaction() as cookie:
        kept = dict(cookie)
    browser = _browser(guarded, iris)
    with browser.session_transaction() as cookie:
        assert "csrf_token" not in cookie
    assert kept["csrf_token"]
    token_of(browser)
    assert browser.post("/sign-out", data={"csrf_token": before}).status_code == 400


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_from_a_page_of_another_site_nothing_changes_even_with_the_token(
    guarded: Flask, iris: Person, headers: dict[str, str]
) -> None:
    browser = _browser(guarded, iris)
    token = token_of(browser)
    for method, path in changes(guarded):
        answer = browser.open(path, method=method, data={"csrf_token": token}, headers=headers)
        assert (answer.status_code, FROM_ELSEWHERE_WORDS in answer.text) == (403, True), path


@pytest.mark.parametrize("turn", range(len(FROM_HERE)), ids=lambda turn: str(FROM_HERE[turn]))
def test_with_its_token_a_page_of_ours_is_heard(guarded: Flask, iris: Person, turn: int) -> None:
    headers = FROM_HERE[turn]
    # By turns: every address from one kind of page, and from every kind of page many addresses.
    for method, path in changes(guarded)[turn :: len(FROM_HERE)]:
        browser = _browser(guarded, iris)
        answer = browser.open(path, method=method, data={"csrf_token": token_of(browser)}, headers=headers)
        assert CSRF_WORDS.encode() not in answer.data, path
        assert FROM_ELSEWHERE_WORDS.encode() not in answer.data, path


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_nobody_is_signed_in_by_a_page_of_another_site(guarded: Flask, headers: dict[str, str]) -> None:
    browser = guarded.test_client()
    token = token_of(browser)
    for path in ("/sign-in", "/join", "/join/passphrase", "/recover"):
        assert browser.post(path, data={"csrf_token": token, "name": "Iris"}, headers=headers).status_code == 403
