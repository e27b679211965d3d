"""Who hears that something is new in the ask-it basket: whoever asked and who leads, and no word of what it is."""

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.core.transaction import after

from .. import queries
from ..events import BasketMoved
from ..models import Participant, Room
from .audiences import audience_of_one

NEWS = "basket.changed"


@after(BasketMoved)
def _tell(event: BasketMoved) -> None:
    # They ask for what it is, and are answered by what they may see then.
    room = db.session.get(Room, event.room_id)
    author = db.session.get(Participant, event.author_id)
    if room is None:
        return
    chair = queries.state_of(room).chair
    for who in {chair.who if chair else None, author.public_id if author else None} - {None}:
        realtime.tell(audience_of_one(str(who)), NEWS, {"room": room.public_id})
