"""The table of rights for everyone who may come near a group: who was there, who was sent away, who serves elsewhere.

Each address is asked for by its real id, by a guessed one, and once the group is gone; the answers are the same.
"""

import re
from collections.abc import Callable

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select

from support_groups.accounts import actions as accounts
from support_groups.core.database import db
from support_groups.core.transaction import transaction
from support_groups.groups import actions as groups
from support_groups.groups.models import Group
from tests.cast import Person

from .test_rights import LISTED, MEMBERS, SERVANTS, SOMEONES, Address, _browser, _plain, addresses, asked

_ = addresses

ABOUT_ONESELF = {"moderation.about_me", "moderation.review"}
"""Whoever was asked to stay away still reads why, and may ask for another look."""


@pytest.fixture
def group(addresses: list[Address]) -> Group:
    """Fern's group, which is open by invitation only."""
    return db.session.scalars(select(Group).order_by(Group.id)).all()[0]


def removed(fern: Person, iris: Person, group: Group) -> Person:
    """Someone who was a member and is no longer."""
    iris.joins(group, with_link=fern.invites(group))
    iris.leaves(group)
    return iris


def banned(fern: Person, iris: Person, group: Group) -> Person:
    """Someone who was asked to stay away."""
    iris.joins(group, with_link=fern.invites(group))
    fern.bans(iris, group)
    return iris


def newcomer(fern: Person, iris: Person, group: Group) -> Person:
    """Someone who has an account and nothing else."""
    return iris


def facilitator_elsewhere(fern: Person, iris: Person, group: Group) -> Person:
    """Someone who leads another group."""
    iris.founds("A group elsewhere")
    return iris


def sponsor(fern: Person, iris: Person, group: Group) -> Person:
    """Someone who sponsors somebody else."""
    iris.offers()
    return iris


def steward(fern: Person, iris: Person, group: Group) -> Person:
    """Someone who runs the installation, and leads a group elsewhere."""
    iris.founds("A group elsewhere")
    with transaction():
        iris.account.is_steward = True
    return iris


OUTSIDE = [removed, banned, newcomer, facilitator_elsewhere, sponsor, steward]


@pytest.mark.parametrize("becomes", OUTSIDE, ids=lambda one: one.__name__)
def test_to_whoever_is_outside_nothing_of_a_group_exists(
    app: Flask, addresses: list[Address], fern: Person, iris: Person, group: Group, becomes: Callable[..., Person]
) -> None:
    one = becomes(fern, iris, group)
    with app.test_request_context():
        about_me = url_for("moderation.about_me", public_id=group.public_id)
    closed = LISTED | MEMBERS | SERVANTS | SOMEONES
    for address, (status, onward) in asked(app, one, [at for at in addresses if at.endpoint in closed]).items():
        if becomes is banned:
            # They know of the group: they are told why they may not, and led nowhere else.
            told = (200, 302, 403, 404) if address.endpoint in ABOUT_ONESELF else (302, 403, 404)
            assert status in told, address
            assert not onward or onward == about_me, address
        else:
            assert status == 404, address


@pytest.mark.parametrize("becomes", [one for one in OUTSIDE if one is not banned], ids=lambda one: one.__name__)
def test_what_is_anothers_what_is_guessed_and_what_is_gone_look_the_same(
    app: Flask, addresses: list[Address], fern: Person, iris: Person, group: Group, becomes: Callable[..., Person]
) -> None:
    browser = _browser(app, becomes(fern, iris, group))
    theirs = [at for at in addresses if at.endpoint in (MEMBERS | SERVANTS | SOMEONES) - ABOUT_ONESELF]
    before = [_answer(browser, at, at.path) for at in theirs]
    guessed = [_answer(browser, at, _guessed(at.path)) for at in theirs]
    assert before == guessed
    groups.close_group(fern.membership(group))
    assert [_answer(browser, at, at.path) for at in theirs] == before
    accounts.delete_account(fern.account)
    assert [_answer(browser, at, at.path) for at in theirs] == before


def _guessed(path: str) -> str:
    return re.sub(r"[A-Za-z0-9_-]{22}", "B" * 22, path)


def _answer(browser: FlaskClient, at: Address, path: str) -> tuple[object, ...]:
    """All that can be told from an answer: status, headers, words."""
    answer = browser.open(path, method=at.method)
    told = {name: value for name, value in answer.headers if name not in ("Content-Length", "Date", "Set-Cookie")}
    told["Content-Security-Policy"] = re.sub(r"nonce-[\w-]+", "", told["Content-Security-Policy"])
    return at.endpoint, at.method, answer.status_code, sorted(told.items()), _plain(answer.text, path)
