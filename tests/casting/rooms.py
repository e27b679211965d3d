"""What a person of the cast does in rooms."""

from typing import Any

import orjson

from support_groups.core.database import db
from support_groups.groups.models import Membership
from support_groups.rooms import actions, queries
from support_groups.rooms.models import FloorMode, Participant, Room, RoomKind
from support_groups.rooms.rules import RoomState, wishes

from .person import Acting


class InRooms(Acting):
    """The verbs of rooms."""

    def opens(self, membership: Membership, *, floor: FloorMode = FloorMode.OPEN) -> Room:
        """Open a room of a member's group, as a meeting does."""
        group = membership.group
        return actions.open_room(
            kind=RoomKind.MEETING,
            title="Tuesday",
            group_id=group.id,
            floor=floor,
            hides_roster=group.hides_roster,
            retention_hours=group.retention_hours,
        )

    def comes(self, room: Room, membership: Membership) -> Participant:
        """Be given a place in a room, and enter."""
        mine = membership
        place = actions.take_part(room, self.account_id, mine.name, mine.role.value, mine.id)
        self.enters(room)
        return place

    def enters(self, room: Room, *, epoch: str | None = None, after: int | None = None) -> dict[str, Any]:
        """Enter, or come back."""
        answer = actions.enter(self.account_id, room.public_id, epoch, after)
        told: dict[str, Any] = orjson.loads(orjson.dumps(answer, option=orjson.OPT_UTC_Z))
        return told

    def wishes(self, room: Room, wish: wishes.Wish, **how: Any) -> actions.Answer:
        """Wish for something."""
        return actions.act(self.account_id, room.public_id, wish, **how)

    def says(self, room: Room, body: str, client_id: str | None = None) -> actions.Answer:
        """Say something."""
        return self.wishes(room, wishes.Say(body), client_id=client_id)

    def gathers_questions(self, room: Room) -> None:
        """Lead a room that answers questions from a basket."""
        for wish in (wishes.SetFloor("chaired"), wishes.SetTurns("basket"), wishes.TakeChair()):
            self.wishes(room, wish)

    def puts_in(self, room: Room, question: str, client_id: str = "q1") -> None:
        """Put a question into the basket."""
        actions.put_question(self.account_id, room.public_id, client_id, question, as_it_is=False)

    def draws(self, room: Room) -> int:
        """Draw the one question that is in the basket; gives where it stands."""
        [one] = actions.see_basket(self.account_id, room.public_id)["waiting"]
        return actions.draw_question(self.account_id, room.public_id, one["question"])

    def takes_out(self, room: Room, seq: int, reason: str | None = None) -> actions.Answer:
        """Remove a message."""
        return actions.remove_message(self.account_id, room.public_id, seq, reason=reason)

    def lets_through(self, room: Room) -> None:
        """Let the oldest words through that wait in a room."""
        actions.let_through(self.account_id, room.public_id, self._oldest_held(room))

    def leaves_out(self, room: Room, why: str = "No links.") -> None:
        """Do not let the oldest words through that wait in a room."""
        actions.leave_out(self.account_id, room.public_id, self._oldest_held(room), why)

    def _oldest_held(self, room: Room) -> str:
        db.session.rollback()
        return queries.waiting_in(room.id)[0].public_id

    def in_room(self, room: Room) -> str:
        """The public id the person has in a room."""
        return queries.place_for(self.account_id, room.public_id).participant.public_id

    def sees(self, room: Room) -> RoomState:
        """The state of the room as it is committed."""
        db.session.rollback()
        return queries.state_of(queries.place_for(self.account_id, room.public_id).room)
