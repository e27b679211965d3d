"""Every page but the rooms: as nobody, as a member, as a sponsor, as a facilitator, and as the steward."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, Route

from .album import Album
from .people import Seat
from .places import WHOSE, Place
from .prepared import Found

REFUSED = {
    "Sol": ("Offer to sponsor", "Answer a review"),
    "Milo": ("Ask a sponsor", "Me in a group, asked to listen", "Ask for another look", "Join a group"),
    "Fern": (
        "Begin a group",
        "Settings of a group",
        "Mute somebody",
        "Ban somebody",
        "Close a group",
        "Add a position",
        "A report",
        "A new meeting",
        "Change a meeting",
        "Run sheet of a group",
    ),
    "": ("Check a slip",),
}
"""Forms that are also sent with nothing in them."""

UNFOLDED = (
    "A new meeting",
    "Settings of a group",
    "Guards",
    "Clean time",
    "Me in a group, asked to listen",
    "Positions",
)
"""Pages of which parts are folded away."""

EMPTIED = """() => {
    const form = document.querySelector("main form:not(.post):not([data-vault] form)");
    for (const one of form.querySelectorAll("input[type=text], input[type=number], input[type=time], textarea"))
        if (!one.readOnly) one.value = "";
    for (const one of form.querySelectorAll("input:checked")) one.checked = false;
    // As a browser sends it whose scripts did not come.
    form.submit();
}"""
OPENED = "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def photograph(browser: Browser, address: str, album: Album, found: Found) -> None:
    """Take every page that has an address of its own."""
    for name, places in WHOSE.items():
        wanted = [place for place in places if any(map(album.wants, _titles(place)))]
        if not wanted:
            continue
        seat = Seat(browser, address, name or None)
        for place in wanted:
            _take(seat, album, place, found.paths[place.title], name)
        seat.close()


def _titles(place: Place) -> tuple[str, ...]:
    return place.title, f"{place.title}, unfolded", f"{place.title}, refused"


def _take(seat: Seat, album: Album, place: Place, path: str, name: str) -> None:
    plain, unfolded, refused = _titles(place)
    seat.go(path)
    for size, page in seat:
        _settles(page)
        album.take(page, plain, size, whole=True)
        if place.title in UNFOLDED:
            page.evaluate(OPENED)
            album.take(page, unfolded, size, whole=True)
        if place.title in REFUSED.get(name, ()):
            with page.expect_navigation():
                page.evaluate(EMPTIED)
            _settles(page)
            album.take(page, refused, size, whole=True)


def _settles(page: Page) -> None:
    """What a script of the page opens or fetches is there."""
    page.wait_for_load_state("networkidle")


def broken(browser: Browser, address: str, album: Album, found: Found) -> None:
    """Pages that tell that something is not there, not allowed, too fast or broken."""
    seat = Seat(browser, address)
    for status, page_of in found.broken.items():
        title = f"Refused with {status}"
        for size, page in seat:
            page.route(f"**/refused/{status}", _answers(page_of))
            page.goto(f"/refused/{status}")
            album.take(page, title, size, whole=True)
    seat.close()


def _answers(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=200, body=body, content_type="text/html")


def own(browser: Browser, address: str, album: Album) -> None:
    """What is sealed for one alone, where a device has lost its key; and a device that is discreet."""
    seat = Seat(browser, address, "Milo", opens=False)
    for title, path in (("Clean time, locked", "/clean-time"), ("My plan, locked", "/plan")):
        seat.phone.goto(path)
        _settles(seat.phone)
        album.take(seat.phone, title, "phone", whole=True)
    seat.close()
    discreet = Seat(browser, address, "Sol")
    for _, page in discreet:
        page.goto("/account")
        page.get_by_role("button", name="Be discreet here").click()
        page.wait_for_load_state()
    album.take_all(discreet, "Account, on a discreet device")
    discreet.go("/home")
    album.take_all(discreet, "Home, on a discreet device")
    discreet.close()
