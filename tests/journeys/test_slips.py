"""An attendance slip, from the room to the one who checks it, and nothing of a name on the way."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.services.server import Server

from . import ways
from .conftest import Visit

NAME_ON_PAPER = "Wilhelmina Ashgrove-Thornbury"


@pytest.mark.journey
@pytest.mark.timeout(240)
def test_a_slip_is_had_printed_and_checked_and_the_name_on_it_never_leaves_the_browser(
    wide: Visit, phone: Visit, server: Server
) -> None:
    # What is told of tomorrow is told on one day.
    ways.today_lasts()
    holly, clerk = wide(), phone()
    ways.become_founder(holly, server, "Holly at the gate")
    ways.found_group(holly, "The gate in the hedge", "Holly")
    ways.set_meeting_for_now(holly, "An hour at the gate")
    ways.enter_from_home(holly)
    been_here_for_fifty_minutes(server)
    asked: list[Request] = []
    holly.context.on("request", lambda one: asked.append(one))
    with holly.context.expect_page() as opened:
        holly.get_by_role("link", name="Attendance slip").click()
    slip = opened.value
    expect(slip.get_by_text("An hour at the gate")).to_be_visible()
    code = printed(slip)
    assert all(NAME_ON_PAPER.split()[1] not in f"{one.url} {one.post_data}" for one in asked)
    assert NAME_ON_PAPER not in slip.context.storage_state(indexed_db=True).__repr__()
    is_checked(clerk, code)
    can_still_read(holly)


def been_here_for_fifty_minutes(server: Server) -> None:
    """Nobody waits so long in a test: the log is told that they came earlier."""
    server.runs_in_app(
        """
        from datetime import timedelta
        from sqlalchemy import select
        from support_groups.core.database import db
        from support_groups.core.transaction import transaction
        from support_groups.rooms.models import LogEntry

        with transaction():
            for entry in db.session.scalars(select(LogEntry).where(LogEntry.kind == "person.entered")):
                entry.at -= timedelta(minutes=50)
        """
    )


def printed(slip: Page) -> str:
    """A name is typed on one's own paper, and only the paper is printed; the code on it."""
    slip.get_by_label("Name").fill(NAME_ON_PAPER)
    slip.emulate_media(media="print")
    expect(slip.get_by_label("Name")).to_have_value(NAME_ON_PAPER)
    expect(slip.get_by_text("45 minutes")).to_be_visible()
    for hidden in ("Leave", "Help now", "Your attendance slip", "never leaves this page"):
        expect(slip.get_by_text(hidden).first).to_be_hidden()
    slip.emulate_media(media="screen")
    return slip.locator("#slip-code").inner_text()


def is_checked(clerk: Page, code: str) -> None:
    """Somebody without an account types it from the paper, wrongly first."""
    clerk.goto("/slips/check")
    clerk.get_by_label("The code").fill(code[::-1])
    clerk.get_by_role("button", name="Check it").click()
    expect(clerk.get_by_role("heading", level=2).first).to_contain_text("one thing to look at again")
    clerk.get_by_label("The code").fill(code.lower().replace(" ", "-"))
    clerk.get_by_role("button", name="Check it").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("This slip is from here")
    expect(clerk.get_by_text(re.compile("An hour at the gate"))).to_be_visible()


def can_still_read(holly: Page) -> None:
    """The room is closed, and says until when it can be read; home leads back to it."""
    room = holly.url
    holly.get_by_role("button", name="Close the room").click()
    holly.get_by_role("dialog").get_by_role("button", name="Close the room").click()
    until = re.compile("You can still read this until tomorrow, ")
    expect(ways.reading(holly, until)).to_be_visible()
    expect(holly.get_by_role("link", name="Attendance slip")).to_be_visible()
    with holly.expect_download() as saved:
        holly.get_by_role("link", name="Save my own words").click()
    assert saved.value.suggested_filename == "words.txt"
    holly.goto("/home")
    expect(holly.get_by_text(re.compile("You can still read An hour at the gate until tomorrow, "))).to_be_visible()
    holly.locator(".still-there").get_by_role("link").click()
    holly.wait_for_url(room)
    expect(ways.reading(holly, until)).to_be_visible()
