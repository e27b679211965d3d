"""A room with very many people, long names and long words."""

import threading

from playwright.sync_api import Browser

from support_groups.operations.demo.visitor import Visitor

from .album import Album
from .gathered import CHAIRS_MEETING
from .people import Seat
from .prepared import Found
from .stories import go_in, is_here, press, press_floor, shown, write

SHORT = ("I am glad to be here.", "Thank you for sharing.", "Day four. I slept.", "I only listen tonight.")
LONG = (
    "I have thought all week about what I would say here. On Monday it was one thing and on Thursday another, and now "
    "that I sit here it is neither. What I know is this: I went three evenings without it, and on the fourth I wrote "
    "to nobody, and that was the mistake. Next time I write to somebody, even if it is only one word.\n\n"
    "I have put the number of this evening on the door of the fridge. My sister asked what it is. I said it is when I "
    "am somewhere else, and she said good."
)
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" + "a" * 60
HANDS = 9


class Guest(Visitor):
    """Somebody who is signed in already."""

    def __init__(self, address: str, cookie: str) -> None:
        super().__init__(address, "")
        self._cookies["visit"] = cookie


def photograph(browser: Browser, address: str, album: Album, found: Found) -> None:
    """Sixty come, speak and raise their hands."""
    meeting = found.meetings[CHAIRS_MEETING]
    guests = [Guest(address, cookie) for cookie in found.cookies]
    several = [threading.Thread(target=guest.go_to, args=(f"{meeting}/enter",)) for guest in guests]
    for one in several:
        one.start()
    for one in several:
        one.join()
    fern, milo = Seat(browser, address, "Fern"), Seat(browser, address, "Milo")
    for seat in (fern, milo):
        for _, page in seat:
            go_in(page, meeting)
            is_here(page)
    for guest, words in zip(guests, SHORT * 4, strict=False):
        guest.say(words)
    shown(album, milo, "Room: sixty people, as a member")
    write(milo.wide, LONG)
    guests[0].say(UNBROKEN)
    guests[1].say(LONG)
    shown(album, milo, "Room: long words and a long name, as a member")
    press_floor(fern.wide, "In turn")
    for guest in guests[:HANDS]:
        guest.wish("hand.raise")
    press(milo.phone, "Raise hand")
    shown(album, milo, "Room: sixty people in turn, as a member")
    shown(album, fern, "Room: sixty people in turn, as the facilitator")
    for seat, title in ((fern, "as the facilitator"), (milo, "as a member")):
        press(seat.phone, "here")
        album.take(seat.phone, f"Room: the list of sixty people, {title}", "phone")
        press(seat.phone, "Back to the words")
    guests[0].wish("hand.lower")
    for guest in guests:
        guest.leave()
    for seat in (fern, milo):
        seat.close()
