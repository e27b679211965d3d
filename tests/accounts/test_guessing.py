"""Guessing and probing: how far somebody comes in an hour, and that no answer's time or words tell of a name."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from support_groups.accounts import passphrases
from support_groups.accounts.actions.trying import TRIES_KEPT_SECONDS
from support_groups.accounts.format import to_text
from support_groups.accounts.models import Account, WayIn
from support_groups.accounts.passphrases import Cost
from support_groups.accounts.rules import FREE_TRIES, LONGEST_WAIT_SECONDS
from support_groups.accounts.rules.waiting import WATCHFUL_AFTER
from support_groups.core.database import db
from tests.services import keys
from tests.services.clock import Clock
from tests.services.installation import make_app

ROUNDS = 100
ALIKE = 1.25
"""So many times as long one answer may take as the other: noise of a machine that others use as well."""
GUESS = "tiger lamp ocean forty"
HOUR = 3600
DEAR = Cost(memory_kib=8 * 1024, rounds=2)
"""A hash is most of an answer: whether it is made for a name that nobody has must show."""


@pytest.fixture
def unlimited(app: Flask, tmp_path: Path) -> Iterator[FlaskClient]:
    """The same installation without limits, so that a probe is never kept waiting, and with hashes that take time."""
    probed = make_app(tmp_path, str(db.engine.url.render_as_string(hide_password=False)), limits=False, cost=DEAR)
    with probed.app_context():
        keys.open_account("Milo")
    yield probed.test_client()
    with probed.app_context():
        db.engine.dispose()


def took(ask: Callable[[], object]) -> float:
    """How long an answer takes."""
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def compared(what: str, known: Callable[[], object], unknown: Callable[[], object]) -> float:
    """How many times as long the one takes as the other, each in turn so that noise meets both."""
    pairs = [(took(known), took(unknown)) for _ in range(ROUNDS)]
    medians = [median(times) for times in zip(*pairs, strict=True)]
    print(f"{what}: known {medians[0] * 1000:.2f} ms, unknown {medians[1] * 1000:.2f} ms")
    ratio: float = max(medians) / min(medians)
    return ratio


def are_alike(what: str, known: Callable[[], object], unknown: Callable[[], object]) -> bool:
    """Whether both take as long; looked at again where a busy machine may have been in the way of one of them."""
    return any(compared(what, known, unknown) < ALIKE for _ in range(3))


def test_a_wrong_passphrase_takes_as_long_as_an_unknown_name(unlimited: FlaskClient) -> None:
    def of(name: str) -> Callable[[], object]:
        return lambda: keys.sign_in(unlimited, name, GUESS)

    assert are_alike("signing in", of("Milo"), of("Olim"))


def test_the_salt_of_a_name_takes_as_long_as_that_of_an_unknown_one(unlimited: FlaskClient) -> None:
    def of(name: str) -> Callable[[], object]:
        return lambda: unlimited.post("/sign-in/salt", json={"name": name})

    assert of("Milo")() is not None
    assert are_alike("asking for a salt", of("Milo"), of("Olim"))


def test_nobody_is_read_from_the_database_to_tell_a_salt(client: FlaskClient) -> None:
    keys.open_account("Milo")
    read: list[object] = []
    watched = [(kind, "load", lambda one, _: read.append(one)) for kind in (Account, WayIn)]
    for one in watched:
        event.listen(*one)
    salts = [client.post("/sign-in/salt", json={"name": name}).get_json()["salt"] for name in ("Milo", "Olim")]
    for one in watched:
        event.remove(*one)
    assert salts[0] == to_text(keys.passphrase_way(keys.PASSPHRASE).salt or b"")
    assert read == []


def test_whoever_guesses_for_an_hour_comes_to_few_tries_and_the_owner_never_waits(app: Flask, clock: Clock) -> None:
    keys.open_account("Milo")
    guesser, judged = app.test_client(), 0
    for _ in range(HOUR // 2):
        answer = keys.sign_in(guesser, "Milo", GUESS, environ_overrides={"REMOTE_ADDR": "198.51.100.7"})
        judged += answer.status_code == 422
        clock.forward(seconds=2)
    print(f"{judged} guesses in an hour")
    # What is counted at a name is forgotten after a while: then it begins anew.
    a_while = WATCHFUL_AFTER + TRIES_KEPT_SECONDS / LONGEST_WAIT_SECONDS
    assert judged <= a_while * HOUR / TRIES_KEPT_SECONDS
    home = keys.sign_in(app.test_client(), "Milo", environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert home.status_code == 200


def test_nothing_of_a_network_is_kept_longer_than_a_minute(app: Flask, clock: Clock) -> None:
    storage = app.extensions["support_groups.limits"].own.storage

    def marks() -> dict[str, float]:
        ends = {key: at for key, at in storage.expirations.items() if storage.get(key)}
        return ends | {key: max(one.expiry for one in entries) for key, entries in storage.events.items() if entries}

    def does_everything(network: str) -> set[str]:
        browser, known = app.test_client(), set(marks())
        browser.environ_base["REMOTE_ADDR"] = network
        for rule in app.url_map.iter_rules():
            if not rule.arguments and "POST" in (rule.methods or ()):
                browser.post(rule.rule, json={"name": "Milo"})
        for _ in range(FREE_TRIES + 3):
            keys.sign_in(browser, "Milo", GUESS)
        keys.join(browser, "Copper Kettle")
        browser.get("/invitation/open")
        return set(marks()) - known

    does_everything("198.51.100.7")
    of_a_network = does_everything("203.0.113.9")
    assert len(of_a_network) >= 6
    longest = max(at - clock.now.timestamp() for key, at in marks().items() if key in of_a_network)
    assert longest <= 60


def test_one_network_fills_no_queue_of_hashes_and_no_other_network_waits(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[bytes] = []

    def is_secret(secret: bytes, _: str | None) -> bool:
        hashed.append(secret)
        return False

    monkeypatch.setattr(passphrases, "is_secret", is_secret)
    guesser, statuses = app.test_client(), []
    new = {"passphrase": keys.sent(keys.passphrase_way(GUESS)), "words": keys.sent(keys.words_way(GUESS))}
    for number in range(21):
        for path, more in (("/sign-in", {}), ("/recover/words", {}), ("/recover", new)):
            shown = {"name": f"Nobody {number}{path}", "key": to_text(keys.key_of(GUESS))}
            statuses.append(guesser.post(path, json=shown | more).status_code)
    assert statuses == [422] * 60 + [429] * 3
    assert len(hashed) == 60
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert keys.sign_in(app.test_client(), "Olim", environ_overrides=elsewhere).status_code == 422
    clock.forward(seconds=61)
    assert keys.sign_in(guesser, "Olim").status_code == 422


@pytest.fixture
def at_home(app: Flask) -> FlaskClient:
    """A browser in which Milo is signed in."""
    keys.open_account("Milo")
    browser = app.test_client()
    assert keys.sign_in(browser, "Milo").status_code == 200
    return browser


def confirms(browser: FlaskClient, passphrase: str) -> int:
    """The answer to a step that is confirmed with a passphrase."""
    return browser.post("/account/open", json={"key": to_text(keys.key_of(passphrase))}).status_code


def test_whoever_guesses_from_the_same_network_keeps_nobody_from_confirming(
    at_home: FlaskClient, client: FlaskClient
) -> None:
    statuses = [keys.sign_in(client, "Milo", GUESS).status_code for _ in range(FREE_TRIES + 1)]
    assert statuses[-1] == 429
    assert confirms(at_home, keys.PASSPHRASE) == 200


def test_whoever_guesses_on_one_device_waits_there_and_nowhere_else(
    clock: Clock, at_home: FlaskClient, client: FlaskClient
) -> None:
    assert keys.sign_in(client, "Milo").status_code == 200
    statuses = [confirms(at_home, GUESS) for _ in range(FREE_TRIES + 1)]
    assert statuses == [422] * FREE_TRIES + [429]
    assert confirms(at_home, keys.PASSPHRASE) == 429
    assert confirms(client, keys.PASSPHRASE) == 200
    clock.forward(seconds=LONGEST_WAIT_SECONDS)
    assert confirms(at_home, keys.PASSPHRASE) == 200
