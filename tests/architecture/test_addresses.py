"""Addresses stay in histories, logs and on screens: none of ours holds a name, words of somebody or a secret.

The addresses come from the app's own map, and from all pages that people with a rich evening behind them can reach.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from support_groups.accounts import actions as accounts
from support_groups.core.database import PUBLIC_ID_CHARS
from tests.cast import Person

from .test_rights import Address, _browser, addresses

__all__ = ["addresses"]

IDS = {
    "public_id",
    "member_id",
    "invitation_id",
    "record_id",
    "flag_id",
    "report_id",
    "position_id",
    "filename",
    "purpose",
}
"""What may stand in a path: ids by chance that mean nothing elsewhere, and names of our own for files and pages."""
ASKED = {"next", "v", "page", "language", "format", "day", "attendance", "soon", "zone", "country", "by"}
"""What may stand behind a question mark: where to go on to, and choices out of lists."""
NAMES = ("Fern", "Milo", "Nell", "Sol", "Ray", "quiet group", "quiet+group", "quiet%20group")
SENDS_NOTHING_THERE = ('method="post"', 'method="dialog"')
SECRET = re.compile(rf"[A-Za-z0-9_-]{{{PUBLIC_ID_CHARS + 1},}}")
ID = re.compile(rf"(?<=/)[A-Za-z0-9_-]{{{PUBLIC_ID_CHARS}}}(?![A-Za-z0-9_-])")
LINK = re.compile(r'(?:href|action|src|data-[a-z-]+)="([/?#][^"]*|https?://[^"]*)"')


def test_no_path_has_room_for_anything_but_ids(app: Flask) -> None:
    assert {name for rule in app.url_map.iter_rules() for name in rule.arguments} <= IDS


def pages(app: Flask, addresses: list[Address], people: list[Person]) -> Iterator[tuple[str, str]]:
    """Every page that these people are shown, with its address; and where they are led on to."""
    for person in people:
        browser = _browser(app, person)
        for address in addresses:
            if address.method == "GET" and address.endpoint != "static":
                answer = browser.get(address.path)
                yield address.path, answer.text
                yield address.path, f'href="{answer.headers.get("Location", "")}"'


def links(app: Flask, addresses: list[Address], people: list[Person]) -> Iterator[tuple[str, str]]:
    """All addresses on all pages, each with the page it is on."""
    for path, text in pages(app, addresses, people):
        yield from ((path, unescape(found)) for found in LINK.findall(text))


def test_no_link_on_any_page_holds_a_name_or_a_secret(
    app: Flask, addresses: list[Address], fern: Person, milo: Person, sol: Person, ray: Person
) -> None:
    found = set(links(app, addresses, [fern, milo, sol, ray]))
    assert len({link for _, link in found}) > 50
    for page, link in found:
        path = urlsplit(link).path + "?" + urlsplit(link).query
        # An id by chance may begin like a name.
        words = ID.sub("", path).lower()
        assert not [name for name in NAMES if name.lower() in words], (page, link)
        assert not SECRET.search(path), (page, link)


def test_behind_a_question_mark_stands_no_word_of_anybody(
    app: Flask, addresses: list[Address], fern: Person, ray: Person
) -> None:
    for page, link in links(app, addresses, [fern, ray]):
        parts = urlsplit(link)
        if not parts.netloc:
            assert set(parse_qs(parts.query, keep_blank_values=True)) <= ASKED, (page, link)


def test_no_form_writes_what_is_typed_into_an_address(
    app: Flask, addresses: list[Address], fern: Person, ray: Person
) -> None:
    for page, text in pages(app, addresses, [fern, ray]):
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
            if not any(how in form for how in SENDS_NOTHING_THERE):
                fields = set(re.findall(r'<(?:input|textarea|select)\b[^>]*?name="([^"]+)"', form))
                assert fields <= ASKED, (page, fields)


def test_the_secret_of_a_link_is_out_of_the_address_before_anything_is_asked(client: FlaskClient) -> None:
    secret = accounts.invite_founder()
    page = client.get("/found").text
    assert "core/link.js" in page
    assert secret not in page
    answer = client.post("/found", data={"secret": secret})
    assert (answer.status_code, answer.location) == (303, "/found/open")
    assert secret not in client.get(answer.location).text
