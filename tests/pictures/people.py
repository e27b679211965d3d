"""Someone of the demo with a phone and a wide screen at once, both signed in."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from support_groups.operations.demo.cast import PASSPHRASE

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 800}


class Seat:
    """A phone and a wide screen before one person, or before nobody who is known."""

    def __init__(self, browser: Browser, address: str, name: str | None = None) -> None:
        settings: dict[str, Any] = {"base_url": address, "locale": "en-GB", "timezone_id": "Europe/Berlin"}
        # The photographer lays whole pages out anew, which a page's policy rightly forbids.
        settings["bypass_csp"] = True
        wide = browser.new_context(viewport=WIDE, **settings)
        self.wide = wide.new_page()
        if name:
            self._sign_in(name)
        phone = browser.new_context(
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
            device_scale_factor=2,
            storage_state=wide.storage_state(),
            **settings,
        )
        self.phone = phone.new_page()
        for page in (self.wide, self.phone):
            page.set_default_timeout(20_000)

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

    def _sign_in(self, name: str) -> None:
        self.wide.goto("/sign-in")
        self.wide.locator("[name=name]").fill(name)
        self.wide.locator("#passphrase").fill(PASSPHRASE)
        self.wide.get_by_role("button", name="Sign in").click()
        self.wide.wait_for_url(lambda address: "/sign-in" not in address)
