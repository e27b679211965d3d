"""Milo at his browser, and Nell beside him."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.accounts.format import to_text
from support_groups.accounts.models import Account
from tests.services.keys import key_of, open_account, sign_in
from tests.services.passkeys import ANOTHER, added


@pytest.fixture
def milo(app: Flask) -> Account:
    """Milo has an account; so does Nell, with a passkey of hers."""
    open_account("Nell", ANOTHER, words="words of Nell's")
    nells = app.test_client()
    assert sign_in(nells, "Nell", ANOTHER).status_code == 200
    added(nells, key=to_text(key_of(ANOTHER)))
    return open_account("Milo")


@pytest.fixture
def at_home(client: FlaskClient, milo: Account) -> FlaskClient:
    """Milo's browser, signed in with his passphrase."""
    assert sign_in(client, "Milo").status_code == 200
    return client
