"""The frame of every page: help and the way out are always there, and nothing comes from elsewhere."""

import re
from pathlib import Path

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
STATUSES = (400, 401, 403, 404, 405, 410, 413, 418, 422, 429, 500, 502, 503)
ANY_PAGE = "/what-to-expect"


def test_help_and_the_way_out_stand_in_the_same_corner(client: FlaskClient) -> None:
    corner = client.get(ANY_PAGE).text.split('<div class="corner">', 1)[1].split("</div>", 1)[0]
    assert 'href="/help"' in corner
    assert 'data-leave="https://www.wikipedia.org/"' in corner
    assert "data-leave" in corner
    assert "noreferrer" in corner


def test_the_first_thing_a_keyboard_reaches_leads_to_the_content(client: FlaskClient) -> None:
    body = client.get(ANY_PAGE).text.split("<body", 1)[1]
    assert re.findall(r"<a [^>]*>", body)[0] == '<a class="skip" href="#main">'
    assert 'id="main"' in body


def test_nothing_on_a_page_is_fetched_from_elsewhere(client: FlaskClient) -> None:
    text = client.get(ANY_PAGE).text
    fetched = re.findall(r'<(?:link|script|img|use|source|iframe)\b[^>]*?(?:src|href)="([^"]*)"', text)
    assert fetched
    assert [address for address in fetched if not address.startswith("/static/")] == []


def test_every_file_a_page_names_is_there_and_fingerprinted(client: FlaskClient) -> None:
    text = client.get(ANY_PAGE).text
    for address in set(re.findall(r'(?:src|href)="(/static/[^"#]*)', text)):
        if "/vendor/" not in address:  # made by the set-up
            assert "?v=" in address, address
        with client.get(address) as answer:
            assert answer.status_code == 200, address


def test_scripts_find_each_other_by_the_import_map(client: FlaskClient) -> None:
    text = client.get(ANY_PAGE).text
    for module in (ROOT / "static" / "core").glob("*.js"):
        assert f'"/static/core/{module.name}": "/static/core/{module.name}?v=' in text


def test_a_visitor_is_offered_to_join_and_not_what_members_have(client: FlaskClient) -> None:
    places = client.get(ANY_PAGE).text.split('<nav class="places"', 1)[1].split("</nav>", 1)[0]
    assert 'href="/join"' in places
    assert 'href="/sign-in"' in places
    assert 'href="/account"' not in places


@pytest.mark.parametrize("status", STATUSES)
def test_every_refusal_is_kind_and_leads_on(app: Flask, status: int) -> None:
    with app.test_request_context("/somewhere"):
        text = render_template("core/error.html", status=status, words="Words for <you>.")
    main = text.split("<main", 1)[1].split("</main>", 1)[0]
    assert "Words for &lt;you&gt;." in main
    assert "<h1>" in main
    assert 'class="button primary"' in main
    assert 'href="/help"' in main
    assert str(status) not in main
    assert not re.search(r"!|error|invalid|forbidden|denied|oops", main, re.IGNORECASE)


def test_what_does_not_exist_is_told_on_a_page_of_ours(client: FlaskClient) -> None:
    answer = client.get("/static/nothing.css")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_every_icon_used_is_in_the_list(client: FlaskClient) -> None:
    listed = (ROOT / "static" / "icons.txt").read_text(encoding="utf-8").split()
    assert listed == sorted(set(listed))
    used = set()
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        used |= set(re.findall(r"""\bicon\(["']([a-z0-9-]+)["']""", text))
    for script in (ROOT / "static").rglob("*.js"):
        if "vendor" not in script.parts:
            used |= set(re.findall(r"""\bicon\(["']([a-z0-9-]+)["']""", script.read_text(encoding="utf-8")))
    assert used - set(listed) == set()
