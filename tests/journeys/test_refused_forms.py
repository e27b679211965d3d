"""A long form that is not whole yet, as somebody reads it who has to find the places."""

import pytest
from playwright.sync_api import expect

from . import ways
from .barriers import barriers
from .conftest import Visit


@pytest.mark.journey
@pytest.mark.timeout(180)
def test_each_line_of_what_is_missing_names_its_field_and_leads_there(phone: Visit) -> None:
    page = phone()
    page.goto("/join")
    ways.open_account(page, "Unfinished Letter")
    page.goto("/sponsors/offer")
    page.locator("main form button[type=submit].primary").click()
    lines = page.locator("#errors li a")
    expect(lines.filter(has_text="A few words about how you would be there: Please use")).to_be_visible()
    expect(lines.filter(has_text="When are you free? Please choose")).to_be_visible()
    assert barriers(page) == []
    lines.filter(has_text="A few words").click()
    expect(page.locator("#words")).to_be_focused()
