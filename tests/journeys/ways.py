"""The ways people take through the pages, as they would tell them."""

import re
import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.services.server import Server

PASSPHRASE = "four quiet boats at noon"
ZONE = "Europe/Berlin"
FORM_SECONDS = 30
STORY_SECONDS = 100


def today_lasts(seconds: float = STORY_SECONDS) -> None:
    """Let the next day begin first where the one on which these people live would end within so many seconds."""
    here = datetime.now(ZoneInfo(ZONE))
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    left = (midnight - here).total_seconds()
    if left < seconds:
        time.sleep(left + 1)


def open_account(page: Page, name: str) -> str:
    """Choose a name and a passphrase; the words, written down. Begins where one is asked for a name."""
    page.get_by_label("find your own").fill(name)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open my account").click()
    return write_words_down(page)


def write_words_down(page: Page) -> str:
    """Write twelve words down and show that it is done."""
    expect(page.locator("#twelve li")).to_have_count(12)
    words = page.locator("#twelve li").all_inner_texts()
    page.get_by_role("button", name="I have written them down").click()
    number = int(page.locator("[data-number]").inner_text())
    page.get_by_label("Word number").fill(words[number - 1])
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(lambda address: not address.endswith(("/join/passphrase", "/recover", "/account/words")))
    return " ".join(words)


def sign_in(page: Page, name: str, passphrase: str = PASSPHRASE) -> None:
    """Sign in, and wait until one is in."""
    page.goto("/sign-in")
    page.get_by_label("Your name for signing in").fill(name)
    page.get_by_label("Your passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def become_founder(page: Page, server: Server, name: str) -> None:
    """Follow the link that a steward gives to one person."""
    [link] = re.findall(r"/found#\S+", server.flask("steward", "invite"))
    page.goto(link)
    page.get_by_role("link", name="Join", exact=True).last.click()
    open_account(page, name)
    page.get_by_role("button", name="Accept and go on").click()


def found_group(page: Page, group: str, name: str) -> None:
    """Begin a group that anyone may join."""
    page.goto("/groups/new")
    page.get_by_label("Name of the group").fill(group)
    page.get_by_label("What it is for").fill("For anyone who wonders about their use.")
    page.locator("select[name=zone]").select_option(ZONE)
    page.locator("input[name=attendance][value=open]").check()
    page.locator("input[name=door][value=free]").check()
    page.get_by_label("Listed: everyone can find").check()
    page.get_by_label("Ground rules").fill("What is said here stays here.\nNo contact details.")
    page.get_by_label("Your name in this group").fill(name)
    page.get_by_role("button", name="Begin the group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(group)


def join_group(page: Page, group: str, account: str, name: str) -> None:
    """Open an account on the way into a group, by the address of its page or the path of it, and join under a name."""
    page.goto(f"/join?next={urlsplit(group).path}/join")
    open_account(page, account)
    page.get_by_label("Your name in this group").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()


def set_meeting_for_now(page: Page, meeting: str, floor: str = "chaired", lobby: str = "nobody") -> None:
    """Set a weekly meeting that happens at this moment. Begins on the group's page."""
    page.goto(f"{page.url}/meetings/new")
    today_lasts(FORM_SECONDS)
    here = datetime.now(ZoneInfo(ZONE))
    page.get_by_label("What is the meeting called?").fill(meeting)
    page.locator("select[name=weekday]").select_option(str(here.weekday()))
    page.locator("input[name=local_time]").fill(here.strftime("%H:%M"))
    page.locator(f"input[name=floor][value={floor}]").check()
    page.locator(f"input[name=lobby][value={lobby}]").check()
    page.get_by_role("button", name="Set this meeting").click()


def become_two(sponsor: Page, sponsee: Page, names: tuple[str, str]) -> None:
    """Offer, ask and say yes, under these names; both end in their conversation. Begins for both where they like."""
    offer_to_sponsor(sponsor, names[0])
    ask_sponsor(sponsee, names)
    sponsor.goto("/sponsorship")
    sponsor.get_by_role("link", name=f"Read and answer {names[1]}").click()
    sponsor.get_by_role("button", name=f"Yes, I will sponsor {names[1]}").click()
    for page in (sponsee, sponsor):
        go_to_conversation(page)
        is_here(page)


def offer_to_sponsor(page: Page, name: str) -> None:
    """Tell what a sponsee needs to know."""
    page.goto("/sponsors/offer")
    page.locator("[name=name]").fill(name)
    page.locator("[name=words]").fill("I listen, most evenings, and we go at your pace.")
    # Taken at once: the list of another story has a page, and lots decide what stands on it.
    page.locator("[name=capacity]").fill("1")
    page.locator("[name=languages][value=en]").check()
    page.locator("[name=hours]").first.check()
    page.locator("main form button[type=submit].primary").click()
    page.wait_for_url(lambda address: not address.endswith("/offer"))


def ask_sponsor(page: Page, names: tuple[str, str]) -> None:
    """Ask the sponsor of the first name under the second, with a note."""
    page.goto("/sponsors")
    page.get_by_role("link", name=names[0]).first.click()
    page.get_by_role("link", name=re.compile("^Ask")).first.click()
    page.locator("[name=name]").fill(names[1])
    page.locator("[name=note]").fill("I heard you tonight and would like someone to talk to.")
    page.locator("main form button[type=submit].primary").click()
    page.wait_for_url("**/sponsorship")


def go_to_conversation(page: Page) -> None:
    """Go to the conversation at the top of the list."""
    page.goto("/conversations")
    page.locator("main a[href^='/conversations/']").first.click()


def enter_from_home(page: Page) -> None:
    """Go in where home says that a room is open."""
    page.goto("/home")
    page.get_by_role("button", name="Enter the room").first.click()
    is_here(page)


def is_here(page: Page) -> None:
    """The page is a room, and the line stands."""
    expect(page.locator("#room")).to_have_attribute("data-line", "here")


def say(page: Page, words: str) -> None:
    """Write something and send it."""
    page.locator("#body").fill(words)
    page.get_by_role("button", name=re.compile("^(Send|Share)$")).click()


def reading(page: Page, words: str | re.Pattern[str]) -> Locator:
    """Words as they stand in the room, apart from what is read out; the latest, for a log may hold them twice."""
    return page.locator(".room").get_by_text(words).last


def said(page: Page) -> list[str]:
    """What can be read in the log, in order, without what is still on its way."""
    words: list[str] = page.locator("[role=log] .share").evaluate_all(
        """all => all.map((one) => {
            const copy = one.cloneNode(true);
            copy.querySelectorAll(".message-state").forEach((state) => state.remove());
            return copy.textContent;
        })"""
    )
    return words


def message(page: Page, words: str) -> Locator:
    """A message in the log by its words."""
    return page.locator("[role=log] .message").filter(has_text=words)
