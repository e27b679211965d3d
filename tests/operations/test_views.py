"""Health, metrics and the stewards' page: figures, and nothing about anyone."""

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.core import forwarded
from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.operations import rules, timekeeper
from tests.cast import Person
from tests.services.browsers import BrowserOf


def become_steward(person: Person) -> None:
    """Make someone a steward."""
    person.account.is_steward = True
    db.session.commit()


def test_health_is_told_to_everyone_in_three_words(client: FlaskClient, app: Flask) -> None:
    timekeeper.look(app, {})
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert set(answer.json) == {"ok", "database", "timekeeper_age_seconds"}
    assert answer.json["ok"] is True


def test_a_timekeeper_that_stands_still_is_not_well(client: FlaskClient, app: Flask) -> None:
    rounds = timekeeper.rounds(app)
    rounds.last = time.monotonic() - rules.LATE_AFTER_SECONDS - 1
    assert client.get("/healthz").status_code == 503
    rounds.last = None


def test_a_timekeeper_that_never_began_is_not_well_for_ever(
    client: FlaskClient, app: Flask, nell: Person, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    become_steward(nell)
    up = 0.0
    # The page tells whole seconds: those that a busy machine takes for the way to it are none of them.
    monkeypatch.setattr(timekeeper, "up_seconds", lambda _: up)
    monkeypatch.setattr(timekeeper.rounds(app), "last", None)
    assert client.get("/healthz").status_code == 200
    up = rules.LATE_AFTER_SECONDS + 1
    assert client.get("/healthz").status_code == 503
    assert "Nothing has looked at what is due for 61 seconds" in browser_of(nell).get("/steward").text


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.0.0.9"])
def test_metrics_are_told_to_this_machine(client: FlaskClient, address: str) -> None:
    client.get("/healthz")
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 200
    assert 'view="operations.health"' in answer.text


@pytest.mark.parametrize("address", ["10.0.0.7", "2001:db8::1", ""])
def test_to_everyone_else_there_are_no_metrics(client: FlaskClient, address: str) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_proxy_on_this_machine_lets_nobody_in_to_the_metrics(client: FlaskClient, header: str) -> None:
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


def test_metrics_name_no_person_and_no_group(
    fern: Person, milo: Person, quiet_group: Group, client: FlaskClient, browser_of: BrowserOf
) -> None:
    browser_of(milo).get(f"/groups/{quiet_group.public_id}")
    told = client.get("/metrics").text
    for secret in (quiet_group.public_id, quiet_group.name, "Fern", "Milo", milo.account.public_id, "127.0.0.1"):
        assert secret not in told
    assert 'support_groups_there_are{what="groups"} 2.0' in told


def test_the_stewards_page_shows_counts_and_no_names(
    fern: Person, milo: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    become_steward(nell)
    page = browser_of(nell).get("/steward").text
    assert "accounts" in page
    for secret in ("Fern", "Milo", quiet_group.name, quiet_group.purpose, quiet_group.public_id):
        assert secret not in page


def test_to_everyone_else_there_is_no_stewards_page(fern: Person, browser_of: BrowserOf, client: FlaskClient) -> None:
    browser = browser_of(fern)
    assert browser.get("/steward").status_code == 404
    assert browser.post("/steward/invitations").status_code == 404
    assert client.get("/steward").status_code == 302


def test_a_steward_is_no_facilitator(nell: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    become_steward(nell)
    assert browser_of(nell).get(f"/groups/{quiet_group.public_id}/record").status_code == 404
    assert browser_of(nell).get(f"/groups/{quiet_group.public_id}/members").status_code == 404


def test_a_steward_makes_a_link_that_is_shown_once(nell: Person, client: FlaskClient, browser_of: BrowserOf) -> None:
    become_steward(nell)
    browser = browser_of(nell)
    page = browser.post("/steward/invitations").text
    assert "/found#" in page
    secret = page.split("/found#")[1].split('"')[0]
    assert client.post("/found", data={"secret": secret}, follow_redirects=True).status_code == 200
    assert "/found#" not in browser.get("/steward").text


def test_a_steward_is_told_that_all_visitors_count_as_one_network(
    app: Flask, nell: Person, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, forwarded.EXTENSION, False)
    become_steward(nell)
    steward = browser_of(nell)
    assert "count as one network" not in steward.get("/steward").text
    assert "count as one network" in steward.get("/steward", headers={"X-Forwarded-For": "192.0.2.1"}).text
