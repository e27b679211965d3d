"""From the first name to a home that is still empty, on each screen as somebody of their own."""

from playwright.sync_api import Browser, Page

from tests.services.device import Device

from .album import Album
from .people import Seat

PASSPHRASE = "four quiet boats at noon"
NAMES = {"phone": "Gentle Tide", "wide": "Calm Meadow"}
STILL_EMPTY = {
    "Home: nothing yet": "/home",
    "My groups: none yet": "/groups",
    "Notices: none": "/notices",
    "Messages: none": "/conversations",
    "My sponsorship: none": "/sponsorship",
    "Clean time: not begun": "/clean-time",
    "My plan: not begun": "/plan",
    "Account of somebody new": "/account",
}


def photograph(browser: Browser, address: str, album: Album) -> None:
    """Take the way in, what is still empty, passkeys, and what a wrong passphrase is told."""
    seat = Seat(browser, address)
    for size, page in seat:
        Newcomer(page, size, album).comes()
    seat.close()


class Newcomer:
    """Somebody who joins before one screen."""

    def __init__(self, page: Page, size: str, album: Album) -> None:
        self.page, self.size, self.album = page, size, album
        self.name = NAMES[size]
        Device(page)

    def take(self, title: str) -> None:
        """A picture of the whole page."""
        self.page.wait_for_load_state("networkidle")
        self.album.take(self.page, title, self.size, whole=True)

    def comes(self) -> None:
        """All of it."""
        self.is_asked_for_a_name()
        self.chooses_a_passphrase()
        self.writes_words_down()
        for title, path in STILL_EMPTY.items():
            self.page.goto(path)
            self.take(title)
        self.adds_a_passkey()
        self.signs_in_wrongly()

    def is_asked_for_a_name(self) -> None:
        """A name that is too short first."""
        self.page.goto("/join")
        for name in ("x", self.name):
            self.page.get_by_label("find your own").fill(name)
            self.page.get_by_role("button", name="Go on").click()
            self.page.wait_for_load_state("networkidle")
            if name == "x":
                self.take("Join: another look is needed")

    def chooses_a_passphrase(self) -> None:
        """With words that are offered; then one that is too short, and one that is right."""
        self.take("Join: a passphrase")
        self.page.locator("#offer summary").click()
        self.take("Join: words for a passphrase are offered")
        field = self.page.get_by_label("Your passphrase", exact=True)
        field.fill("boats")
        self.page.get_by_role("button", name="Open my account").click()
        self.page.wait_for_timeout(500)
        self.take("Join: the passphrase is too short")
        field.fill(PASSPHRASE)
        self.page.get_by_role("button", name="Open my account").click()

    def writes_words_down(self) -> None:
        """Twelve words, a wrong look at the paper, and a right one."""
        page = self.page
        page.locator("#twelve li").nth(11).wait_for()
        words = page.locator("#twelve li").all_inner_texts()
        self.take("Join: twelve words")
        page.get_by_role("button", name="I have written them down").click()
        self.take("Join: a look at the paper")
        page.get_by_label("Word number").fill("nothing")
        page.get_by_role("button", name="Go on").click()
        page.wait_for_timeout(300)
        self.take("Join: the word is another one")
        number = int(page.locator("[data-number]").inner_text())
        page.get_by_label("Word number").fill(words[number - 1])
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(lambda address: not address.endswith("/join/passphrase"))
        self.take("Welcome, just after joining")

    def adds_a_passkey(self) -> None:
        """One for this device, and the page that asks before it is removed."""
        page = self.page
        page.goto("/account/passkeys")
        self.take("Passkeys: none yet")
        page.get_by_label("What do you call this device?").fill("The old telephone in the hall")
        page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE)
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_role("link", name="Remove The old").wait_for()
        self.take("Passkeys: one is added")
        page.get_by_role("link", name="Remove The old").click()
        self.take("Passkeys: before one is removed")

    def signs_in_wrongly(self) -> None:
        """With a passphrase that is not theirs, and with words that are not."""
        page = self.page
        page.goto("/account")
        page.get_by_role("button", name="Sign out", exact=True).first.click()
        page.wait_for_load_state("networkidle")
        self.take("Signed out")
        page.goto("/sign-in")
        page.get_by_label("Your name for signing in").fill(self.name)
        page.get_by_label("Your passphrase", exact=True).fill("not the right one at all")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_timeout(2500)
        self.take("Sign in: refused")
