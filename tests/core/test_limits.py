"""How often, and how long to wait; no address in the clear."""

import pytest
from flask import Flask

from support_groups.core import limits
from support_groups.core.errors import TooFast
from tests.services.clock import Clock


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
