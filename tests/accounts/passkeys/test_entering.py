"""Coming in with a passkey, and every answer that opens nothing."""

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from support_groups.accounts import actions, challenges, passkeys
from support_groups.accounts.format import to_bytes, to_text
from support_groups.accounts.models import Account, SignIn
from support_groups.core.database import db
from support_groups.core.transaction import transaction
from tests.services.at_once import Turn, at_once
from tests.services.authenticator import SoftPasskey
from tests.services.clock import Clock
from tests.services.passkeys import (
    BAD,
    GONE,
    added,
    asked,
    enters,
    is_in,
    words_of,
)


@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD)
def test_a_passkey_that_was_not_shown_here_and_now_opens_nothing(
    app: Flask, at_home: FlaskClient, wrong: dict[str, Any]
) -> None:
    passkey, elsewhere = added(at_home), app.test_client()
    vars(passkey).update(wrong)
    answer = enters(elsewhere, passkey)
    assert answer.status_code == 422
    assert words_of(answer) in (GONE, challenges.ChallengeIsOver.words)
    assert not is_in(elsewhere)


def wrong_signature(passkey: SoftPasskey) -> dict[str, str]:
    """Signed by another key."""
    passkey.key = SoftPasskey().key
    return {}


def gone_back(passkey: SoftPasskey) -> dict[str, str]:
    """A copy of the device, which has counted less far."""
    passkey.counter = 3
    return {}


WRONGLY: dict[str, Callable[[SoftPasskey], dict[str, str]]] = {
    "another key": wrong_signature,
    "a counter that goes back": gone_back,
    "another handle": lambda _: {"handle": to_text(bytes(32))},
    "a broken signature": lambda _: {"signature": to_text(bytes(70))},
    "an id that nobody has": lambda _: {"id": to_text(bytes(32))},
    "no data": lambda _: {"authenticator_data": to_text(bytes(37))},
    "half of the data": lambda _: {"authenticator_data": to_text(b"a")},
}


@pytest.mark.parametrize("wrongly", WRONGLY.values(), ids=WRONGLY)
def test_whatever_is_wrong_with_a_passkey_it_is_told_in_the_same_words(
    app: Flask, at_home: FlaskClient, wrongly: Callable[[SoftPasskey], dict[str, str]]
) -> None:
    passkey, elsewhere = added(at_home), app.test_client()
    passkey.counter = 7
    assert enters(elsewhere, passkey).status_code == 200
    elsewhere = app.test_client()
    answer = enters(elsewhere, passkey, **wrongly(passkey))
    assert (answer.status_code, words_of(answer)) == (422, GONE)
    assert not is_in(elsewhere)


def test_a_device_that_does_not_count_is_let_in_again_and_again(app: Flask, at_home: FlaskClient) -> None:
    passkey = added(at_home)
    for _ in range(3):
        passkey.counter = -1
        assert enters(app.test_client(), passkey).status_code == 200


def test_of_a_device_and_its_copy_at_once_one_is_let_in(app: Flask, at_home: FlaskClient) -> None:
    passkey = added(at_home)
    place = passkeys.Place(passkey.host, passkey.origin)
    answers = []
    for _ in range(2):
        passkey.counter = 4
        sent = passkey.shown(asked(app.test_client(), "/sign-in/passkey/ask"))
        answered = passkeys.Answered(**{name: to_bytes(value) for name, value in sent.items()})
        answers.append(passkeys.Shown(place, answered))
    turn = Turn()

    def first() -> None:
        with transaction():
            actions.prove_passkey(answers[0])
            turn.begin()

    def second() -> None:
        turn.wait()
        actions.prove_passkey(answers[1])

    assert [type(refused) for refused in at_once(app, first, second)] == [type(None), passkeys.UnknownPasskey]


def test_a_challenge_is_answered_once(app: Flask, at_home: FlaskClient) -> None:
    passkey = added(at_home)
    options = asked(app.test_client(), "/sign-in/passkey/ask")
    first, second = (app.test_client().post("/sign-in/passkey", json={"passkey": passkey.shown(options)}) for _ in "ab")
    assert first.status_code == 200
    assert (second.status_code, words_of(second)) == (422, challenges.ChallengeIsOver.words)


def test_a_wrong_answer_uses_its_challenge_up_as_well(app: Flask, at_home: FlaskClient) -> None:
    passkey = added(at_home)
    options = asked(app.test_client(), "/sign-in/passkey/ask")
    wrong = passkey.shown(options) | {"signature": to_text(bytes(70))}
    assert words_of(app.test_client().post("/sign-in/passkey", json={"passkey": wrong})) == GONE
    again = app.test_client().post("/sign-in/passkey", json={"passkey": passkey.shown(options)})
    assert words_of(again) == challenges.ChallengeIsOver.words


def test_a_challenge_lives_for_five_minutes(app: Flask, clock: Clock, at_home: FlaskClient) -> None:
    passkey, elsewhere = added(at_home), app.test_client()
    options = asked(elsewhere, "/sign-in/passkey/ask")
    clock.forward(seconds=passkeys.LIVES_SECONDS + 1)
    answer = elsewhere.post("/sign-in/passkey", json={"passkey": passkey.shown(options)})
    assert words_of(answer) == challenges.ChallengeIsOver.words
    options = asked(elsewhere, "/sign-in/passkey/ask")
    clock.forward(seconds=passkeys.LIVES_SECONDS - 1)
    assert elsewhere.post("/sign-in/passkey", json={"passkey": passkey.shown(options)}).status_code == 200


def test_a_challenge_serves_the_purpose_and_the_device_it_was_given_for(app: Flask, at_home: FlaskClient) -> None:
    passkey, elsewhere = added(at_home), app.test_client()
    own = asked(at_home, "/account/passkeys/ask")
    answer = elsewhere.post("/sign-in/passkey", json={"passkey": passkey.shown(own)})
    assert words_of(answer) == challenges.ChallengeIsOver.words
    to_come_in = asked(elsewhere, "/sign-in/passkey/ask")
    answer = at_home.post("/account/open", json={"passkey": passkey.shown(to_come_in)})
    assert words_of(answer) == challenges.ChallengeIsOver.words
    assert enters(elsewhere, passkey).status_code == 200
    answer = elsewhere.post("/account/open", json={"passkey": passkey.shown(own)})
    assert words_of(answer) == challenges.ChallengeIsOver.words


def test_whoever_asks_to_come_in_is_asked_the_same_whether_anybody_is_known(app: Flask, at_home: FlaskClient) -> None:
    added(at_home)
    options = asked(app.test_client(), "/sign-in/passkey/ask")
    assert options.pop("challenge")
    assert options == {"rpId": "localhost", "timeout": 300_000, "allowCredentials": [], "userVerification": "required"}


def test_an_unknown_passkey_is_judged_with_as_much_work(
    app: Flask, at_home: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    passkey, judged = added(at_home), list[bytes]()
    library = sys.modules["webauthn.authentication.verify_authentication_response"]
    verify = vars(library)["verify_signature"]

    def verified(**about: Any) -> None:
        judged.append(about["signature"])
        verify(**about)

    monkeypatch.setattr(library, "verify_signature", verified)
    assert words_of(enters(app.test_client(), SoftPasskey(handle=bytes(32)))) == GONE
    assert words_of(enters(app.test_client(), passkey, signature=to_text(bytes(70)))) == GONE
    assert len(judged) == 2


def test_the_key_that_unknown_passkeys_are_judged_by_opens_nothing(app: Flask, at_home: FlaskClient) -> None:
    nobodys = SoftPasskey(key=derive_private_key(1, SECP256R1()))
    assert words_of(enters(app.test_client(), nobodys, handle=to_text(bytes(32)))) == GONE


def test_staying_and_being_discreet_go_with_a_passkey_too(app: Flask, at_home: FlaskClient, milo: Account) -> None:
    passkey, phone = added(at_home), app.test_client()
    shown = passkey.shown(asked(phone, "/sign-in/passkey/ask"))
    answer = phone.post("/sign-in/passkey", json={"passkey": shown, "discreet": True, "next": "/meetings"})
    assert answer.get_json()["next"] == "/meetings"
    newest = db.session.scalars(select(SignIn).order_by(SignIn.id.desc())).first()
    assert newest is not None
    assert newest.is_discreet


def test_asking_and_answering_without_end_has_to_wait(app: Flask, client: FlaskClient) -> None:
    statuses = [client.post("/sign-in/passkey/ask", json={}).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    shown = SoftPasskey(handle=bytes(32)).shown({"challenge": ""})
    statuses = [client.post("/sign-in/passkey", json={"passkey": shown}).status_code for _ in range(61)]
    assert statuses == [422] * 60 + [429]


@pytest.mark.parametrize(
    "sent_so",
    [None, [], {}, {"passkey": None}, {"passkey": {"id": "a"}}, {"passkey": {"id": "x" * 60_000}}, {"passkey": [1]}],
)
def test_what_is_no_passkey_at_all_is_refused(client: FlaskClient, sent_so: object) -> None:
    assert client.post("/sign-in/passkey", json=sent_so).status_code == 422


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=1, max_size=300), attestation=st.binary(min_size=1, max_size=300))
def test_no_bytes_break_the_look_at_a_passkey(data: bytes, attestation: bytes) -> None:
    place = passkeys.Place("localhost", "http://localhost")
    with pytest.raises(passkeys.PasskeyNotMade):
        passkeys.check_made(place, passkeys.Made(b"id", data, attestation), b"")
    said = json.dumps({"type": "webauthn.create", "challenge": "", "origin": place.origin}).encode()
    with pytest.raises(passkeys.PasskeyNotMade):
        passkeys.check_made(place, passkeys.Made(b"id", said, attestation), b"")
    said = said.replace(b"create", b"get")
    answered = passkeys.Answered(b"id", said, attestation, data, b"")
    with pytest.raises(passkeys.UnknownPasskey):
        passkeys.check_shown(passkeys.Shown(place, answered), None)
    assert isinstance(passkeys.challenge_in(data), bytes)
