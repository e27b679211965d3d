"""Sol and Fern sponsor, Ray and the newcomer Nell look for someone, Iris is the stranger."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.accounts.actions import start_sign_in
from support_groups.core.database import db
from tests.cast import Person, person
from tests.services.clock import Clock

Browsers = Callable[[Person], FlaskClient]


def settled(name: str) -> Person:
    """Someone who has been here for a good while."""
    one = person(name)
    one.account.created_on -= timedelta(weeks=30)
    db.session.commit()
    return one


@pytest.fixture
def others(clock: Clock, app: Flask) -> None:
    """Three whom no test here names, with a sponsorship, an ask and a block of their own."""
    ash, bay, cedar = settled("Ash"), settled("Bay"), settled("Cedar")
    ash.sponsors(bay)
    cedar.asks(ash)
    bay.blocks(cedar)
    # Full, so that the offer is shown to nobody.
    ash.offers(capacity=1)


@pytest.fixture
def sol(others: None) -> Person:
    """Sponsors."""
    return settled("Sol")


@pytest.fixture
def fern(others: None) -> Person:
    """Sponsors as well."""
    return settled("Fern")


@pytest.fixture
def ray(others: None) -> Person:
    """Looks for a sponsor."""
    return settled("Ray")


@pytest.fixture
def nell(others: None) -> Person:
    """Looks for a sponsor, and is new here."""
    return person("Nell")


@pytest.fixture
def iris(others: None) -> Person:
    """The stranger."""
    return settled("Iris")


@pytest.fixture
def browser_of(app: Flask) -> Browsers:
    """A browser in which someone is signed in."""

    def sign_in(one: Person) -> FlaskClient:
        token = start_sign_in(one.account, "A phone")
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return client

    return sign_in
