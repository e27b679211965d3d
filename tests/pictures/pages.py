"""Every page but the rooms."""

import re

from playwright.sync_api import Browser

from .album import Album
from .people import Seat

FOR_EVERYONE = {
    "The first door": "/",
    "Meetings of the week": "/meetings",
    "Six questions": "/self-check",
    "How people recover": "/how-people-recover",
    "What to expect": "/what-to-expect",
    "Help now": "/help",
    "Join: a name": "/join",
    "Sign in": "/sign-in",
    "Lost passphrase": "/recover",
    "Nothing here": "/no-such-page",
}
FOR_MEMBERS = {
    "Home": "/home",
    "My groups": "/groups",
    "Clean time": "/clean-time",
    "My plan": "/plan",
    "Sponsors": "/sponsors",
    "What I look for in a sponsor": "/sponsors/looking-for",
    "My sponsorship": "/sponsorship",
    "Messages": "/conversations",
    "Notices": "/notices",
    "Account": "/account",
    "Passkeys": "/account/passkeys",
    "Delete my account": "/account/delete",
}
FOR_FACILITATORS = {
    "Begin a group": "/groups/new",
    "A group, as its facilitator": "{group}",
    "Members of a group": "{group}/members",
    "Settings of a group": "{group}/settings",
    "Invitations": "{group}/invitations",
    "Record of moderation": "{group}/record",
    "A new meeting": "{group}/meetings/new",
}


def photograph(browser: Browser, address: str, album: Album) -> None:
    """Take every page, as nobody, as a member, as a sponsor, as a facilitator, and as the steward."""
    _take(browser, address, album, None, FOR_EVERYONE)
    _take(browser, address, album, "Milo", FOR_MEMBERS)
    _take(browser, address, album, "Sol", {"Offer to sponsor": "/sponsors/offer", "Asked to sponsor": "/sponsorship"})
    _take(browser, address, album, "Fern", FOR_FACILITATORS)
    _take(browser, address, album, "Iris", {"Running the place": "/steward"})


def _take(browser: Browser, address: str, album: Album, name: str | None, pages: dict[str, str]) -> None:
    seat = Seat(browser, address, name)
    group = ""
    if any("{group}" in path for path in pages.values()):
        seat.wide.goto("/groups")
        group = (
            seat.wide.locator("main a[href^='/groups/']")
            .filter(has_text=re.compile("Round"))
            .first.get_attribute("href")
            or ""
        )
    for title, path in pages.items():
        seat.go(path.format(group=group))
        for size, page in seat:
            album.take(page, title, size, whole=True)
    if name is None:
        _with_errors(seat, album)
    if name == "Milo":
        _around_a_meeting(seat, album)
    seat.close()


def _with_errors(seat: Seat, album: Album) -> None:
    for size, page in seat:
        page.goto("/join")
        page.get_by_label("find your own").fill("x")
        page.get_by_role("button", name="Go on").click()
        album.take(page, "Join: another look is needed", size, whole=True)
        page.goto("/join")
        page.get_by_label("find your own").fill("Gentle Tide")
        page.get_by_role("button", name="Go on").click()
        album.take(page, "Join: a passphrase", size, whole=True)
        page.goto("/meetings")
        page.locator("main .meeting a").first.click()
        album.take(page, "A meeting, as a visitor", size, whole=True)


def _around_a_meeting(seat: Seat, album: Album) -> None:
    for size, page in seat:
        page.goto("/sponsors")
        page.locator("main .card a[href^='/sponsors/']").first.click()
        album.take(page, "A sponsor", size, whole=True)
