"""Someone looks around who is not sure yet, and someone has to leave at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.services.visitors import Visitors

from .barriers import barriers
from .conftest import Visit

ELSEWHERE = "https://www.wikipedia.org/"
OPEN_PAGES = ("/self-check", "/how-people-recover", "/what-to-expect", "/help", "/help?country=FR", "/no-such-page")


def is_elsewhere(page: Page) -> None:
    """The page has made way for an ordinary one, which going back does not undo."""
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert "/what-to-expect" not in page.url


@pytest.fixture
def reader(wide: Visit, visitors: Visitors) -> Page:
    """Someone who reads what to expect, and came there from another page."""
    visitors.may_leave_to(ELSEWHERE)
    page = wide()
    page.goto("/help")
    page.goto("/what-to-expect")
    return page


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("size", ["24px", "32px"])
def test_the_way_out_stays_in_its_corner_however_large_the_words(phone: Visit, width: int, size: str) -> None:
    page = phone()
    page.set_viewport_size({"width": width, "height": 700})
    for address in ("/", "/meetings", *OPEN_PAGES):
        page.goto(address)
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, address
        corner = page.get_by_role("link", name="Leave", exact=True).bounding_box()
        assert corner, address
        assert width / 2 < corner["x"] <= width - corner["width"], address
        assert corner["y"] >= 0, address
        assert corner["height"] >= 44, address
        header = page.get_by_role("banner").bounding_box()
        assert header, address
        assert header["height"] < 100, address


def test_help_goes_by_the_clock_of_the_device_and_back_leads_past_it(phone: Visit) -> None:
    page = phone(locale="en-US", timezone_id="Asia/Calcutta")
    page.goto("/what-to-expect")
    page.goto("/help")
    page.wait_for_url("**/help?country=IN&by=clock")
    expect(page.get_by_role("heading", name="India")).to_be_visible()
    page.go_back()
    page.wait_for_url("**/what-to-expect")


def test_help_asks_where_one_is_when_no_clock_says(phone: Visit) -> None:
    page = phone(locale="en-US", java_script_enabled=False)
    page.goto("/help")
    expect(page.get_by_role("heading", name="Where are you?")).to_be_visible()


def test_leaving_takes_one_press_and_does_not_come_back(reader: Page) -> None:
    reader.get_by_role("link", name="Leave", exact=True).click()
    is_elsewhere(reader)


def test_pressing_shift_three_times_leaves(reader: Page) -> None:
    for _ in range(3):
        reader.keyboard.press("Shift")
    is_elsewhere(reader)


def test_typing_capitals_does_not_leave(reader: Page) -> None:
    for key in ("Shift+A", "Shift", "Shift+B", "Shift", "c", "Shift"):
        reader.keyboard.press(key)
    expect(reader.get_by_role("heading", level=1)).to_have_text("What to expect")


def test_leaving_works_without_scripts(wide: Visit, visitors: Visitors) -> None:
    visitors.may_leave_to(ELSEWHERE)
    page = wide(java_script_enabled=False)
    page.goto("/what-to-expect")
    with page.expect_request(ELSEWHERE):
        page.get_by_role("link", name="Leave", exact=True).click()


def test_the_answers_to_the_six_questions_go_nowhere(phone: Visit) -> None:
    page = phone()
    page.goto("/self-check")
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    for question in range(6):
        page.get_by_role("group").nth(question).get_by_label("Yes").check()
    page.keyboard.press("Enter")
    expect(page.get_by_text("what many of us noticed first")).to_be_visible()
    assert page.evaluate("[document.cookie, localStorage.length + sessionStorage.length]") == ["", 0]
    assert sent == []
    page.reload()
    assert page.locator("input:checked").count() == 0
    page.get_by_role("link", name="Meetings tonight").click()
    page.wait_for_url("**/meetings")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_colours_stay_as_chosen(phone: Visit) -> None:
    page = phone(color_scheme="light")
    page.goto("/help")
    page.get_by_role("button", name="Dark colours").click()
    page.goto("/what-to-expect")
    expect(page.get_by_role("button", name="Light colours")).to_be_visible()
    assert page.evaluate("Object.entries(localStorage)") == [["theme", "dark"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_pages_hold_for_everyone(phone: Visit, scheme: str) -> None:
    page = phone(color_scheme=scheme, bypass_csp=True)
    for address in OPEN_PAGES:
        page.goto(address)
        assert (address, barriers(page, colours_alone=scheme == "dark")) == (address, [])


def test_the_open_pages_fit_the_smallest_phone(wide: Visit) -> None:
    page = wide()
    page.set_viewport_size({"width": 320, "height": 640})
    for address in OPEN_PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_every_target_is_large_enough_for_a_thumb(phone: Visit) -> None:
    page = phone()
    for address in OPEN_PAGES:
        page.goto(address)
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input, select, summary")]
                .filter((one) => one.checkVisibility() && !one.closest("p, .skip"))
                .map((one) => (one.closest("label") ?? one).getBoundingClientRect())
                .filter((box) => box.width < 43.5 || box.height < 43.5)
                .map((box) => JSON.stringify(box))"""
        )
        assert small == [], address


def test_a_number_is_one_press_away_from_every_page(phone: Visit) -> None:
    page = phone(locale="en-US", timezone_id="Europe/Vienna")
    page.goto("/")
    page.get_by_role("link", name="Help now").first.click()
    first = page.locator("main a[href^='tel:']").first
    expect(first).to_have_attribute("href", "tel:112")
    expect(page.get_by_role("heading", name=re.compile("Austria"))).to_be_visible()
