"""What stays of somebody who has left a group is what the page has told them before."""

from sqlalchemy import select

from support_groups.core.database import db
from support_groups.groups.models import Group, Membership
from support_groups.moderation.models import RecordedPerson
from support_groups.rooms import actions, queries
from support_groups.rooms.events import MessageSaid
from support_groups.rooms.models import Participant, RoomKind
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock


def test_words_stand_under_the_name_and_acts_in_the_record_and_nothing_else_has_it(
    clock: Clock, fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    room = actions.open_room(kind=RoomKind.MEETING, title="Tuesday", group_id=quiet_group.id, retention_hours=24)
    for person in (fern, milo):
        person.comes(room, person.membership(quiet_group))
    said = milo.says(room, "I slept through.")
    fern.mutes(milo)
    told = browser_of(milo).get(f"/groups/{quiet_group.public_id}/leave").text
    for promise in ("Until then it stands there under your name", "keeps that with your name for a time"):
        assert promise in " ".join(told.split())
    milo.leaves()
    db.session.rollback()
    [kept] = queries.log_between(room.id, said.seq - 1, said.seq)
    assert isinstance(kept.event, MessageSaid)
    assert kept.event.body == "I slept through."
    assert "Milo" in db.session.scalars(select(Participant.name)).all()
    assert "Milo" in db.session.scalars(select(RecordedPerson.name)).all()
    assert "Milo" not in db.session.scalars(select(Membership.name)).all()
    assert browser_of(milo).get(f"/slips/{room.public_id}").status_code == 404
