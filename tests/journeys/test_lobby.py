"""At the door of a meeting: early arrivals wait, and a greeter lets them in, one by one or together."""

import re

from playwright.sync_api import Page, expect

from tests.services.server import Server

from .barriers import barriers
from .conftest import Visit
from .ways import (
    become_founder,
    enter_from_home,
    found_group,
    is_here,
    open_account,
    reading,
    said,
    say,
    set_meeting_for_now,
)

GROUP = "A group with a door"
EVENING = "The evening behind it"
LONG = 13
DOOR_WORDS = "Somebody who serves opens the door here"


def begins(page: Page, server: Server, founder: str = "Lantern over the door", group: str = GROUP) -> str:
    """Found a group with a meeting at whose door all wait; gives the address of the meeting."""
    become_founder(page, server, founder)
    found_group(page, group, "Fern of the door")
    set_meeting_for_now(page, EVENING, floor="open", lobby="all")
    # She lets people in, and goes straight in herself.
    expect(page.get_by_role("button", name="Enter the room")).to_be_visible()
    expect(page.get_by_text(DOOR_WORDS)).to_have_count(0)
    return page.url


def comes_to_door(page: Page, meeting: str, sign_in_name: str, name: str) -> None:
    """Open an account, join the group and go to the meeting, all on the way in."""
    page.goto(meeting)
    page.get_by_role("button", name="Choose a name and enter").click()
    open_account(page, sign_in_name)
    page.get_by_label("Your name in this group").fill(name)
    page.get_by_role("button", name=re.compile("^Join")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are at the door")


def waiting(page: Page) -> list[str]:
    """The names at the door as one who lets people in sees them."""
    names: list[str] = page.locator("[data-part=doorList] .person-name").all_inner_texts()
    return names


def test_a_greeter_opens_the_door_one_by_one_together_and_not_for_everyone(
    server: Server, wide: Visit, phone: Visit
) -> None:
    fern, nell, ray, una, theo = wide(), phone(), phone(), phone(), phone()
    meeting = begins(fern, server)
    enter_from_home(fern)
    say(fern, "We get the room ready.")

    nell.goto(meeting)
    expect(nell.get_by_text(DOOR_WORDS)).to_be_visible()
    comes_to_door(nell, meeting, "Lantern first evening", "Nell at the door")
    expect(nell.get_by_text("We get the room ready.")).to_have_count(0)
    expect(nell.get_by_text("Fern of the door")).to_have_count(0)
    assert barriers(nell) == []
    nell.get_by_label("A word to those at the door").fill("It is my first evening.")
    nell.get_by_role("button", name="Knock").click()
    expect(nell.get_by_text("Your word is with them.")).to_be_visible()

    row = fern.locator("[data-part=doorList] li").filter(has_text="Nell at the door")
    expect(row).to_contain_text("First time here")
    expect(row).to_contain_text("It is my first evening.")
    assert barriers(fern) == []
    row.get_by_role("button", name="More").click()
    fern.get_by_role("button", name="Let in with a welcome").click()
    fern.get_by_label("Your words").last.fill("Welcome, Nell. Sit where you like.")
    fern.get_by_role("button", name="Let Nell at the door in").click()
    expect(nell.get_by_text("Welcome, Nell. Sit where you like.")).to_be_visible()
    assert barriers(nell) == []
    nell.get_by_role("link", name="Go in").click()
    is_here(nell)
    expect(fern.locator("[data-part=here]")).to_contain_text("Nell at the door")

    comes_to_door(ray, meeting, "Lantern second evening", "Ray at the door")
    comes_to_door(una, meeting, "Lantern third evening", "Una at the door")
    expect(fern.locator("[data-part=doorList] li")).to_have_count(2)
    say(fern, "Two more are at the door.")
    expect(nell.get_by_text("Two more are at the door.").first).to_be_visible()
    expect(nell.locator("body")).not_to_contain_text("Ray at the door")
    fern.get_by_role("button", name="Let all in").click()
    is_here(ray)
    is_here(una)
    expect(fern.locator("[data-part=doorList] li")).to_have_count(0)

    comes_to_door(theo, meeting, "Lantern fourth evening", "Theo at the door")
    fern.locator("[data-part=doorList] li").get_by_role("button", name="More").click()
    fern.get_by_role("button", name="Not this time").click()
    fern.get_by_label("kept small").check()
    fern.get_by_role("button", name="Tell them kindly").click()
    expect(theo.get_by_role("heading", level=1)).to_have_text("Not this time")
    expect(theo.get_by_text("The circle is kept small this time")).to_be_visible()
    expect(theo.get_by_role("link", name="Help now").first).to_be_visible()
    expect(fern.locator("[data-part=doorList] li")).to_have_count(0)
    assert barriers(theo) == []


def test_whoever_goes_from_the_door_is_gone_from_the_list_and_reads_first_where_it_is(
    server: Server, wide: Visit, phone: Visit
) -> None:
    fern, milo = wide(), phone()
    become_founder(fern, server, "Lantern left behind")
    found_group(fern, "A group one may leave", "Fern who waits")
    set_meeting_for_now(fern, "An evening one may leave", floor="open")
    meeting = fern.url
    enter_from_home(fern)
    for number in range(LONG):
        say(fern, f"A sentence {chr(ord('a') + number)} before.")
    fern.get_by_label("At the door").select_option("all")
    expect(reading(fern, "set the door: whoever comes waits there")).to_be_visible()
    comes_to_door(milo, meeting, "Lantern half a minute", "Milo who goes")
    expect(fern.locator("[data-part=doorList]")).to_contain_text("Milo who goes")
    milo.get_by_role("link", name="Leave the door").click()
    expect(fern.locator("[data-part=doorList] li")).to_have_count(0)

    # Back again, and late: first where the meeting is, and not a wall of what was said.
    milo.get_by_role("button", name="Enter the room").click()
    expect(milo.get_by_role("heading", level=1)).to_have_text("You are at the door")
    fern.get_by_role("button", name="Let all in").click()
    is_here(milo)
    expect(milo.locator("[data-part=arrival]")).to_contain_text("Anyone may write.")
    expect(milo.locator("[data-part=arrival]")).to_contain_text("The meeting goes on for about")
    assert said(milo) == []
    assert barriers(milo) == []
    milo.get_by_role("button", name="Read what was said before").click()
    expect(milo.get_by_text("A sentence a before.")).to_be_attached()
    assert len(said(milo)) == LONG


def test_whoever_tells_of_danger_at_the_door_reads_where_help_is_before_they_go_in(
    server: Server, wide: Visit, phone: Visit
) -> None:
    fern, nell = wide(), phone()
    meeting = begins(fern, server, "Lantern beside the step", "A group with a step")
    enter_from_home(fern)
    comes_to_door(nell, meeting, "Lantern on the step", "Nell on the step")
    nell.get_by_label("A word to those at the door").fill("I want to die")
    nell.get_by_role("button", name="Knock").click()
    expect(nell.get_by_role("link", name=re.compile("^Emergency"))).to_be_visible()
    expect(nell.get_by_text("Those who open the door are shown what you wrote at once")).to_be_visible()
    assert barriers(nell) == []
    row = fern.locator("[data-part=doorList] li").filter(has_text="Nell on the step")
    expect(row).to_contain_text("I want to die")
    row.get_by_role("button", name=re.compile("^Let in")).click()
    expect(nell.get_by_role("heading", name="You can come in")).to_be_visible()
    expect(nell.get_by_role("link", name=re.compile("^Emergency"))).to_be_visible()
    nell.get_by_role("link", name="Go in").click()
    is_here(nell)
