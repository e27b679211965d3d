"""Someone of the demo with a phone and a wide screen at once, both signed in."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, expect

from support_groups.operations.demo.cast import PASSPHRASE

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 800}
PATIENCE_MS = 30_000


class Seat:
    """A phone and a wide screen before one person, or before nobody who is known.

    `opens`: both know the passphrase; else the phone has only the cookies, as a browser has that lost its keys.
    """

    def __init__(self, browser: Browser, address: str, name: str | None = None, *, opens: bool = True) -> None:
        settings: dict[str, Any] = {"base_url": address, "locale": "en-GB", "timezone_id": "Europe/Berlin"}
        # The photographer lays whole pages out anew, which a page's policy rightly forbids.
        settings["bypass_csp"] = True
        pocket = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 1, **settings}
        self.wide = browser.new_context(viewport=WIDE, **settings).new_page()
        if name:
            self._sign_in(self.wide, name)
            if not opens:
                pocket["storage_state"] = self.wide.context.storage_state()
        self.phone = browser.new_context(**pocket).new_page()
        if name and opens:
            self._sign_in(self.phone, name)
        for _, page in self:
            page.set_default_timeout(PATIENCE_MS)

    def __iter__(self) -> Iterator[tuple[str, Page]]:
        return iter((("phone", self.phone), ("wide", self.wide)))

    def go(self, path: str) -> None:
        """Open the same page on both."""
        for _, page in self:
            page.goto(path)
            page.wait_for_load_state("load")

    def close(self) -> None:
        """Put both away."""
        for _, page in self:
            page.context.close()

    def _sign_in(self, page: Page, name: str) -> None:
        page.goto("/sign-in")
        page.locator("[name=name]").fill(name)
        page.locator("#passphrase").fill(PASSPHRASE)
        expect(page.get_by_role("button", name="Sign in")).to_be_enabled(timeout=PATIENCE_MS)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda address: "/sign-in" not in address, timeout=PATIENCE_MS)
