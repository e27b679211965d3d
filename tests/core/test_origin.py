"""Which address is this place's own: the one it was given, whatever a request calls it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import ValidationError

from config import Settings
from support_groups.core.database import db
from support_groups.core.realtime.tickets import PATH
from tests.services import keys
from tests.services.authenticator import SoftPasskey
from tests.services.installation import make_app
from tests.services.passkeys import adds, enters

HOME, ELSEWHERE = "https://rooms.example", "https://elsewhere.example"


@pytest.fixture
def pinned(app: Flask, tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser at the same installation, which was told its address, asking for it by another."""
    address = str(db.engine.url.render_as_string(hide_password=False))
    found = make_app(tmp_path, address, public_address=HOME)
    browser = found.test_client()
    browser.environ_base["HTTP_HOST"] = "elsewhere.example"
    with found.app_context():
        keys.open_account("Milo")
    yield browser
    with found.app_context():
        db.engine.dispose()


def test_a_passkey_is_good_at_the_address_of_the_settings_whatever_a_request_calls_it(pinned: FlaskClient) -> None:
    assert pinned.post("/sign-in/passkey/ask", json={}).get_json()["options"]["rpId"] == "rooms.example"
    assert keys.sign_in(pinned, "Milo").status_code == 200
    passkey = SoftPasskey(host="rooms.example", origin=HOME)
    assert adds(pinned, passkey).status_code == 200
    assert enters(pinned, passkey).status_code == 200
    passkey.host, passkey.origin = "elsewhere.example", ELSEWHERE
    assert enters(pinned, passkey).status_code == 422


def test_only_pages_of_the_address_of_the_settings_change_anything_or_open_a_line(pinned: FlaskClient) -> None:
    assert keys.sign_in(pinned, "Milo").status_code == 200
    for origin, statuses in ((ELSEWHERE, (403, 400)), (HOME, (200, 200))):
        posted = pinned.post("/sign-in/salt", json={"name": "Milo"}, headers={"Origin": origin})
        assert posted.status_code == statuses[0]
        assert pinned.post(PATH, headers={"Origin": origin}).status_code == statuses[1]


@pytest.mark.parametrize("host", ["a.example,b.example", ""])
def test_a_request_with_two_names_or_none_is_refused_by_the_app_too(client: FlaskClient, host: str) -> None:
    assert client.get("/sign-in").status_code == 200
    assert client.get("/sign-in", environ_overrides={"HTTP_HOST": host}).status_code == 400


@pytest.mark.parametrize(
    "wrong", ["rooms.example", "https://rooms.example/", "https://a@rooms.example", "ftp://a.example"]
)
def test_an_address_that_is_none_is_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Settings(public_address=wrong)
    assert Settings(public_address="http://localhost:8000").public_address
