"""Who is told, or rather no longer told, when something has happened around conversations."""

from support_groups.core import realtime
from support_groups.core.transaction import after
from support_groups.rooms.broadcasts import audience_of, audience_of_one
from support_groups.rooms.queries import participants_of
from support_groups.sponsorship.events import PersonBlocked

from . import queries


@after(PersonBlocked)
def _show_out(event: PersonBlocked) -> None:
    """Take every line of the two out of the rooms they shared, before anything more is told there."""
    for conversation in queries.between(event.blocker_account_id, event.blocked_account_id):
        for place in participants_of(conversation.room_id):
            realtime.move_out(audience_of_one(place.public_id), audience_of(conversation.room_id))
