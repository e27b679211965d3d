"""Someone has left in a hurry, and whoever comes to the screen after them presses back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.services.server import Server
from tests.services.visitors import Visitors

from . import ways
from .conftest import Visit

ELSEWHERE = "https://www.wikipedia.org/"
TELL_WHAT_IS_SEEN = """
    const look = () => {
        const words = document.title + (document.body?.innerText ?? "");
        if (words.trim() && words !== "Elsewhere") console.log("seen", words);
        requestAnimationFrame(look);
    };
    look();
"""


def watch(page: Page) -> list[str]:
    """What stands on a page or its tab from now on, frame by frame, but for the page outside."""
    seen: list[str] = []
    page.add_init_script(TELL_WHAT_IS_SEEN)
    page.on("console", lambda message: seen.append(message.text) if message.text.startswith("seen") else None)
    return seen


def go_back(page: Page) -> None:
    """Go one page back, and find oneself outside again."""
    with page.expect_request(ELSEWHERE):
        page.evaluate("() => { setTimeout(() => history.back()); }")
    expect(page).to_have_title("Elsewhere")


@pytest.fixture
def member(phone: Visit, visitors: Visitors) -> Page:
    """Somebody with a page open that has two others behind it."""
    visitors.may_leave_to(ELSEWHERE)
    page = phone()
    for address in ("/help?country=FR", "/how-people-recover", "/what-to-expect"):
        page.goto(address)
    page.wait_for_load_state()
    return page


def is_inside(page: Page, heading: str) -> None:
    """A page of ours stands there and stays."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_whoever_goes_back_after_somebody_left_sees_nothing_however_often(member: Page) -> None:
    member.get_by_role("link", name="Leave", exact=True).click()
    member.wait_for_url(ELSEWHERE)
    seen = watch(member)
    go_back(member)
    go_back(member)
    assert seen == []


def test_nobody_is_shown_what_was_open_to_whoever_is_signed_in(
    phone: Visit, server: Server, visitors: Visitors
) -> None:
    visitors.may_leave_to(ELSEWHERE)
    page = phone()
    ways.become_founder(page, server, "Hurried Harbour")
    page.goto("/account")
    page.goto("/home")
    page.wait_for_load_state()
    page.get_by_role("link", name="Leave", exact=True).click()
    page.wait_for_url(ELSEWHERE)
    seen = watch(page)
    go_back(page)
    assert seen == []
    page.goto("/account")
    is_inside(page, "Your account")


def test_going_forward_again_shows_as_little(member: Page) -> None:
    member.go_back()
    expect(member).to_have_url("/how-people-recover")
    member.wait_for_load_state()
    member.get_by_role("link", name="Leave", exact=True).click()
    member.wait_for_url(ELSEWHERE)
    seen = watch(member)
    with member.expect_request(ELSEWHERE):
        member.evaluate("() => { setTimeout(() => history.forward()); }")
    expect(member).to_have_title("Elsewhere")
    assert seen == []


def test_whoever_comes_by_the_address_comes_in_and_goes_back_as_ever(member: Page) -> None:
    member.get_by_role("link", name="Leave", exact=True).click()
    member.wait_for_url(ELSEWHERE)
    go_back(member)
    member.goto("/how-people-recover")
    is_inside(member, "How people recover")
    member.goto("/what-to-expect")
    member.go_back()
    is_inside(member, "How people recover")


def test_the_link_itself_is_remembered_while_its_script_is_not_there_yet(member: Page) -> None:
    script = re.compile(r"/core/page\b.*\.js")
    member.route(script, lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
    member.reload()
    with member.expect_request(ELSEWHERE):
        member.get_by_role("link", name="Leave", exact=True).click()
    # Nothing stands in for a page that an answer of ours leads to.
    expect(member).not_to_have_url(re.compile("what-to-expect|/leave"))
    seen = watch(member)
    go_back(member)
    assert seen == []


def test_a_page_that_the_browser_kept_whole_is_shown_to_nobody_after_leaving(member: Page) -> None:
    # A headless browser keeps none: what it does when it brings one back is told to the page here.
    member.evaluate("document.cookie = 'left=yes; Path=/'")
    with member.expect_request(ELSEWHERE):
        member.evaluate("() => { dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }")
    expect(member).to_have_title("Elsewhere")
