"""More than the cast brings: another group full of rows, and browsers."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.accounts.actions import start_sign_in
from support_groups.groups.models import Door, Group
from tests.cast import Person, person

BrowserOf = Callable[[Person], FlaskClient]


@pytest.fixture
def other_group(sol: Person, nell: Person, ray: Person) -> Group:
    """Sol facilitates, Nell is a member, Ray was banned; there is an invitation, and elsewhere someone asks."""
    group = sol.founds("The other group")
    nell.joins(group)
    ray.joins(group)
    sol.bans(ray)
    sol.invites()
    person("Ash").joins(sol.founds("A third group", as_name="Sunny", door=Door.ON_REQUEST))
    return group


@pytest.fixture
def quiet_group(quiet_group: Group, other_group: Group) -> Group:
    """The quiet group, with the other group's rows beside it."""
    return quiet_group


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
