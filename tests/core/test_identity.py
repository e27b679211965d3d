"""Who may see a view at all, and where someone is led on to."""

import html
import re
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from support_groups.core.identity import safe_next

SITE = "https://lantern.example"


@pytest.mark.parametrize("address", ["/", "/groups", "/groups/a-b?c=d&e=/f", "/meetings#today", "/a//b"])
def test_an_address_on_this_site_is_gone_on_to(address: str) -> None:
    assert safe_next(address) == address


ELSEWHERE = [None, "", "groups", "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example"]
ELSEWHERE += ["\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example"]
ELSEWHERE += [" //evil.example", "javascript:alert(1)", "/\\/evil.example", "http:/evil.example", "https:evil.example"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_elsewhere_is_not(address: str | None) -> None:
    assert safe_next(address) is None


@given(st.text(alphabet="/\\:.@?#%\t\r\n ehtpsvil", max_size=20))
def test_whatever_is_gone_on_to_stays_on_this_site(address: str) -> None:
    onward = safe_next(address)
    if onward is not None:
        # Browsers take out tabs and line ends, and read a backslash as a slash.
        read = "".join(c for c in onward if c not in "\t\r\n").replace("\\", "/")
        assert urlsplit(urljoin(SITE, read)).netloc == "lantern.example"


def test_every_view_asks_for_sign_in_unless_it_says_otherwise(app: Flask, client: FlaskClient) -> None:
    asked, open_to_all = [], []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        _, path = rule.build({name: "1" for name in rule.arguments}) or ("", "")
        view = app.view_functions[rule.endpoint]
        response = client.get(path)
        if getattr(view, "is_public", False):
            open_to_all.append(rule.endpoint)
            assert not (response.location or "").startswith("/sign-in?next"), rule.endpoint
        else:
            asked.append(rule.endpoint)
            assert response.status_code == 302, rule.endpoint
            assert response.location.startswith("/sign-in?next=/"), rule.endpoint
    assert "accounts.account" in asked
    assert "accounts.sign_in" in open_to_all


def test_whoever_was_signed_out_while_writing_is_told_where_the_words_are(client: FlaskClient) -> None:
    response = client.post("/account", data={"zone": "UTC"})
    assert response.status_code == 401
    assert "You are signed out now" in response.text
    assert 'href="/sign-in?next=/account"' in response.text
    assert "<textarea" not in response.text


def test_whoever_was_signed_out_while_writing_still_has_the_words(client: FlaskClient) -> None:
    note = "Would you walk with me?\n</textarea><script>&"
    sent = {"name": "Plain Harbour", "note": note, "sure": "yes", "zone": "Europe/Berlin", "csrf_token": "two words"}
    response = client.post("/sponsors/anybody/ask", data=sent)
    assert response.status_code == 401
    assert "What you wrote is still here" in response.text
    shown = re.findall(r"<textarea[^>]* readonly[^>]*>\n(.*?)</textarea>", response.text, re.DOTALL)
    assert [html.unescape(text) for text in shown] == ["Plain Harbour", note]
    assert 'href="/sign-in?next=/sponsors/anybody/ask" target="_blank"' in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("field", ["passphrase", "new_passphrase", "password"])
def test_nothing_of_a_form_with_a_passphrase_is_shown_again(client: FlaskClient, field: str) -> None:
    secret = {"old": "a calm and quiet evening", field: "tiger lamp ocean forty", "words": "one two three"}
    response = client.post("/account/passphrase", data=secret)
    assert response.status_code == 401
    for words in secret.values():
        assert words not in response.text


def test_no_other_site_puts_words_on_our_page(client: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = client.post("/sponsors/x/ask", data={"note": "Write to me elsewhere"}, headers=headers)
    assert (response.status_code, "elsewhere" in response.text) == (401, False)


def test_what_is_written_without_spaces_is_shown_too(client: FlaskClient) -> None:
    note = "今日はとても大変な一日でした。誰かと話したいです。"
    assert note in client.post("/sponsors/x/ask", data={"note": note}).text
