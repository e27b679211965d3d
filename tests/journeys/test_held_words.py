"""What newcomers write first waits until somebody who serves has read it, and nobody else can tell."""

import pytest
from playwright.sync_api import Page, expect

from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]


def join(page: Page, group: str, account: str, name: str) -> None:
    """Open an account, join a group under a name, and go in where it meets."""
    ways.join_group(page, group, account, name)
    ways.enter_from_home(page)


def test_a_newcomers_first_message_waits_is_let_through_and_another_is_not(
    wide: Visit, phone: Visit, server: Server
) -> None:
    fern, first, second = wide(), phone(), wide()
    ways.become_founder(fern, server, "Quince Lantern")
    ways.found_group(fern, "The house with the quince", "Ottla")
    address = fern.url
    group = address.removeprefix(server.address)
    ways.set_meeting_for_now(fern, "Under the quince", floor="open")
    fern.goto(f"{address}/guards")
    fern.get_by_label("The first message of a newcomer").check()
    assert barriers(fern) == []
    fern.get_by_role("button", name="Keep these guards").click()
    ways.enter_from_home(fern)
    join(first, group, "Linden Ferry", "Jorun")
    join(second, group, "Elder Ferry", "Pavla")
    expect(first.get_by_text("what you write may wait until someone who serves has read it")).to_be_visible()

    ways.say(first, "I have never said this to anyone")
    mine, waits = first.locator("[data-held]"), fern.locator("[data-waits]")
    expect(mine).to_contain_text("Waiting to be read by someone who serves.")
    expect(waits).to_contain_text("Jorun is new, and this is their first message here.")
    assert barriers(first) == barriers(fern) == []
    first.reload()
    fern.reload()
    expect(mine).to_contain_text("I have never said this to anyone")
    expect(mine).to_contain_text("Waiting to be read by someone who serves.")
    expect(waits).to_contain_text("I have never said this to anyone")

    ways.say(second, "Come to the place by the harbour")
    expect(waits).to_contain_text("1 more waits after this.")
    waits.get_by_role("button", name="Let it through").click()
    for page in (fern, first, second):
        expect(ways.message(page, "I have never said this to anyone")).to_be_visible()
    expect(mine).to_have_count(0)

    expect(waits).to_contain_text("Come to the place by the harbour")
    waits.get_by_role("button", name="Not now").click()
    dialog = fern.get_by_role("dialog")
    assert barriers(fern) == []
    dialog.get_by_label("No contact details.").check()
    dialog.get_by_role("button", name="Not now").click()
    expect(waits).to_have_count(0)
    refused = second.locator("[data-held]")
    expect(refused).to_contain_text("This was not shown.")
    expect(refused).to_contain_text("No contact details.")
    assert barriers(second) == []
    ways.say(first, "Thank you for reading it")
    expect(ways.message(second, "Thank you for reading it")).to_be_visible()
    assert "Come to the place by the harbour" not in first.content()
    refused.get_by_role("button", name="Back into the field").click()
    expect(second.get_by_label("Your words", exact=True)).to_have_value("Come to the place by the harbour")
    expect(refused).to_have_count(0)
    second.get_by_label("Your words", exact=True).fill("")

    fern.goto(f"{address}/record")
    expect(fern.get_by_text("did not let through a message of")).to_be_visible()
    second.goto(f"{address}/record/me")
    second.get_by_role("link", name="Ask").first.click()
    expect(second.get_by_role("button")).not_to_have_count(0)


def test_in_a_shelter_a_newcomer_still_reaches_those_who_lead(wide: Visit, phone: Visit, server: Server) -> None:
    fern, newcomer = wide(), phone()
    ways.become_founder(fern, server, "Medlar Lantern")
    ways.found_group(fern, "The house with the medlar", "Sunniva")
    address = fern.url
    ways.set_meeting_for_now(fern, "Under the medlar", floor="open")
    ways.enter_from_home(fern)
    join(newcomer, address.removeprefix(server.address), "Rowan Ferry", "Ketil")
    fern.get_by_role("button", name="Shelter the room").click()
    expect(newcomer.get_by_text("What you write is read by those who lead first.")).to_be_visible()
    ways.say(newcomer, "I am afraid of the one who just left")
    expect(newcomer.locator("[data-held]")).to_contain_text("Waiting to be read by someone who serves.")
    expect(fern.locator("[data-waits]")).to_contain_text("I am afraid of the one who just left")
    fern.get_by_role("button", name="Close the room …").click()
    fern.get_by_role("dialog").get_by_role("button", name="Close the room").click()
    expect(fern.locator("[data-waits]")).to_have_count(0)
    expect(newcomer.get_by_role("textbox", name="Words you have not sent")).to_have_value(
        "I am afraid of the one who just left"
    )
