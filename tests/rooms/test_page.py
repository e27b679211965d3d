"""What the page of a room is made of, before anything happens in it."""

import re

from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.browsers import BrowserOf


def test_no_link_beside_the_controls_takes_who_leads_out_of_the_room(
    room: Room, fern: Person, browser_of: BrowserOf
) -> None:
    page = browser_of(fern).get(f"/rooms/{room.public_id}").text
    side = page.split('id="room-side"', 1)[1].split("</section>", 1)[0]
    links = re.findall("<a [^>]*>", side)
    assert any("/serving" in link for link in links)
    assert [link for link in links if 'target="_blank"' not in link and " download=" not in link] == []
