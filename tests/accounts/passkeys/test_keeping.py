"""What a passkey confirms, and how it ends: removed, with words, with its account."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from support_groups.accounts import actions, queries
from support_groups.accounts.actions import Proven
from support_groups.accounts.format import to_text
from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.passkeys import Shown
from support_groups.accounts.rules import is_last_way_in
from support_groups.core.transaction import transaction
from tests.services.authenticator import SoftPasskey
from tests.services.keys import PASSPHRASE, WORDS, key_of, passphrase_way, sent, sign_in, words_way
from tests.services.passkeys import ANOTHER, GONE, KEY, SEALED, added, adds, enters, is_in, own_proof, words_of


def test_a_removed_passkey_opens_nothing_and_signs_the_lost_device_out(
    app: Flask, at_home: FlaskClient, milo: Account
) -> None:
    passkey, lost = added(at_home), app.test_client()
    assert enters(lost, passkey).status_code == 200
    [way] = queries.passkeys_of(milo)
    answer = at_home.post(f"/account/passkeys/{way.public_id}/remove", json={"key": KEY})
    assert answer.status_code == 200
    assert is_in(at_home)
    assert not is_in(lost)
    assert words_of(enters(lost, passkey)) == GONE
    assert not is_in(lost)


def test_a_passkey_that_is_removed_while_somebody_signs_in_with_it_lets_nobody_in(
    app: Flask, at_home: FlaskClient, milo: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    passkey, lost = added(at_home), app.test_client()
    prove = actions.prove_passkey

    def prove_and_be_late(shown: Shown) -> Proven:
        proven = prove(shown)
        [way] = queries.passkeys_of(proven.account)
        actions.remove_passkey(proven.account, key_of(PASSPHRASE), way.public_id, 0)
        return proven

    monkeypatch.setattr(actions, "prove_passkey", prove_and_be_late)
    answer = enters(lost, passkey)
    assert (answer.status_code, words_of(answer)) == (422, GONE)
    assert not is_in(lost)
    assert queries.devices_of(milo) == []


def test_a_passkey_under_the_number_of_a_removed_one_is_not_taken_for_it(at_home: FlaskClient, milo: Account) -> None:
    added(at_home)
    [way] = queries.passkeys_of(milo)
    proven = Proven.of(way)
    assert proven.is_still(way)
    assert not proven.is_still(WayIn(id=way.id, account_id=milo.id, credential_id=b"another"))
    assert not proven.is_still(WayIn(id=way.id, account_id=milo.id + 1, credential_id=way.credential_id))


@pytest.mark.parametrize("proof", [{}, {"key": to_text(key_of(ANOTHER))}])
def test_only_who_proves_it_anew_removes_a_passkey(at_home: FlaskClient, milo: Account, proof: dict[str, Any]) -> None:
    added(at_home)
    [way] = queries.passkeys_of(milo)
    assert at_home.post(f"/account/passkeys/{way.public_id}/remove", json=proof).status_code == 422
    assert len(queries.passkeys_of(milo)) == 1


def test_nobody_removes_the_passkey_of_another(app: Flask, at_home: FlaskClient, milo: Account) -> None:
    added(at_home)
    [way] = queries.passkeys_of(milo)
    nells = app.test_client()
    sign_in(nells, "Nell", ANOTHER)
    address = f"/account/passkeys/{way.public_id}/remove"
    assert nells.get(address).status_code == 404
    assert nells.post(address, json={"key": to_text(key_of(ANOTHER))}).status_code == 404
    assert len(queries.passkeys_of(milo)) == 1


def test_a_passkey_of_another_confirms_nothing(app: Flask, at_home: FlaskClient, milo: Account) -> None:
    nells, mine = app.test_client(), added(at_home)
    sign_in(nells, "Nell", ANOTHER)
    hers = added(nells, key=to_text(key_of(ANOTHER)))
    answer = at_home.post("/account/delete", json=own_proof(at_home, hers))
    assert (answer.status_code, words_of(answer)) == (422, actions.AnotherPasskey.words)
    assert is_in(at_home)
    assert at_home.post("/account/delete", json=own_proof(at_home, mine)).status_code == 200


def test_a_passkey_confirms_whatever_a_passphrase_does(app: Flask, at_home: FlaskClient, milo: Account) -> None:
    passkey = added(at_home)
    opened = at_home.post("/account/open", json=own_proof(at_home, passkey))
    assert opened.get_json()["sealed"] == SEALED
    second = adds(at_home, SoftPasskey(), key=None, **own_proof(at_home, passkey))
    assert second.status_code == 200
    new = {"passphrase": sent(passphrase_way(ANOTHER))}
    assert at_home.post("/account/passphrase", json=own_proof(at_home, passkey) | new).status_code == 200
    assert sign_in(app.test_client(), "Milo", ANOTHER).status_code == 200
    new = {"words": sent(words_way("twelve other words"))}
    assert at_home.post("/account/words", json=own_proof(at_home, passkey) | new).status_code == 200
    [first, _] = queries.passkeys_of(milo)
    answer = at_home.post(f"/account/passkeys/{first.public_id}/remove", json=own_proof(at_home, passkey))
    assert answer.status_code == 200
    assert len(queries.passkeys_of(milo)) == 1


def test_only_a_device_that_is_asked_by_ids_may_leave_the_handle_out(app: Flask, at_home: FlaskClient) -> None:
    passkey = added(at_home)
    assert words_of(enters(app.test_client(), passkey, handle="")) == GONE
    passkey.handle = b""
    assert at_home.post("/account/open", json=own_proof(at_home, passkey)).status_code == 200
    passkey.handle = bytes(32)
    answer = at_home.post("/account/open", json=own_proof(at_home, passkey))
    assert words_of(answer) == actions.AnotherPasskey.words


def test_a_passkey_without_a_key_of_its_own_opens_only_the_door(app: Flask, at_home: FlaskClient) -> None:
    answer = enters(app.test_client(), added(at_home, sealed=None))
    assert answer.status_code == 200
    assert answer.get_json()["sealed"] == ""


def test_coming_back_with_words_lets_no_passkey_in_any_more(app: Flask, at_home: FlaskClient, milo: Account) -> None:
    passkey, back = added(at_home), app.test_client()
    new = {"passphrase": sent(passphrase_way(ANOTHER)), "words": sent(words_way("twelve other words"))}
    assert back.post("/recover", json={"name": "Milo", "key": to_text(key_of(WORDS)), **new}).status_code == 200
    assert queries.passkeys_of(milo) == []
    assert words_of(enters(app.test_client(), passkey)) == GONE
    assert "passkeys" in app.test_client().get("/recover").text


def test_another_passphrase_leaves_passkeys_as_they_are_and_the_page_names_them(
    app: Flask, at_home: FlaskClient
) -> None:
    passkey = added(at_home, label="Old tablet")
    assert "Old tablet" in at_home.get("/account/passphrase").text
    new = {"passphrase": sent(passphrase_way(ANOTHER))}
    assert at_home.post("/account/passphrase", json={"key": KEY, **new}).status_code == 200
    assert enters(app.test_client(), passkey).status_code == 200


def test_the_last_way_in_is_never_removed(at_home: FlaskClient, milo: Account) -> None:
    assert [is_last_way_in(ways) for ways in (1, 2, 3)] == [True, False, False]
    passkey = added(at_home)
    with transaction() as session:
        session.execute(delete(WayIn).where(WayIn.account_id == milo.id, WayIn.kind != WayKind.PASSKEY))
    [way] = queries.passkeys_of(milo)
    answer = at_home.post(f"/account/passkeys/{way.public_id}/remove", json=own_proof(at_home, passkey))
    assert (answer.status_code, words_of(answer)) == (409, actions.LastWayIn.words)
    assert len(queries.passkeys_of(milo)) == 1


def test_passkeys_go_with_their_account(app: Flask, at_home: FlaskClient) -> None:
    passkey = added(at_home)
    at_home.post("/account/delete", json={"key": KEY})
    assert words_of(enters(app.test_client(), passkey)) == GONE
