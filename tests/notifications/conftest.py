"""Browsers of the cast."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.accounts.actions import start_sign_in
from tests.cast import Person

BrowserOf = Callable[[Person], FlaskClient]


@pytest.fixture
def browser_of(app: Flask) -> BrowserOf:
    """A browser in which a person is signed in."""

    def sign_in(person: Person) -> FlaskClient:
        client = app.test_client()
        token = start_sign_in(person.account, "A phone")
        with client.session_transaction() as session:
            session["_user_id"] = token
        return client

    return sign_in
