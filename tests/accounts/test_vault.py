"""The vault on the server: sealed things of each member's own, kept without being understood."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from support_groups.accounts import actions
from support_groups.accounts.actions import KeptElsewhere, VaultIsFull
from support_groups.accounts.models import Account, VaultItem
from support_groups.accounts.queries import vault_item_of
from support_groups.accounts.rules import VAULT_ITEMS_MAX, VAULT_STEPS_BYTES, is_purpose, is_sealed
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.transaction import transaction
from tests.cast import Person
from tests.services.at_once import Turn, at_once

SEALED_CHARS = (2_770, 10_962, 43_730)
"""What the steps come to once sealed, as static/accounts/padding.js and format.js make them."""

ONE, OTHER, THIRD = ("A" * SEALED_CHARS[0], "B" * SEALED_CHARS[0], "C" * SEALED_CHARS[1])


@pytest.fixture
def milos(client: FlaskClient, milo: Person) -> FlaskClient:
    """Milo's browser, signed in."""
    with client.session_transaction() as session:
        session["_user_id"] = actions.start_sign_in(milo.account, "A phone")
    return client


@pytest.fixture(autouse=True)
def noise(iris: Person) -> None:
    """Something of somebody else's, for the same purpose."""
    actions.keep_item(iris.account, "plan", THIRD, 0)


def kept(person: Person, purpose: str = "plan") -> tuple[str, int] | None:
    """What lies in a person's vault."""
    item = vault_item_of(person.account, purpose)
    return (item.sealed, item.rev) if item else None


def sends(browser: FlaskClient, sealed: object, rev: object, **more: object) -> TestResponse:
    """What a page sends to keep a plan."""
    return browser.post("/vault/plan", json={"sealed": sealed, "rev": rev, **more})


def test_only_what_is_filled_up_and_sealed_is_taken_in() -> None:
    assert len(SEALED_CHARS) == len(VAULT_STEPS_BYTES)
    assert [chars for chars in range(60_000) if is_sealed("x" * chars)] == list(SEALED_CHARS)
    for broken in ("=", "+", "é", " ", "\n"):
        assert not is_sealed("x" * (SEALED_CHARS[0] - 1) + broken)


@pytest.mark.parametrize(
    ("purpose", "is_one"), [("plan", True), ("clean-time", True), ("", False), ("Plan", False), ("a" * 33, False)]
)
def test_a_purpose_is_a_short_plain_word(purpose: str, is_one: bool) -> None:
    assert is_purpose(purpose) is is_one


def test_a_thing_is_kept_and_replaced_and_its_revisions_are_counted(milo: Person) -> None:
    assert actions.keep_item(milo.account, "plan", ONE, 0) == 1
    assert actions.keep_item(milo.account, "plan", OTHER, 1) == 2
    assert actions.keep_item(milo.account, "clean-time", ONE, 0) == 1
    assert kept(milo) == (OTHER, 2)
    assert kept(milo, "clean-time") == (ONE, 1)


@pytest.mark.parametrize("rev", [0, 2, 7])
def test_whoever_did_not_see_the_newest_replaces_nothing(milo: Person, rev: int) -> None:
    actions.keep_item(milo.account, "plan", ONE, 0)
    with pytest.raises(KeptElsewhere):
        actions.keep_item(milo.account, "plan", OTHER, rev)
    assert kept(milo) == (ONE, 1)


@pytest.mark.parametrize("begun", [0, 1])
def test_of_two_at_once_one_is_kept_and_the_other_is_told(app: Flask, milo: Person, begun: int) -> None:
    for rev in range(begun):
        actions.keep_item(milo.account, "plan", THIRD, rev)
    account_id, turn = milo.account_id, Turn()

    def first() -> None:
        with transaction() as session:
            actions.keep_item(session.get_one(Account, account_id), "plan", ONE, begun)
            turn.begin()

    def second() -> None:
        turn.wait()
        actions.keep_item(db.session.get_one(Account, account_id), "plan", OTHER, begun)

    assert [type(refused) for refused in at_once(app, first, second)] == [type(None), KeptElsewhere]
    assert kept(milo) == (ONE, begun + 1)


def test_a_vault_holds_so_many_things_and_says_so_kindly(milo: Person) -> None:
    for number in range(VAULT_ITEMS_MAX):
        actions.keep_item(milo.account, f"thing-{number}", ONE, 0)
    with pytest.raises(VaultIsFull) as refused:
        actions.keep_item(milo.account, "one-more", ONE, 0)
    assert "safe" in refused.value.words
    actions.keep_item(milo.account, "thing-0", OTHER, 1)


def test_what_lies_in_the_vault_goes_with_the_account(milo: Person, iris: Person) -> None:
    actions.keep_item(milo.account, "plan", ONE, 0)
    actions.delete_account(milo.account)
    assert [item.account_id for item in db.session.scalars(select(VaultItem))] == [iris.account_id]


def test_nothing_is_kept_for_someone_who_has_gone_meanwhile(milo: Person) -> None:
    account = milo.account
    actions.delete_account(account)
    with pytest.raises(NotFound):
        actions.keep_item(Account(id=milo.account_id), "plan", ONE, 0)


def test_the_browser_gets_back_what_it_kept(milos: FlaskClient) -> None:
    assert milos.get("/vault/plan").get_json() == {"rev": 0, "sealed": None}
    assert sends(milos, ONE, 0).get_json() == {"rev": 1}
    answer = milos.get("/vault/plan")
    assert answer.get_json() == {"rev": 1, "sealed": ONE}
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_second_of_two_tabs_is_given_what_the_first_kept(milos: FlaskClient, milo: Person) -> None:
    sends(milos, ONE, 0)
    answer = sends(milos, OTHER, 0)
    assert answer.status_code == 409
    assert answer.get_json() == {"rev": 1, "sealed": ONE}
    assert kept(milo) == (ONE, 1)


def test_nobody_reaches_the_vault_of_another(milos: FlaskClient, milo: Person, iris: Person) -> None:
    assert milos.get("/vault/plan").get_json()["sealed"] is None
    assert sends(milos, ONE, 0).status_code == 200
    assert kept(iris) == (THIRD, 1)


def test_without_signing_in_there_is_no_vault(client: FlaskClient) -> None:
    assert client.get("/vault/plan").status_code == 302
    assert sends(client, ONE, 0).status_code == 401


@pytest.mark.parametrize(
    "sent",
    [
        {"sealed": "2026-11-20", "rev": 0},
        {"sealed": "A" * (SEALED_CHARS[0] - 1), "rev": 0},
        {"sealed": "A" * 60_000, "rev": 0},
        {"sealed": ONE, "rev": -1},
        {"sealed": ONE, "rev": 2**31},
        {"sealed": ONE, "rev": 2**80},
        {"sealed": ONE},
        {"sealed": ONE, "rev": 0, "account_id": 1},
        {"sealed": [ONE], "rev": 0},
        [],
        "plan",
        None,
    ],
)
def test_what_was_not_sealed_or_does_not_fit_is_refused(milos: FlaskClient, milo: Person, sent: object) -> None:
    assert milos.post("/vault/plan", json=sent).status_code == 422
    assert kept(milo) is None


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"sealed=x&rev=0"])
def test_what_is_no_json_is_refused(milos: FlaskClient, milo: Person, body: bytes) -> None:
    assert milos.post("/vault/plan", data=body, content_type="application/json").status_code == 422
    assert kept(milo) is None


@pytest.mark.parametrize("purpose", ["Plan", "-plan", "plan_b", "a" * 33, "%00", "pl%C3%A4n"])
def test_what_can_be_no_purpose_is_not_found(milos: FlaskClient, purpose: str) -> None:
    assert milos.get(f"/vault/{purpose}").status_code == 404
    assert milos.post(f"/vault/{purpose}", json={"sealed": ONE, "rev": 0}).status_code == 404


def test_another_site_cannot_keep_anything_in_a_members_name(app: Flask, milos: FlaskClient, milo: Person) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert sends(milos, ONE, 0).status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert kept(milo) is None


def test_keeping_again_and_again_has_an_end(milos: FlaskClient) -> None:
    statuses = [sends(milos, ONE, rev).status_code for rev in range(31)]
    assert statuses == [200] * 30 + [429]
