"""A meeting with a door that is led through its run sheet and all its kinds of turns; what goes wrong in it follows."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser

from support_groups.operations.demo.cast import PASSPHRASE
from support_groups.operations.demo.visitor import Visitor

from .album import Album
from .gathered import TABLE_MEETING
from .people import Seat
from .prepared import Found
from .stories import go_in, is_here, press, press_floor, shown, shown_dialog, write
from .trouble import Trouble


class Table:
    """Fern leads, Milo is a member, Nell and Ray are new; others share."""

    def __init__(self, browser: Browser, address: str, album: Album, found: Found) -> None:
        self.album, self.meeting = album, found.meetings[TABLE_MEETING]
        self.fern, self.milo, self.nell, self.ray = (
            Seat(browser, address, name) for name in ("Fern", "Milo", "Nell", "Ray")
        )
        self.company = [Visitor(address, name) for name in ("Demo Two", "Demo Three", "Demo Four")]
        self.lead = self.fern.wide

    def parts(self) -> tuple[Callable[[], None], ...]:
        """The evening, a picture at each turn."""
        turns = self.goes_round, self.asks_a_basket, self.is_still
        return self.opens, self.has_a_door, self.holds_first_words, self.is_led_by_its_sheet, *turns

    def ends(self) -> None:
        """All go."""
        for person in self.company:
            person.leave()
        for seat in (self.fern, self.milo, self.nell, self.ray):
            seat.close()

    def _shown(self, seat: Seat, title: str) -> None:
        shown(self.album, seat, title)

    def _choose_turns(self, value: str) -> None:
        self.lead.get_by_label("Who is next").select_option(value)
        self.lead.wait_for_timeout(300)

    def opens(self) -> None:
        """Nobody is here but the one who leads; then the others come."""
        for _, page in self.fern:
            go_in(page, self.meeting)
            is_here(page)
        self._shown(self.fern, "Room: nobody else is here yet, as the facilitator")
        for _, page in self.milo:
            go_in(page, self.meeting)
            is_here(page)
        for person in self.company:
            person.sign_in(PASSPHRASE)
            person.go_to(f"{self.meeting}/enter")
        self._shown(self.milo, "Room: nothing was said yet, as a member")

    def has_a_door(self) -> None:
        """A newcomer waits, sends a word and is let in; another is told kindly that it does not suit."""
        for _, page in self.nell:
            go_in(page, self.meeting)
            page.get_by_role("heading", name="You are at the door").wait_for()
        self._shown(self.nell, "Door: waiting")
        self.nell.phone.get_by_label("A word to those at the door").fill("It is my first evening. I am nervous.")
        press(self.nell.phone, "Knock")
        self._shown(self.nell, "Door: a word was sent")
        for _, page in self.ray:
            go_in(page, self.meeting)
            page.get_by_role("heading", name="You are at the door").wait_for()
        self._shown(self.fern, "Room: two wait at the door, as the facilitator")
        press(self.fern.phone, "here")
        self.album.take(self.fern.phone, "Room: the list at the side with the door, as the facilitator", "phone")
        press(self.fern.phone, "Back to the words")
        rows = self.lead.locator("[data-part=doorList] li")
        press(self.lead, "More", rows.filter(has_text="First Snow"))
        shown_dialog(self.album, self.lead, "Room: what can be done for one at the door")
        press(self.lead, "Let in with a welcome")
        shown_dialog(self.album, self.lead, "Room: before one is let in with a welcome")
        press(self.lead, "Let First Snow in")
        self.nell.phone.get_by_role("link", name="Go in").wait_for()
        self._shown(self.nell, "Door: it is open, with a welcome")
        press(self.lead, "More", rows.filter(has_text="North Wind"))
        press(self.lead, "Not this time")
        shown_dialog(self.album, self.lead, "Room: before one is not let in")
        self.lead.get_by_label("kept small").check()
        press(self.lead, "Tell them kindly")
        self.ray.phone.get_by_role("heading", name="Not this time").wait_for()
        self._shown(self.ray, "Door: not this time")
        for _, page in self.nell:
            if "/rooms/" not in page.url:
                page.get_by_role("link", name="Go in").click()
            is_here(page)

    def holds_first_words(self) -> None:
        """What a newcomer writes first waits."""
        press_floor(self.lead, "Open")
        self._shown(self.nell, "Room: a newcomer has come in")
        write(self.nell.phone, "I have never said this to anyone. I use alone, in the bath, with the door locked.")
        self._shown(self.nell, "Room: my first words wait")
        self._shown(self.fern, "Room: a newcomer’s words wait, as the facilitator")
        press(self.lead, "Not now", self.lead.locator("[data-waits]"))
        shown_dialog(self.album, self.lead, "Room: before words are not let through")
        self.lead.locator("dialog[open] input[name=rule]").first.check()
        press(self.lead, "Not now", self.lead.locator("dialog[open] form"))
        self._shown(self.nell, "Room: my first words were not shown")

    def is_led_by_its_sheet(self) -> None:
        """Step after step."""
        self._shown(self.fern, "Room: before the first step, as the facilitator")
        for title in ("the welcome", "a quiet minute", "a text is read", "a reader is looked for"):
            self.lead.locator("[data-part=stepNext]").click()
            self.lead.wait_for_timeout(900)
            self._shown(self.milo, f"Run sheet: {title}, as a member")
            self._shown(self.fern, f"Run sheet: {title}, as the facilitator")
            if title == "a quiet minute":
                self.company[0].wish("room.resume")
                if self.lead.get_by_role("button", name=re.compile("Go on|End the silence")).count():
                    self.lead.get_by_role("button", name=re.compile("Go on|End the silence")).first.click()

    def goes_round(self) -> None:
        """A round, a pitch, one speaker."""
        press_floor(self.lead, "In turn")
        self._choose_turns("round")
        self._shown(self.milo, "Room: a round, before it begins")
        self._shown(self.fern, "Room: a round, before it begins, as the facilitator")
        press(self.lead, "Call yourself")
        write(self.lead, "It was a quiet week.")
        press(self.lead, "I am done")
        self._shown(self.milo, "Room: a round, and it is my turn")
        press(self.milo.phone, "Pass")
        self._shown(self.fern, "Room: a round that goes on, as the facilitator")
        self._choose_turns("pitch")
        press(self.milo.phone, "Raise hand")
        press(self.lead, "Call Juniper")
        write(self.milo.phone, "I will keep it short. I walked here, and I did not turn round.")
        self._shown(self.milo, "Room: I share, and choose who is next")
        press(self.milo.phone, "Choose who is next")
        shown_dialog(self.album, self.milo.phone, "Room: whom I pick", "phone")
        press(self.milo.phone, "Wren", self.milo.phone.locator("dialog[open]"))
        self._shown(self.milo, "Room: somebody shares, and I can let them feel something")
        self.company[0].wish("floor.return", how="done")
        for turns in ("speaker_first", "speaker"):
            self._choose_turns(turns)
            self._shown(self.milo, f"Room: {turns.replace('_', ' ')}, as a member")
            self._shown(self.fern, f"Room: {turns.replace('_', ' ')}, as the facilitator")

    def asks_a_basket(self) -> None:
        """A question is put in, drawn and spoken about."""
        self._choose_turns("basket")
        topic = self.lead.locator("[data-part=topic]")
        if topic.get_by_role("button", name="I lead now").count():
            press(self.lead, "I lead now", topic)
        self._shown(self.milo, "Basket: no question is drawn")
        self._shown(self.fern, "Basket: nothing in it, as the one who leads")
        press(self.milo.phone, "Ask a question")
        shown_dialog(self.album, self.milo.phone, "Basket: before a question is put in", "phone")
        self.milo.phone.get_by_label("Your question").fill("How did you tell the people at home?")
        press(self.milo.phone, "Put it in the basket")
        self.milo.phone.get_by_role("button", name="Yours (1)").click()
        shown_dialog(self.album, self.milo.phone, "Basket: my questions", "phone")
        self.milo.phone.keyboard.press("Escape")
        press(self.lead, "Draw one of 1")
        shown_dialog(self.album, self.lead, "Basket: which question to draw")
        press(self.lead, "How did you tell", self.lead.locator("dialog[open]"))
        press(self.lead, "Draw it")
        self._shown(self.milo, "Basket: a question is drawn")
        self._shown(self.fern, "Basket: a question is drawn, as the one who leads")
        press(self.lead, "That was it")

    def is_still(self) -> None:
        """A silence and a pause."""
        for button, title in (("A minute of silence", "a silence"), ("Pause for 5 minutes", "a pause")):
            press(self.lead, button)
            self.lead.wait_for_timeout(500)
            self._shown(self.milo, f"Room: {title}, as a member")
            self._shown(self.fern, f"Room: {title}, as the facilitator")
            self.company[0].floor.changed.clear()
            self._goes_on()

    def _goes_on(self) -> None:
        names = re.compile("Go on|End the|End it|Continue")
        if self.lead.locator(".stage-lead, .leading").get_by_role("button", name=names).count():
            self.lead.locator(".stage-lead, .leading").get_by_role("button", name=names).first.click()
            self.lead.wait_for_timeout(500)


def photograph(browser: Browser, address: str, album: Album, found: Found) -> None:
    """Take the whole evening, and go on where a part of it cannot be taken."""
    table = Table(browser, address, album, found)
    trouble = Trouble(album, (table.fern, table.milo, table.nell, table.ray), table.company[0], table.meeting)
    for part in (*table.parts(), *trouble.parts()):
        album.tries(part.__name__, part)
        for _, page in (*table.fern, *table.milo):
            page.keyboard.press("Escape")
    table.ends()


def stays_after(browser: Browser, address: str, album: Album, meeting: str) -> None:
    """A meeting that is over while its room is still open, and the page of the meeting."""
    seat = Seat(browser, address, "Sol")
    for _, page in seat:
        page.goto(meeting)
    shown(album, seat, "Meeting: still open after it, as a member")
    for _, page in seat:
        go_in(page, meeting)
        is_here(page)
    shown(album, seat, "Room: fellowship, after the meeting")
    seat.close()
