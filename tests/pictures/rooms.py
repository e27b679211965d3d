"""Every state of the room, brought about by people who are really there."""

import re

from playwright.sync_api import Browser, expect

from support_groups.operations.demo.cast import COMPANY, PASSPHRASE
from support_groups.operations.demo.shares import SHARES
from support_groups.operations.demo.visitor import Visitor

from .album import Album
from .people import Seat
from .stories import WAIT_MS, is_here, press_floor, put_away, shown, shown_dialog, write


class Evening:
    """A meeting that Fern leads, Milo and Nell sit in, and a few others share in."""

    def __init__(self, browser: Browser, address: str, album: Album) -> None:
        self.album = album
        self.fern = Seat(browser, address, "Fern")
        self.milo = Seat(browser, address, "Milo")
        self.company = [Visitor(address, one.sign_in) for one in COMPANY[1:5]]

    def photograph(self) -> None:
        """Go through the evening, a picture at each turn."""
        self.gather()
        self.in_turn()
        self.moderated()
        self.line_lost()
        self.leading()
        self.ends()

    def take(self, seat: Seat, title: str) -> None:
        """A picture of what both screens of someone show."""
        shown(self.album, seat, title)

    def gather(self) -> None:
        """Everybody comes in; the floor is open and a few have said something."""
        for seat in (self.fern, self.milo):
            enter(seat)
        lead = self.fern.wide
        press_floor(lead, "Open")
        meeting = None
        for person in self.company:
            person.sign_in(PASSPHRASE)
            meeting = meeting or person.find_meeting()
            person.go_to(str(meeting))
        write(lead, "Good evening, everyone. Come in, sit down, and listen as long as you like.")
        for person, share in zip(self.company, SHARES, strict=False):
            for words in share[:2]:
                person.say(words)
        write(self.milo.wide, "Thank you. I am glad this room is open tonight.")
        self.take(self.milo, "Room: the floor is open, as a member")
        self.take(self.fern, "Room: the floor is open, as the facilitator")

    def in_turn(self) -> None:
        """People raise their hands, are called, share and are done."""
        press_floor(self.fern.wide, "In turn")
        self.take(self.milo, "Room: in turn, nobody shares")
        self.company[0].wish("hand.raise")
        self.company[1].wish("hand.raise")
        self.milo.phone.get_by_role("button", name="Raise hand").click()
        self.take(self.milo, "Room: my hand is up")
        self.take(self.fern, "Room: hands are up, as the facilitator")
        self.fern.wide.locator(".stage-lead button").first.click()
        self.take(self.milo, "Room: someone is sharing")
        self.take(self.fern, "Room: someone is sharing, as the facilitator")
        self.company[0].wish("floor.return", how="done")
        self.fern.wide.get_by_role("button", name="Call Juniper").first.click()
        self.take(self.milo, "Room: it is my turn")
        write(self.milo.phone, "It is day nine. I did not think I would get to nine.")
        self.take(self.milo, "Room: it is still my turn")
        self.milo.phone.get_by_role("button", name="I am done").click()

    def moderated(self) -> None:
        """A message is taken out, someone is asked to listen; each is told why."""
        press_floor(self.fern.wide, "Open")
        write(self.milo.wide, "Call me on the number I gave you.")
        message = self.fern.wide.locator("[role=log] .message").filter(has_text="Call me on the number")
        message.get_by_role("button").click()
        shown_dialog(self.album, self.fern.wide, "Room: before a message is removed")
        self.fern.wide.locator("dialog[open] input[name=rule]").first.check()
        self.fern.wide.get_by_role("button", name="Remove the message").click()
        self.take(self.milo, "Room: my message was removed")
        self.fern.wide.get_by_role("button", name="What can be done for Juniper").click()
        shown_dialog(self.album, self.fern.wide, "Room: what can be done for someone")
        self.fern.wide.get_by_role("button", name=re.compile("^Mute for a time")).click()
        shown_dialog(self.album, self.fern.wide, "Room: before someone is asked to listen")
        self.fern.wide.locator("dialog[open] input[name=rule]").first.check()
        self.fern.wide.get_by_role("button", name="Mute Juniper").click()
        self.take(self.milo, "Room: I was asked to listen")
        self.fern.wide.get_by_role("button", name="What can be done for Juniper").click()
        self.fern.wide.get_by_role("button", name=re.compile("^End the mute")).click()
        self.take(self.milo, "Room: I may speak again")
        put_away(self.milo)

    def line_lost(self) -> None:
        """The line goes while someone writes."""
        for size, page in self.milo:
            page.context.set_offline(True)
            write(page, "This was written while the line was lost.")
            expect(page.locator(".line-lost")).to_be_visible()
            page.wait_for_timeout(WAIT_MS)
            self.album.take(page, "Room: the line is lost", size)
            page.context.set_offline(False)
            expect(page.locator(".line-lost")).to_be_hidden(timeout=30_000)
            expect(page.locator(".pending")).to_have_count(0)

    def leading(self) -> None:
        """What else the one who leads can see and do."""
        self.fern.phone.get_by_role("button", name="here").click()
        self.album.take(self.fern.phone, "Room: people and leading, on a phone", "phone")
        self.fern.phone.get_by_role("button", name="Back to the words").click()
        self.milo.phone.get_by_role("button", name="here").click()
        self.album.take(self.milo.phone, "Room: people, on a phone", "phone")
        self.milo.phone.get_by_role("button", name="Back to the words").click()
        self.fern.wide.get_by_role("button", name="Keys").click()
        shown_dialog(self.album, self.fern.wide, "Room: the keys")
        self.fern.wide.keyboard.press("Escape")
        press_floor(self.fern.wide, "Only us")
        self.take(self.milo, "Room: the floor is closed")
        self.fern.wide.get_by_role("button", name="Lock the room").click()
        shown_dialog(self.album, self.fern.wide, "Room: before it is locked")
        self.fern.wide.locator("dialog[open] .ask-end button").last.click()
        self.take(self.fern, "Room: locked")

    def ends(self) -> None:
        """Someone is asked to leave; then the room is closed."""
        self.fern.wide.get_by_role("button", name="What can be done for Juniper").click()
        self.fern.wide.get_by_role("button", name=re.compile("^Remove from this meeting")).click()
        shown_dialog(self.album, self.fern.wide, "Room: before someone is asked to leave")
        self.fern.wide.locator("dialog[open] input[name=rule]").last.check()
        self.fern.wide.locator("dialog[open] .ask-end button").last.click()
        self.take(self.milo, "Room: I was asked to leave")
        self.fern.wide.get_by_role("button", name="Close the room").click()
        shown_dialog(self.album, self.fern.wide, "Room: before it is closed")
        self.fern.wide.locator("dialog[open] .ask-end button").last.click()
        self.take(self.fern, "Room: closed")
        for person in self.company:
            person.leave()
        for seat in (self.fern, self.milo):
            seat.close()


def conversation(browser: Browser, address: str, album: Album) -> None:
    """Private messages, as the one who is sponsored sees them."""
    ray = Seat(browser, address, "Ray")
    for size, page in ray:
        page.goto("/conversations")
        page.locator("main a[href^='/conversations/']").first.click()
        is_here(page)
        page.wait_for_timeout(WAIT_MS)
        album.take(page, "Private messages", size)
    ray.close()
    locked = Seat(browser, address, "Ray", opens=False)
    locked.phone.goto("/conversations")
    locked.phone.locator("main a[href^='/conversations/']").first.click()
    locked.phone.get_by_role("heading", name="Not open on this device yet").wait_for()
    album.take(locked.phone, "Private messages, locked", "phone")
    locked.close()


def enter(seat: Seat) -> None:
    """Go into the meeting that is open, on both screens."""
    for _, page in seat:
        page.goto("/home")
        page.get_by_role("button", name="Enter the room").first.click()
        is_here(page)
