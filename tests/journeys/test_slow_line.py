"""On a slow line people begin before the scripts of a page are there; what comes late takes nothing from them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from . import ways
from .conftest import Visit

Arrive = Callable[[], None]

pytestmark = pytest.mark.journey


@pytest.fixture
def slow(phone: Visit) -> tuple[Page, Arrive]:
    """Someone on a slow line, and what lets the scripts of their page arrive."""
    page = phone()
    held: list[Route] = []
    # The first module; those of a page run in order.
    page.route("**/core/page*.js*", lambda route: held.append(route))

    def arrive() -> None:
        for route in held:
            route.continue_()
        page.unroute_all()
        page.wait_for_load_state()

    return page, arrive


def test_a_passphrase_can_be_typed_on_while_the_scripts_arrive(slow: tuple[Page, Arrive]) -> None:
    page, arrive = slow
    page.goto("/sign-in", wait_until="commit")
    passphrase = page.get_by_label("Your passphrase", exact=True)
    passphrase.click()
    page.keyboard.type("four quiet boats")
    arrive()
    page.keyboard.type(" at noon")
    expect(passphrase).to_have_value(ways.PASSPHRASE)
    page.get_by_role("button", name="Show what I typed").click()
    expect(passphrase).to_have_attribute("type", "text")


def test_who_looks_again_already_stays_in_the_field_when_the_scripts_arrive(slow: tuple[Page, Arrive]) -> None:
    page, arrive = slow
    page.goto("/join", wait_until="commit")
    page.get_by_role("button", name="Go on").click(no_wait_after=True)
    name = page.locator("[aria-invalid=true]").first
    name.click()
    arrive()
    page.keyboard.type("Warm Bread")
    expect(name).to_have_value("Warm Bread")


def test_a_zone_that_was_chosen_stays_when_the_scripts_arrive(slow: tuple[Page, Arrive]) -> None:
    page, arrive = slow
    page.goto("/join", wait_until="commit")
    page.get_by_label("find your own").fill("Slow River")
    page.get_by_role("button", name="Go on").click(no_wait_after=True)
    zone = page.get_by_label("Which time zone are you in?")
    zone.select_option("Asia/Tokyo")
    arrive()
    expect(zone).to_have_value("Asia/Tokyo")


def test_a_zone_is_guessed_for_who_has_chosen_none(phone: Visit) -> None:
    page = phone()
    page.goto("/join")
    page.get_by_label("find your own").fill("Slow Brook")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Which time zone are you in?")).to_have_value("Europe/Berlin")
