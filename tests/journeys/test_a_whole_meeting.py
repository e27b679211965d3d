"""An hour by its run sheet, with eight people: two at browsers, six on lines of their own.

Time passes HURRY times as fast in the service, and on the screens, as here.
"""

import json
import os
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support_groups.operations.demo.visitor import Visitor
from tests.services.installation import memory_folder
from tests.services.server import Server
from tests.services.visitors import Visitors

from . import an_hour, ways

HURRY = 20
"""An hour in three minutes; faster than this, browsers themselves would take minutes of it."""
PATIENCE_SECONDS = 30
FAST_SCREEN = f"""
const real = performance.now.bind(performance);
const since = real();
performance.now = () => since + (real() - since) * {HURRY};
"""
pytestmark = pytest.mark.journey


class Hour:
    """The meeting: what is known of it, who is there, and how time passes."""

    def __init__(self, server: Server, told: dict[str, str]) -> None:
        self.server = server
        self.told = told
        self.people: dict[str, Visitor] = {}
        self._began: tuple[float, datetime] | None = None

    def hurries(self) -> None:
        """From now on time passes faster."""
        os.kill(self.server.pid, signal.SIGUSR1)
        self._began = time.monotonic(), datetime.now(an_hour.begins_at(self.told).tzinfo)

    def waits_until(self, minute: float) -> None:
        """Let the meeting go on until so many minutes after its beginning."""
        assert self._began
        real, since = self._began
        wanted = an_hour.begins_at(self.told) + timedelta(minutes=minute)
        time.sleep(max(0.0, real + (wanted - since).total_seconds() / HURRY - time.monotonic()))

    def state(self) -> dict[str, Any]:
        """The room as it is."""
        found: dict[str, Any] = self.people["Carla"].wish("room.enter")["snapshot"]["state"]
        return found

    def refusal(self, name: str, words: str) -> str:
        """By which rule someone may not say something just now."""
        return str(self.people[name].wish("message.say", client_id=secrets.token_urlsafe(9), body=words).get("code"))


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hour]:
    """A service whose time can be hurried, with everybody's accounts."""
    monkeypatch.setenv("HURRY", str(HURRY))
    with memory_folder() as folder:
        server = Server(Path(folder), limits="false", work_bits="8", timekeeper_seconds="0.2")
        server.program = ("-m", "tests.services.hurried")
        server.start()
        told = json.loads(server.runs_in_app("from tests.journeys.an_hour import settle\nsettle()"))
        hour = Hour(server, told)
        yield hour
        for visitor in hour.people.values():
            visitor.leave()
        server.stop()


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to this"
        time.sleep(0.2)


@pytest.mark.timeout(600)
def test_an_hour_goes_by_its_run_sheet_and_outlives_the_line_of_who_leads(browser: Browser, hour: Hour) -> None:
    visitors = Visitors(browser, hour.server)
    alba, bruno = visitors.wide(), visitors.phone()
    for page, name in ((alba, an_hour.LEADS), (bruno, an_hour.STANDS_IN)):
        page.context.add_init_script(FAST_SCREEN)
        ways.sign_in(page, an_hour.sign_in_name(name))
    come(hour)
    hour.hurries()
    for page in (alba, bruno):
        ways.enter_from_home(page)
    begin(hour, alba, bruno)
    read_and_stand(hour, alba, bruno)
    known = alba.context.storage_state()
    share_and_lose_who_leads(hour, alba, bruno)
    alba = visitors.wide(storage_state=known)
    come_back(alba, bruno)
    close_and_stay(hour, alba, bruno)
    assert visitors.faults() == []


def come(hour: Hour) -> None:
    """Six come on lines of their own."""
    for name in an_hour.OTHERS:
        visitor = Visitor(hour.server.address, an_hour.sign_in_name(name))
        visitor.sign_in(ways.PASSPHRASE)
        visitor.go_to(f"/meetings/{hour.told['meeting']}/enter")
        hour.people[name] = visitor


def goes_on(hour: Hour, minute: float, title: str, who: Page, sees: Page) -> None:
    """At its time whoever leads goes on to the next step, by one press, and the others see it."""
    presses_next(hour, minute, who)
    see_step(title, who, sees)


def presses_next(hour: Hour, minute: float, who: Page) -> None:
    """At its time whoever leads goes on to the next step."""
    hour.waits_until(minute)
    who.locator("[data-part=stepNext]").click()


def see_step(title: str, *pages: Page) -> None:
    """All see which step it is."""
    for page in pages:
        expect(page.locator("[data-part=stepLine]")).to_have_text(title)


def begin(hour: Hour, alba: Page, bruno: Page) -> None:
    """They are welcomed, silent together, and hear how it is here."""
    goes_on(hour, 0, "Welcome", alba, bruno)
    presses_next(hour, 3, alba)
    # First of all: a quiet minute is over within three seconds.
    until(lambda: hour.refusal("Carla", "Hello.") == "room_is_still")
    see_step("A quiet minute", alba, bruno)
    until(lambda: hour.refusal("Carla", "Hello.") == "floor_is_chaired")
    goes_on(hour, 5, "How we meet", alba, bruno)
    expect(bruno.get_by_role("log").get_by_text("We speak of ourselves")).to_be_visible()


def read_and_stand(hour: Hour, alba: Page, bruno: Page) -> None:
    """Dario reads what he has taken on; whoever wishes stands for a milestone."""
    dario = hour.people["Dario"]
    goes_on(hour, 7, "First reading", alba, bruno)
    until(lambda: dario.floor.sharing == dario.me)
    expect(bruno.locator("[data-part=title]")).to_have_text("Dario is reading")
    assert dario.say("We begin where we are, each day anew.")
    gives_back(dario, alba)
    goes_on(hour, 10, "Second reading", alba, bruno)
    goes_on(hour, 13, "Is somebody here for the first time?", alba, bruno)
    goes_on(hour, 16, "Clean time", alba, bruno)
    assert hour.people["Edda"].wish("milestone.stand", tag="90_days")["ok"]
    expect(bruno.locator(".milestones li").filter(has_text="Edda")).to_be_visible()
    bruno.get_by_role("button", name="Stand for 1 year").click()
    expect(alba.locator(".milestones li").filter(has_text="Bruno")).to_be_visible()
    goes_on(hour, 20, "Announcements", alba, bruno)
    expect(bruno.locator(".clean-time")).to_be_hidden()
    goes_on(hour, 22, "Today's topic", alba, bruno)


def gives_back(visitor: Visitor, leads: Page) -> None:
    """Be done, until the one who leads sees it: whoever goes on before that is asked whether they are sure."""
    assert visitor.wish("floor.return", how="done")["ok"]
    expect(leads.locator("[data-part=title]")).to_have_text("Nobody is sharing just now")


def share_and_lose_who_leads(hour: Hour, alba: Page, bruno: Page) -> None:
    """In the middle of a share the one who leads is gone; Bruno stands in, and nobody loses time or turn."""
    falk, greta = hour.people["Falk"], hour.people["Greta"]
    goes_on(hour, 25, "Sharing", alba, bruno)
    for visitor in (falk, greta):
        assert visitor.wish("hand.raise")["ok"]
    alba.get_by_role("button", name="Call Falk").first.click()
    until(lambda: falk.floor.sharing == falk.me)
    assert falk.say("I did not know that others feel this, too.")
    before = hour.state()
    alba.context.close()
    until(lambda: bool(hour.state()["chair"]["stands_in_for"]))
    after = hour.state()
    assert (after["share"], after["queue"]) == (before["share"], before["queue"])
    assert after["chair"]["stands_in_for"] == before["chair"]["who"]
    expect(ways.reading(bruno, "You lead the meeting while Alba is away.").first).to_be_visible()
    gives_back(falk, bruno)
    bruno.get_by_role("button", name="Call Greta").first.click()
    until(lambda: greta.floor.sharing == greta.me)
    assert greta.say("Thank you for keeping the place.")
    assert greta.wish("floor.return", how="done")["ok"]


def come_back(alba: Page, bruno: Page) -> None:
    """Alba is back, and given the lead back by one press."""
    alba.context.add_init_script(FAST_SCREEN)
    ways.enter_from_home(alba)
    bruno.get_by_role("button", name="Give the lead back to Alba").click()
    expect(alba.locator("[data-part=stepNext]")).to_have_text("Next: Last call")
    expect(bruno.locator("[data-part=stepLead]")).to_be_hidden()


def close_and_stay(hour: Hour, alba: Page, bruno: Page) -> None:
    """They close, stay a while, and two numbers are left."""
    goes_on(hour, 50, "Last call", alba, bruno)
    goes_on(hour, 55, "Thank you", alba, bruno)
    goes_on(hour, 57, "Closing", alba, bruno)
    assert hour.refusal("Carla", "Good night.") == "floor_is_closed"
    goes_on(hour, 60, "Staying a while", alba, bruno)
    assert hour.people["Carla"].say("Good night.")
    expect(bruno.locator("[data-part=title]")).to_have_text("The meeting is over")
    expect(bruno.locator("[data-part=detail]")).to_contain_text("The room stays open until")
    hour.waits_until(60 + an_hour.FELLOWSHIP_MINUTES)
    for page in (alba, bruno):
        expect(page.get_by_role("heading", name="The room is closed")).to_be_visible()
    alba.goto(f"/groups/{hour.told['group']}")
    alba.get_by_text("How the last meetings went").click()
    expect(alba.get_by_text("8 there at most, 4 spoke")).to_be_visible()
