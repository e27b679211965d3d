"""A passkey is made: by its person, here and now, and under a name that tells nothing."""

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support_groups.accounts import actions, challenges, passkeys, queries
from support_groups.accounts.format import to_bytes, to_text
from support_groups.accounts.models import Account, WayIn
from support_groups.accounts.rules import PASSKEYS_MAX
from support_groups.core.database import db
from tests.services.authenticator import SoftPasskey
from tests.services.keys import key_of, sign_in
from tests.services.passkeys import (
    ANOTHER,
    BAD,
    KEY,
    SEALED,
    added,
    adds,
    asked,
    enters,
    is_in,
    words_of,
)


def test_a_passkey_is_added_and_lets_its_person_in_on_another_device(app: Flask, at_home: FlaskClient) -> None:
    passkey, elsewhere = added(at_home), app.test_client()
    answer = enters(elsewhere, passkey)
    assert answer.status_code == 200
    assert answer.get_json()["sealed"] == SEALED
    assert is_in(elsewhere)


def test_what_is_kept_of_a_passkey_opens_nothing_and_names_no_device(at_home: FlaskClient, milo: Account) -> None:
    passkey = added(at_home)
    [way] = queries.passkeys_of(milo)
    assert way.credential == {
        "public_key": to_text(passkey.public_key()),
        "counter": 0,
        "handle": to_text(passkey.handle),
    }
    assert (way.label, way.proof_hash, way.salt, way.credential_id) == ("My phone", None, None, passkey.id)
    assert way.created_on.weekday() == 0


def test_the_device_is_told_nothing_of_who_somebody_is(at_home: FlaskClient, milo: Account) -> None:
    first, second = (asked(at_home, "/account/passkeys/new") for _ in range(2))
    for options in (first, second):
        assert options["rp"] == {"id": "localhost", "name": "Notes"}
        assert options["user"]["name"] == options["user"]["displayName"]
        assert options["user"]["name"].startswith("Notes ")
        for telling in ("Milo", "Lantern", milo.public_id):
            assert telling not in json.dumps(options)
        handle = to_bytes(options["user"]["id"])
        assert len(handle) == 32
        assert milo.public_id.encode() not in handle
    assert first["user"]["id"] != second["user"]["id"]


def test_a_device_is_asked_for_a_passkey_it_finds_by_itself_behind_a_finger_or_a_pin(at_home: FlaskClient) -> None:
    options = asked(at_home, "/account/passkeys/new")
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["attestation"] == "none"
    for path in ("/sign-in/passkey/ask", "/account/passkeys/ask"):
        assert asked(at_home, path)["userVerification"] == "required"


def test_one_device_is_not_asked_for_two(at_home: FlaskClient) -> None:
    passkey = added(at_home)
    [excluded] = asked(at_home, "/account/passkeys/new")["excludeCredentials"]
    assert excluded["id"] == to_text(passkey.id)


def test_a_passkey_that_opens_an_account_is_added_to_no_other(app: Flask, at_home: FlaskClient, milo: Account) -> None:
    passkey, nells = added(at_home), app.test_client()
    sign_in(nells, "Nell", ANOTHER)
    for client, key in ((at_home, KEY), (nells, to_text(key_of(ANOTHER)))):
        answer = adds(client, passkey, key=key)
        assert answer.status_code == 409
        assert words_of(answer) == actions.PasskeyIsKnown.words
    found = db.session.scalars(select(WayIn.account_id).where(WayIn.credential_id == passkey.id)).all()
    assert found == [milo.id]


def test_there_are_no_more_passkeys_than_anybody_needs(at_home: FlaskClient, milo: Account, app: Flask) -> None:
    for _ in range(PASSKEYS_MAX):
        added(at_home)
    answer = adds(at_home, SoftPasskey())
    assert answer.status_code == 409
    assert words_of(answer) == actions.TooManyPasskeys.words
    assert len(queries.passkeys_of(milo)) == PASSKEYS_MAX


@pytest.mark.parametrize(
    "proof",
    [{"key": to_text(key_of(ANOTHER))}, {"key": None}, {"key": KEY[:-1]}, {"passkey": {}}],
    ids=["another passphrase", "nothing", "half a key", "both"],
)
def test_only_who_proves_it_anew_adds_a_passkey(at_home: FlaskClient, milo: Account, proof: dict[str, Any]) -> None:
    assert adds(at_home, SoftPasskey(), **proof).status_code == 422
    assert queries.passkeys_of(milo) == []


def test_adding_a_passkey_signs_other_devices_out(app: Flask, at_home: FlaskClient) -> None:
    phone = app.test_client()
    sign_in(phone, "Milo")
    added(at_home)
    assert is_in(at_home)
    assert not is_in(phone)


@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD)
def test_a_passkey_that_was_not_made_here_and_now_is_refused(
    at_home: FlaskClient, milo: Account, wrong: dict[str, Any]
) -> None:
    answer = adds(at_home, SoftPasskey(**wrong))
    assert answer.status_code == 422
    assert words_of(answer) in (passkeys.PasskeyNotMade.words, challenges.ChallengeIsOver.words)
    assert queries.passkeys_of(milo) == []


@pytest.mark.parametrize("alg", [-65535, -257, 0, -8])
def test_a_passkey_with_another_kind_of_key_than_it_says_is_refused(
    at_home: FlaskClient, milo: Account, alg: int
) -> None:
    made = SoftPasskey().made(asked(at_home, "/account/passkeys/new"), alg=alg)
    answer = at_home.post("/account/passkeys", json={"key": KEY, "label": "A", "made": made})
    assert answer.status_code == 422
    assert queries.passkeys_of(milo) == []


def test_a_passkey_under_another_id_than_its_own_is_refused(at_home: FlaskClient, milo: Account) -> None:
    made = SoftPasskey().made(asked(at_home, "/account/passkeys/new")) | {"id": to_text(bytes(32))}
    assert adds(at_home, SoftPasskey(), made=made).status_code == 422
    assert queries.passkeys_of(milo) == []
