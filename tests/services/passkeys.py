"""Passkeys as pages ask for them, add them and come in with them; and what makes an answer wrong."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support_groups.accounts import passkeys
from support_groups.accounts.format import to_text
from support_groups.accounts.models import SEALED_BYTES
from tests.services.authenticator import PRESENT, SoftPasskey
from tests.services.keys import PASSPHRASE, key_of

SEALED = to_text(b"\x01" + bytes(SEALED_BYTES - 1))
ANOTHER = "tiger lamp ocean forty"
KEY = to_text(key_of(PASSPHRASE))
GONE = passkeys.UnknownPasskey.words

BAD = {
    "another origin": {"origin": "http://localhost.elsewhere.example"},
    "no TLS where there is some": {"origin": "https://localhost"},
    "another port": {"origin": "http://localhost:81"},
    "another host": {"host": "elsewhere.example"},
    "nobody verified": {"flags": PRESENT},
    "nobody there": {"flags": 0x04},
    "in a frame of another site": {"said": {"crossOrigin": True}},
    "another kind of ceremony": {"said": {"type": "payment.get"}},
    "no challenge": {"said": {"challenge": ""}},
    "a challenge of nobody's": {"said": {"challenge": to_text(bytes(40))}},
    "a challenge that is no text": {"said": {"challenge": [1]}},
    "an origin that is no text": {"said": {"origin": {"a": 1}}},
}


def asked(client: FlaskClient, path: str) -> dict[str, Any]:
    """What a device is asked."""
    answer = client.post(f"{path}", json={})
    assert answer.status_code == 200, answer.text
    options: dict[str, Any] = answer.get_json()["options"]
    return options


def adds(client: FlaskClient, new: SoftPasskey, label: str = "My phone", **more: Any) -> TestResponse:
    """Add a passkey, confirmed with the passphrase unless something else is said."""
    made = new.made(asked(client, "/account/passkeys/new"))
    values: dict[str, Any] = {"key": KEY, "label": label, "made": made, "sealed": SEALED}
    return client.post("/account/passkeys", json={name: of for name, of in (values | more).items() if of is not None})


def added(client: FlaskClient, **more: Any) -> SoftPasskey:
    """A passkey that was added."""
    passkey = SoftPasskey()
    assert adds(client, passkey, **more).status_code == 200
    return passkey


def enters(client: FlaskClient, passkey: SoftPasskey, **more: Any) -> TestResponse:
    """Sign in with a passkey."""
    shown = passkey.shown(asked(client, "/sign-in/passkey/ask"))
    return client.post("/sign-in/passkey", json={"passkey": shown | more})


def own_proof(client: FlaskClient, passkey: SoftPasskey) -> dict[str, Any]:
    """One's passkey as the proof for a serious step."""
    return {"passkey": passkey.shown(asked(client, "/account/passkeys/ask"))}


def is_in(client: FlaskClient) -> bool:
    """Whether a browser is signed in."""
    return client.get("/account").status_code == 200


def words_of(answer: TestResponse) -> str:
    """What the person is told."""
    told = answer.get_json()
    return str(told.get("words") or told.get("errors"))
