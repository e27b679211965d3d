"""What the stories of the room share: entering, waiting for the line, pressing, writing, and being photographed."""

import re

from playwright.sync_api import Locator, Page, expect

from .album import Album
from .people import Seat

WAIT_MS = 700


def shown(album: Album, seat: Seat, title: str) -> None:
    """A picture of what both screens of someone show."""
    if not album.wants(title):
        return
    for size, page in seat:
        page.wait_for_timeout(WAIT_MS)
        album.take(page, title, size)


def shown_dialog(album: Album, page: Page, title: str, size: str = "wide") -> None:
    """A picture of a dialog."""
    expect(page.locator("dialog[open]")).to_be_visible()
    album.take(page, title, size)


def go_in(page: Page, meeting: str) -> None:
    """Go to a meeting and into its room."""
    page.goto(meeting)
    page.get_by_role("button", name="Enter the room").first.click()


def is_here(page: Page) -> None:
    """The line stands."""
    expect(page.locator("#room")).to_have_attribute("data-line", "here", timeout=20_000)


def press(page: Page, name: str, within: Locator | None = None) -> None:
    """Press the first button of a name."""
    (within or page).get_by_role("button", name=name).first.click()


def press_floor(page: Page, label: str) -> None:
    """Change how people speak, sure of it when asked."""
    button = page.get_by_role("button", name=label, exact=True)
    if button.get_attribute("aria-pressed") == "true":
        return
    button.click()
    page.wait_for_timeout(WAIT_MS)
    if page.locator("dialog[open]").count():
        page.get_by_role("button", name="Change it").click()
    expect(button).to_have_attribute("aria-pressed", "true")


def write(page: Page, words: str) -> None:
    """Write and send."""
    page.wait_for_timeout(WAIT_MS)
    page.locator("#body").fill(words)
    page.get_by_role("button", name=re.compile("^(Send|Share)$")).click()
    page.wait_for_timeout(WAIT_MS)


def message(page: Page, words: str) -> Locator:
    """A message in the log by its words."""
    return page.locator("[role=log] .message").filter(has_text=words)


def put_away(seat: Seat) -> None:
    """Close what was told to oneself, on both screens."""
    for _, page in seat:
        for _ in range(page.locator(".told button").count()):
            page.locator(".told button").first.click()
