"""What somebody writes is weighed before anyone reads it, and its author is asked."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]


def test_whoever_writes_a_number_is_asked_first_and_the_group_may_leave_them_the_choice(
    wide: Visit, phone: Visit, server: Server
) -> None:
    fern, member = wide(), phone()
    ways.become_founder(fern, server, "Plum Lantern")
    ways.found_group(fern, "The house with the plum tree", "Iva")
    group = fern.url
    ways.set_meeting_for_now(fern, "Under the plum tree", floor="open")
    ways.join_group(member, group, "Rye Ferry", "Tomke")
    for page in (fern, member):
        ways.enter_from_home(page)
    ways.say(member, "You can reach me on 07700 900 123 tonight")
    expect(member.get_by_text("This looks like a phone number.")).to_be_visible()
    assert barriers(member) == []
    member.get_by_role("button", name="Post without it").click()
    expect(fern.get_by_text("You can reach me on … tonight")).to_be_visible()
    expect(fern.get_by_text("You can reach me")).to_have_count(1)
    ways.say(member, "or at quiet@example.org")
    member.get_by_role("button", name="Change it").click()
    expect(member.get_by_label("Your words", exact=True)).to_have_value("or at quiet@example.org")
    member.get_by_label("Your words", exact=True).fill("")
    ways.say(member, "selling k, dm me")
    expect(member.get_by_text("This sounds like buying or selling")).to_be_visible()
    member.get_by_role("button", name="Back into the field").click()
    choose = wide(storage_state=fern.context.storage_state())
    choose.goto(f"{group}/settings")
    choose.get_by_role("link", name="Choose what is looked at").click()
    choose.get_by_label("Ask, and let people choose").check()
    assert barriers(choose) == []
    choose.get_by_role("button", name="Keep these guards").click()
    expect(choose.get_by_text("The guards are kept.")).to_be_visible()
    ways.say(member, "Call 07700 900 456 any time")
    member.get_by_role("button", name="Post as it is").click()
    expect(fern.get_by_text("Call 07700 900 456 any time")).to_be_visible()
    expect(fern.get_by_text(re.compile("selling"))).to_have_count(0)


def test_whoever_is_in_danger_is_heard_offered_help_and_seen_to(wide: Visit, phone: Visit, server: Server) -> None:
    fern, member = wide(), phone()
    ways.become_founder(fern, server, "Ash Lantern")
    ways.found_group(fern, "The house with the ash tree", "Runa")
    group = fern.url
    ways.set_meeting_for_now(fern, "Under the ash tree", floor="open")
    ways.join_group(member, group, "Barley Ferry", "Joost")
    for page in (fern, member):
        ways.enter_from_home(page)
    ways.say(member, "I want to kill myself tonight")
    expect(fern.get_by_text("I want to kill myself tonight")).to_be_visible()
    help_note, flag = member.locator("[data-care]"), fern.locator("[data-care]")
    expect(help_note.get_by_role("link", name="Emergency: 112")).to_be_visible()
    expect(flag).to_contain_text("Joost may need someone to talk with.")
    assert barriers(member) == []
    refused_on_a_lost_line(member, help_note, "Please, someone talk with me")
    expect(help_note.get_by_role("link", name="Emergency: 112")).to_be_visible()
    assert barriers(member) == []
    ways.is_here(member)
    refused_on_a_lost_line(fern, flag, "I am talking with them")
    ways.is_here(fern)
    help_note.get_by_role("button", name="Please, someone talk with me").click()
    expect(help_note).to_contain_text("They know that you would like to talk.")
    expect(help_note.get_by_role("alert")).to_be_hidden()
    expect(flag).to_contain_text("Joost asks that someone talks with them.")
    assert barriers(fern) == []
    flag.get_by_role("button", name="I am talking with them").click()
    expect(member.get_by_text("Runa has seen what you wrote and is here for you.").first).to_be_visible()
    # In the help itself, above the numbers and not instead of them.
    expect(help_note).to_contain_text("is here for you")
    expect(help_note.get_by_role("link", name="Emergency: 112")).to_be_visible()
    flag.get_by_role("button", name="They are looked after").click()
    expect(flag).to_contain_text("Thank you for staying with them.")
    fern.goto(f"{group}/care")
    expect(fern.get_by_text("Nobody needs looking after just now")).to_be_visible()
    member.reload()
    ways.is_here(member)
    ways.say(member, "my brother is suicidal and I don't know what to do")
    expect(help_note).to_contain_text("someone you care about")
    help_note.get_by_role("button", name="Put this away").click()
    ways.say(member, "my brother is suicidal, still")
    expect(member.get_by_text("my brother is suicidal, still")).to_be_visible()
    expect(help_note).to_have_count(0)
    fern.goto(f"{group}/care")
    expect(fern.get_by_text("It seems to be about someone else.")).to_be_visible()
    assert barriers(fern) == []
    fern.get_by_role("button", name="I am talking with them").click()
    fern.get_by_role("button", name="They are looked after").click()
    expect(fern.get_by_text("Thank you for staying with them.")).to_be_visible()


def refused_on_a_lost_line(page: Page, card: Locator, name: str) -> None:
    """Press a button while the line is lost: why it does nothing stands in the card, and the button stays."""
    page.context.set_offline(True)
    expect(page.locator(".line-lost")).to_be_visible()
    card.get_by_role("button", name=name).click()
    expect(card.get_by_role("alert")).to_contain_text("The line is lost")
    expect(card.get_by_role("button", name=name)).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".line-lost")).to_be_hidden()
