"""Larger text and quiet: kept by the browser that was asked to, and forgotten with Leave."""

import pytest
from playwright.sync_api import Page, expect

from . import ways
from .conftest import Visit

SIZE = "getComputedStyle(document.documentElement).fontSize"
KEPT = "[localStorage.getItem('ease'), sessionStorage.getItem('ease')]"


@pytest.mark.journey
def test_larger_text_and_quiet_stay_on_this_device_until_leave(phone: Visit) -> None:
    page = phone()
    page.goto("/join")
    ways.open_account(page, "Juniper at her desk")
    page.goto("/account")
    assert page.evaluate(KEPT) == [None, None]
    page.get_by_label("Larger text").check()
    page.get_by_label("Quiet").check()
    page.goto("/home")
    assert page.evaluate(SIZE) == "20px"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.querySelector('a')).transitionProperty") == "none"
    page.goto("/account")
    expect(page.get_by_label("Larger text")).to_be_checked()
    forgets(page)


def forgets(page: Page) -> None:
    """Leave takes what was kept, and nothing else is needed."""
    page.evaluate(
        "import('/static/core/leaving.js').then((module) => module.leaveNothing('', () => Promise.resolve()))"
    )
    assert page.evaluate(KEPT) == [None, None]
