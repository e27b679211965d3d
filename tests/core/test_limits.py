"""How often, and how long to wait; no address in the clear."""

import pytest
from flask import Flask

from support_groups.core import limits
from support_groups.core.errors import TooFast
from tests.services.clock import Clock

pytestmark = pytest.mark.once


def test_what_comes_too_often_waits_for_the_window(app: Flask, clock: Clock) -> None:
    for _ in range(3):
        limits.take("3 per minute", "tea", 1)
    with pytest.raises(TooFast):
        limits.take("3 per minute", "tea", 1)
    clock.forward(seconds=61)
    limits.take("3 per minute", "tea", 1)


def test_another_key_is_counted_by_itself(app: Flask, clock: Clock) -> None:
    limits.take("1 per minute", "tea", 1)
    limits.take("1 per minute", "tea", 2)
    limits.take("1 per minute", "coffee", 1)
    limits.take("1 per minute", "tea", "1")


def test_each_of_several_rates_holds(app: Flask, clock: Clock) -> None:
    for _ in range(3):
        limits.take("1 per second; 3 per minute", "tea")
        clock.forward(seconds=2)
    with pytest.raises(TooFast):
        limits.take("1 per second; 3 per minute", "tea")


def test_counts_are_forgotten_after_their_time(app: Flask, clock: Clock) -> None:
    assert [limits.count(60, "tea"), limits.count(60, "tea")] == [1, 2]
    assert limits.count(60, "coffee") == 1
    clock.forward(seconds=61)
    assert limits.count(60, "tea") == 1


def test_a_wait_is_told_in_whole_seconds_and_ends(app: Flask, clock: Clock) -> None:
    assert limits.seconds_left("tea") == 0
    limits.wait(10, "tea")
    assert limits.seconds_left("tea") == 10
    clock.forward(seconds=9.5)
    assert limits.seconds_left("tea") == 1
    clock.forward(seconds=0.5)
    assert limits.seconds_left("tea") == 0
    limits.wait(0, "tea")
    assert limits.seconds_left("tea") == 0


def test_a_new_wait_takes_the_place_of_the_old(app: Flask, clock: Clock) -> None:
    limits.wait(10, "tea")
    limits.wait(4, "tea")
    assert limits.seconds_left("tea") == 4


def test_forgetting_begins_anew(app: Flask, clock: Clock) -> None:
    limits.count(60, "tea")
    limits.wait(10, "tea")
    limits.forget("tea")
    assert limits.seconds_left("tea") == 0
    assert limits.count(60, "tea") == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8::9", "2001:db8::/64"),
        ("::1", "::/64"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_an_address_of_ipv4_or_a_64_of_ipv6(app: Flask, address: str, network: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert limits.network() == network


def test_no_address_stands_in_what_is_counted(app: Flask, clock: Clock) -> None:
    limits.take("3 per minute", "tea", "192.0.2.7")
    limits.count(60, "tea", "192.0.2.7")
    limits.wait(60, "tea", "192.0.2.7")
    storage = app.extensions["support_groups.limits"].own.storage
    assert storage.events
    assert storage.expirations
    assert "192.0.2" not in repr(storage.events) + repr(storage.expirations) + repr(storage.storage)


def test_the_mark_of_an_address_is_another_after_a_while_and_the_salt_of_the_old_one_is_gone(
    app: Flask, clock: Clock
) -> None:
    storage = app.extensions["support_groups.limits"].own.storage

    def marks() -> set[str]:
        return {str(key) for key in [*storage.events, *storage.storage]}

    seen: set[str] = set()
    for _ in range(3):
        limits.take("3 per minute", "tea", "192.0.2.7")
        limits.count(60, "tea", "192.0.2.7")
        fresh = marks() - seen
        assert len(fresh) == 2
        seen |= fresh
        clock.forward(hours=2)


def test_a_salt_is_forgotten_after_the_next_one(clock: Clock) -> None:
    salts = limits.Salts(None)
    now, before = salts.of(60)
    clock.forward(seconds=60)
    assert salts.of(60)[1] == now
    clock.forward(seconds=60)
    assert not {now, before} & {*salts.of(60), *vars(salts)["_kept"].values()}


def test_workers_that_count_together_have_the_same_salts_and_others_do_not(clock: Clock) -> None:
    assert limits.Salts("a secret").of(60) == limits.Salts("a secret").of(60)
    assert not set(limits.Salts("a secret").of(60)) & set(limits.Salts("another").of(60))
    assert not set(limits.Salts(None).of(60)) & set(limits.Salts(None).of(60))


def test_a_new_salt_begins_no_count_anew(app: Flask, clock: Clock) -> None:
    clock.at("2026-11-20T12:59:50")
    for _ in range(3):
        limits.take("3 per minute; 3 per hour", "tea")
    limits.count(900, "tea")
    limits.wait(42, "tea")
    clock.forward(seconds=20)
    with pytest.raises(TooFast):
        limits.take("3 per minute; 3 per hour", "tea")
    assert limits.count(900, "tea") == 2
    assert limits.seconds_left("tea") == 22
    limits.forget("tea")
    assert limits.seconds_left("tea") == 0
    assert limits.count(900, "tea") == 1
