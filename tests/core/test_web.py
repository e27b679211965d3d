"""What every page has, and what a person sees when something goes wrong."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from support_groups.core.bounds import BODY_MAX_BYTES
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotAllowed, NotFound, TooFast
from support_groups.core.web import CSRF_WORDS, CSRF_WORDS_WITH_TEXTS, WORDS
from tests.services.installation import make_app
from tests.services.keys import open_account, sign_in

SECRET = "something private that was typed"


@pytest.fixture
def signed_in(client: FlaskClient) -> FlaskClient:
    """A browser that is signed in."""
    open_account("Milo")
    sign_in(client, "Milo")
    return client


@pytest.fixture
def failing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Exception:
    """A page that breaks in the way the test says."""
    problem = ValueError(SECRET)

    def view() -> str:
        raise problem

    view.__dict__["is_public"] = True
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", view)
    return problem


def test_inline_scripts_carry_the_one_time_word_of_their_page(client: FlaskClient) -> None:
    first, second = client.get("/sign-in"), client.get("/sign-in")
    words = []
    for page in (first, second):
        told = re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"])
        assert told
        inline = re.findall(r"<script(?![^>]*src=)[^>]*>", page.text)
        assert inline
        assert all(f'nonce="{told.group(1)}"' in script for script in inline)
        words.append(told.group(1))
    assert words[0] != words[1]


def test_no_page_styles_in_line(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert "<style" not in page
    assert ' style="' not in page
    assert not re.search(r"\son\w+=", page)


def test_cookies_are_for_this_site_alone(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("visit=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_tls_cookies_are_bound_to_the_host_and_browsers_stay_with_it(tmp_path: Path) -> None:
    app = make_app(tmp_path, "sqlite://", https=True)
    app.config["WTF_CSRF_ENABLED"] = True
    response = app.test_client().get("/sign-in", base_url="https://lantern.example")
    assert response.headers["Set-Cookie"].startswith("__Host-visit=")
    assert "Secure" in response.headers["Set-Cookie"]
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_over_tls_a_form_is_taken_though_no_page_of_ours_tells_where_one_comes_from(tmp_path: Path) -> None:
    app = make_app(tmp_path, "sqlite://", https=True, trusted_proxies=1)
    app.config["WTF_CSRF_ENABLED"] = True
    browser, behind_tls = app.test_client(), {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "lantern.example"}
    page = browser.get("/recover", headers=behind_tls)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    for more in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://lantern.example"}, {"Origin": "null"}):
        answer = browser.post("/recover", data={"csrf_token": token[1]}, headers=behind_tls | more)
        assert answer.status_code == 422, more
    for more in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://lantern.example"}):
        answer = browser.post("/recover", data={"csrf_token": token[1]}, headers=behind_tls | more)
        assert answer.status_code == 403, more


def test_a_page_that_was_open_too_long_says_so_kindly(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for token in ({}, {"csrf_token": "made up"}):
            page = client.post("/sign-in", data={"name": "Milo", "passphrase": "x", **token})
            assert page.status_code == 400
            assert CSRF_WORDS in page.text
            with_texts = client.post("/join", data={"name": "Quiet Harbour", **token})
            assert CSRF_WORDS_WITH_TEXTS in with_texts.text
            assert re.search(r"<textarea[^>]* readonly[^>]*>\nQuiet Harbour</textarea>", with_texts.text)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize("path", ["/nowhere", "/account/none", "/%00", "/groups/%00", "/sign-in?next=%00", "/%ff%fe"])
def test_whatever_is_not_there_is_not_found_in_kind_words(signed_in: FlaskClient, path: str) -> None:
    page = signed_in.get(path)
    assert page.status_code == 404
    assert WORDS[404] in page.text
    assert "Help now" in page.text


def test_a_verb_that_does_not_fit_is_refused_in_kind_words(client: FlaskClient) -> None:
    page = client.put("/sign-in")
    assert page.status_code == 405
    assert WORDS[405] in page.text


def test_more_than_we_can_take_in_is_refused_in_kind_words(client: FlaskClient) -> None:
    page = client.post("/join", data={"name": "x" * (BODY_MAX_BYTES + 1)})
    assert page.status_code == 413
    assert WORDS[413] in page.text
    asked_by_script = client.post("/sign-in", json={"name": "x" * (BODY_MAX_BYTES + 1)})
    assert (asked_by_script.status_code, asked_by_script.get_json()["words"]) == (413, WORDS[413])


@pytest.mark.parametrize(("error", "title"), [(DomainError, "Not just now"), (NotAllowed, "Not here, as things are")])
def test_what_a_rule_refuses_is_told_in_its_own_words_alone(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: type[DomainError], title: str
) -> None:
    def view() -> str:
        raise error

    view.__dict__["is_public"] = True
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", view)
    page = client.get("/sign-in")
    assert f"<h1>{title}</h1>" in page.text
    assert error.words in page.text
    assert ("Try again" in page.text) == (error.status == 409)
    for about_something_else in ("cut short", "still kept", "did not quite reach"):
        assert about_something_else not in page.text


@pytest.mark.parametrize("error", [NotFound, NotAllowed, TooFast])
def test_a_refusal_outside_of_a_form_is_a_page_in_its_own_words(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: type[NotFound]
) -> None:
    def view() -> str:
        raise error

    view.__dict__["is_public"] = True
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", view)
    page = client.get("/sign-in")
    assert page.status_code == error.status
    assert error.words in page.text


def test_what_breaks_is_our_fault_and_its_words_reach_neither_page_nor_log(
    client: FlaskClient, failing: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.get("/sign-in")
    assert page.status_code == 500
    assert WORDS[500] in page.text
    assert SECRET not in page.text + caplog.text
    assert "ValueError at " in caplog.text
    assert "accounts.sign_in" in caplog.text


def test_a_query_that_fails_still_ends_in_a_kind_page(
    app: Flask, signed_in: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def view() -> str:
        db.session.execute(text("SELECT nothing FROM nowhere"))
        return "never"

    monkeypatch.setitem(app.view_functions, "accounts.account", view)
    page = signed_in.get("/account")
    assert page.status_code == 500
    assert WORDS[500] in page.text
    assert "Help now" in page.text


def test_with_no_database_at_all_there_are_still_kind_words(
    signed_in: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone:
        def __getattr__(self, _: str) -> object:
            raise ConnectionError

    monkeypatch.setattr("support_groups.accounts.queries.db", type("NoDatabase", (), {"session": Gone()})())
    page = signed_in.get("/account")
    assert page.status_code == 500
    assert WORDS[500] in page.text


def test_pages_with_secrets_are_not_compressed_and_files_are(app: Flask, client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/sign-in", headers={"Accept-Encoding": "gzip, br"}).headers
    assert "text/html" not in app.config["COMPRESS_MIMETYPES"]
    assert {"text/css", "text/javascript"} <= set(app.config["COMPRESS_MIMETYPES"])


def test_forwarding_headers_are_believed_only_from_as_many_proxies_as_there_are(tmp_path: Path) -> None:
    def seen_by(proxies: int) -> str:
        app = make_app(tmp_path, "sqlite://", trusted_proxies=proxies)
        app.add_url_rule("/seen", "seen", view_func=seen)
        return app.test_client().get("/seen", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.2"}).text

    def seen() -> str:
        from flask import request

        return request.remote_addr or ""

    seen.__dict__["is_public"] = True
    assert seen_by(0) == "127.0.0.1"
    assert seen_by(1) == "198.51.100.2"
    assert seen_by(2) == "192.0.2.1"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_a_proxy_that_the_settings_do_not_name_is_told_once_without_an_address(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, header: str
) -> None:
    def told_after(proxies: int) -> list[str]:
        caplog.clear()
        app = make_app(tmp_path, "sqlite://", trusted_proxies=proxies)
        for address in ("192.0.2.1", "192.0.2.7"):
            app.test_client().get("/nothing-here", headers={header: address})
        return [record.getMessage() for record in caplog.records if record.name.endswith("forwarded")]

    [told] = told_after(0)
    assert "SUPPORT_GROUPS_TRUSTED_PROXIES" in told
    assert "192.0.2" not in told
    assert told_after(1) == []
