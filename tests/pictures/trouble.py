"""What goes wrong in a meeting, and its end: guards, care, a report, a shelter, a lock."""

from collections.abc import Callable

from support_groups.operations.demo.visitor import Visitor

from .album import Album
from .people import Seat
from .stories import message, press, press_floor, put_away, shown, shown_dialog, write

HURTFUL = "None of you will ever change, and you know it."


class Trouble:
    """Fern leads, Milo is a member, Nell and Ray are new, Wren says what hurts."""

    def __init__(self, album: Album, seats: tuple[Seat, Seat, Seat, Seat], wren: Visitor, meeting: str) -> None:
        self.album, self.wren, self.meeting = album, wren, meeting
        self.fern, self.milo, self.nell, self.ray = seats
        self.lead = self.fern.wide

    def parts(self) -> tuple[Callable[[], None], ...]:
        """The rest of the evening, a picture at each turn."""
        asked = self.counts_clean_time, self.guards, self.cares, self.hides
        return *asked, self.shelters, self.locks, self.is_closed

    def counts_clean_time(self) -> None:
        """Whoever wishes stands."""
        press_floor(self.lead, "Open")
        press(self.lead, "Clean time", self.lead.locator("[data-part=leading]"))
        self.wren.wish("milestone.stand", tag="1_year")
        shown(self.album, self.milo, "Clean time in the room, as a member")
        press(self.milo.wide, "90 days")
        shown(self.album, self.milo, "Clean time in the room: I stand")
        shown(self.album, self.fern, "Clean time in the room, as the facilitator")
        press(self.lead, "That was everyone")

    def guards(self) -> None:
        """Words that look like contact details are asked about, dealing is stopped."""
        press_floor(self.lead, "Open")
        for _, page in self.milo:
            write(page, "You can reach me on 07700 900 123 tonight")
        shown(self.album, self.milo, "Guard: asked about a number")
        for _, page in self.milo:
            press(page, "Change it")
            write(page, "selling k, dm me")
        shown(self.album, self.milo, "Guard: this is not posted")
        for _, page in self.milo:
            press(page, "Back into the field")
            page.locator("#body").fill("")

    def cares(self) -> None:
        """Somebody is in danger."""
        write(self.milo.wide, "I want to kill myself tonight")
        shown(self.album, self.milo, "Care: help is offered to whoever is in danger")
        shown(self.album, self.fern, "Care: somebody may need someone, as the facilitator")
        press(self.milo.wide, "Please, someone talk with me")
        shown(self.album, self.fern, "Care: somebody asks for someone, as the facilitator")
        press(self.lead, "I am talking with them")
        shown(self.album, self.milo, "Care: somebody is here for me")
        press(self.lead, "They are looked after")
        put_away(self.milo)
        put_away(self.fern)

    def hides(self) -> None:
        """A message is reported and hidden while it is looked at."""
        self.wren.say(HURTFUL)
        press(self.milo.wide, "About this message", message(self.milo.wide, HURTFUL))
        shown_dialog(self.album, self.milo.wide, "Room: before a message is reported")
        self.milo.wide.get_by_label("They say something that hurts or shames").check()
        press(self.milo.wide, "Send the report")
        self.milo.wide.wait_for_timeout(700)
        shown_dialog(self.album, self.milo.wide, "Room: a message was reported")
        press(self.milo.wide, "Close", self.milo.wide.locator("dialog[open]"))
        shown(self.album, self.milo, "Room: a hidden message, as a member")
        shown(self.album, self.fern, "Room: a hidden message and a report, as the facilitator")

    def shelters(self) -> None:
        """One press holds everything."""
        press(self.lead, "Shelter the room")
        self.lead.wait_for_timeout(800)
        shown(self.album, self.milo, "Shelter: as a member")
        shown(self.album, self.nell, "Shelter: as a newcomer")
        shown(self.album, self.fern, "Shelter: as the facilitator")
        press(self.lead, "Go on as before")
        self.lead.wait_for_timeout(500)

    def locks(self) -> None:
        """Nobody new comes in; whoever tries reads why."""
        press(self.lead, "Lock the room")
        self.lead.locator("dialog[open] .ask-end button").last.click()
        for _, page in self.ray:
            page.goto(self.meeting)
            page.wait_for_load_state("networkidle")
        shown(self.album, self.ray, "Meeting: after not being let in")
        for _, page in self.ray:
            if page.get_by_role("button", name="Enter the room").count():
                press(page, "Enter the room")
                page.wait_for_load_state("networkidle")
        shown(self.album, self.ray, "Door: the room is locked")

    def is_closed(self) -> None:
        """The room is closed, as a member reads it."""
        for _, page in self.milo:
            page.locator("#body").fill("Words that I had not sent yet.")
        press(self.lead, "Close the room")
        self.lead.locator("dialog[open] .ask-end button").last.click()
        shown(self.album, self.milo, "Room: closed, with words I had not sent")
        shown(self.album, self.nell, "Room: closed, as a newcomer")
