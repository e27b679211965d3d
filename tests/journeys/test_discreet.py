"""A device that others look at: nothing on its tabs, and an ordinary page once nobody touches it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.services.server import Server
from tests.services.visitors import Visitors

from . import ways

Visit = Callable[..., Page]

ELSEWHERE = "https://www.wikipedia.org/"


def kept(page: Page) -> list[int]:
    """How much a browser still keeps of the place: cookies, and what scripts have put by."""
    counts: list[int] = page.evaluate("[localStorage.length, sessionStorage.length]")
    return [len(page.context.cookies()), *counts]


def be_discreet(page: Page) -> None:
    """Press the button of the account page."""
    page.goto("/account")
    page.get_by_role("button", name="Be discreet here").click()
    expect(page).to_have_title("Notes")
    page.wait_for_load_state()


def test_a_discreet_device_shows_nothing_and_goes_by_itself_when_nobody_touches_it(
    phone: Visit, server: Server, visitors: Visitors
) -> None:
    visitors.may_leave_to(ELSEWHERE)
    page = phone()
    page.clock.install()
    ways.become_founder(page, server, "Plain Harbour")
    ways.found_group(page, "A discreet group", "Fern")
    group = page.url
    be_discreet(page)
    page.goto(group)
    ways.set_meeting_for_now(page, "Now")
    ways.enter_from_home(page)
    expect(page).to_have_title("Notes")
    words = page.get_by_text("Nobody has touched this page for a while")
    page.clock.fast_forward("28:30")
    expect(words).to_be_visible()
    page.locator("#body").press("a")
    expect(words).to_be_hidden()
    page.clock.fast_forward("29:00")
    expect(words).to_be_visible()
    page.clock.fast_forward("01:30")
    page.wait_for_url(ELSEWHERE)
    page.goto("/meetings")
    assert kept(page)[1:] == [0, 0]
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome back")


def test_it_is_gone_at_once_when_a_device_wakes_up_late(phone: Visit, server: Server, visitors: Visitors) -> None:
    visitors.may_leave_to(ELSEWHERE)
    page = phone()
    page.clock.install()
    ways.become_founder(page, server, "Late Harbour")
    be_discreet(page)
    page.clock.fast_forward("08:00:00")
    page.wait_for_url(ELSEWHERE)


def test_leaving_leaves_nothing_and_signs_out_where_one_is_discreet(
    phone: Visit, server: Server, visitors: Visitors
) -> None:
    visitors.may_leave_to(ELSEWHERE)
    page = phone()
    ways.become_founder(page, server, "Quick Harbour")
    # Its scripts are there, and nobody waits for the server.
    page.wait_for_load_state()
    page.evaluate("localStorage.setItem('theme', 'dark'); sessionStorage.setItem('draft', 'words')")
    page.get_by_role("link", name="Leave", exact=True).click()
    page.wait_for_url(ELSEWHERE)
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert kept(page)[1:] == [0, 0]
    be_discreet(page)
    other = page.context.new_page()
    other.goto("/meetings")
    expect(other).to_have_title("Notes")
    page.get_by_role("link", name="Leave", exact=True).click()
    page.wait_for_url(ELSEWHERE)
    other.wait_for_url(ELSEWHERE)
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome back")


def test_leaving_before_scripts_are_there_leaves_nothing_either(
    phone: Visit, server: Server, visitors: Visitors
) -> None:
    visitors.may_leave_to(ELSEWHERE)
    page = phone()
    ways.become_founder(page, server, "Early Harbour")
    be_discreet(page)
    page.evaluate("localStorage.setItem('theme', 'dark')")
    early = phone(java_script_enabled=False, storage_state=page.context.storage_state())
    early.goto("/account")
    expect(early.get_by_role("heading", level=1)).to_have_text("Your account")
    assert early.context.storage_state()["origins"]
    with early.expect_request(ELSEWHERE):
        early.get_by_role("link", name="Leave", exact=True).click()
    expect(early).not_to_have_url(re.compile(f"^{re.escape(server.address)}/"))
    left = early.context.storage_state()
    assert left["origins"] == []
    assert [cookie["expires"] for cookie in left["cookies"]] == [-1], "the wish to be discreet, until it is closed"
    early.go_back()
    expect(early).to_have_title("Notes")
    expect(early.locator("html")).not_to_contain_text("Lantern Rooms")
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome back")


def test_the_secret_of_a_link_is_in_no_history(phone: Visit, server: Server) -> None:
    page = phone()
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    ways.become_founder(page, server, "Secret Harbour")
    assert page.evaluate("location.hash") == ""
    asked = {address.removeprefix(server.address) for address in addresses}
    assert {address for address in asked if address.startswith("/found")} == {"/found", "/found/open"}
    assert not [address for address in asked if "#" in address]
