"""Groups beside those of the demo: in one everything waits, one meets in turns, in one there are very many people."""

from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import current_app, g, session
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select, update

from support_groups.accounts.actions import start_sign_in
from support_groups.accounts.models import Account
from support_groups.accounts.queries import account_named
from support_groups.accounts.rules import fold_name
from support_groups.core.clock import now
from support_groups.core.database import Base, db
from support_groups.core.transaction import transaction
from support_groups.groups import actions as groups
from support_groups.groups.models import Door, Group, Membership, Position, Role
from support_groups.groups.rules import DEFAULT_GROUND_RULES, NEWCOMER_DAYS
from support_groups.meetings import actions as meetings
from support_groups.meetings.models import Meeting
from support_groups.meetings.rules import STARTER
from support_groups.moderation import actions as moderation
from support_groups.moderation.models import Holds, ReportKind
from support_groups.rooms.models import FloorMode, LogEntry, Room
from support_groups.rooms.models import Lobby as AtTheDoor
from tests.cast import Person

ZONE = ZoneInfo("Europe/Berlin")
TABLE_MEETING, LATE_MEETING, CHAIRS_MEETING = "Round the table", "A late cup of tea", "An hour with everybody"
SLEEPERS = 60
LONG_NAME = "Wilhelmina of the very long evening walk"

T = TypeVar("T", bound=Base)


def person_of(sign_in: str, name: str) -> Person:
    """Somebody by how they sign in, and by how they are called in a group."""
    account = account_named(sign_in)
    assert account is not None
    return Person(name, account.id)


def founded(title: str, sign_in: str, name: str, **values: Any) -> Group:
    """A new group with the usual ground rules."""
    return person_of(sign_in, name).founds(title, ground_rules=DEFAULT_GROUND_RULES, **values)


def lamp() -> Group:
    """A group in which everything waits for those who serve."""
    fern, sol = person_of("Fern", "Harbour Light"), person_of("Sol", "Clear Morning")
    milo, wren = person_of("Milo", "Juniper Lane"), person_of("Demo Two", "Wren at dusk")
    birch, otter = person_of("Demo Three", "Birch Bark"), person_of("Demo Four", "Otter Creek")
    hazel, finch = person_of("Demo Five", "Hazel Wood"), person_of("Demo Six", "Finch Feather")
    group = founded(
        "A Lamp in the Window",
        "Fern",
        fern.name,
        purpose="For anyone for whom the evenings are the hardest part of the day. We keep a light on, and sit with "
        "each other until it is late enough to sleep.",
        formats=("D", "B", "ME", "Ti"),
    )
    for one in (sol, milo, wren, birch, otter, hazel, finch):
        one.joins(group)
    _have_come_long_ago(group, but=hazel)
    fern.gives(Role.CO_FACILITATOR, sol, group)
    with transaction():
        group.door = Door.ON_REQUEST
    asks = person_of("Nell", "Small Boat")
    groups.join(asks.account, group, asks.name, request_words="I found you at three in the morning. May I listen?")
    fern.guards(group, holds=Holds.FIRST)
    _in_the_room(_opens(fern, group, "An hour by the lamp"), fern, [sol, milo, wren, birch, otter, hazel, finch])
    late = _opens(fern, group, LATE_MEETING, minutes_ago=64, minutes=60)
    milo.goes_to(late)
    milo.enters(newest(Room))
    sol.mutes(milo, group, minutes=600)
    milo.asks_review(milo.reads_record_about_self(group)[0])
    fern.mutes(wren, group, minutes=300)
    wren.asks_review(wren.reads_record_about_self(group)[0], "I was asked a question, and only answered it.")
    fern.bans(finch, group, why="No talk of where to get anything, and no contact details.")
    groups.add_usual_positions(fern.membership(group))
    first, second, third, *_ = db.session.scalars(select(Position).order_by(Position.id)).all()
    for one, position in ((milo, second), (birch, third), (milo, third)):
        groups.offer_service(one.membership(group), position.public_id)
    groups.offer_service(otter.membership(group), first.public_id)
    groups.give_position(fern.membership(group), first.public_id, otter.membership(group))
    fern.invites(group)
    fern.writes_run_sheet(group)
    return group


def _have_come_long_ago(group: Group, but: Person | None = None) -> None:
    long_ago = now().date() - timedelta(days=3 * NEWCOMER_DAYS)
    with transaction() as opened:
        all_but = Membership.group_id == group.id, Membership.account_id != (but.account_id if but else 0)
        opened.execute(update(Membership).where(*all_but).values(joined_on=long_ago))


def _opens(
    by: Person,
    group: Group,
    name: str,
    *,
    minutes_ago: int = 20,
    minutes: int = 90,
    floor: FloorMode = FloorMode.OPEN,
    lobby: AtTheDoor = AtTheDoor.NOBODY,
) -> Meeting:
    began: datetime = now().astimezone(ZONE) - timedelta(minutes=minutes_ago)
    meeting = by.schedules(
        group,
        name=name,
        weekday=began.weekday(),
        local_time=time(began.hour, began.minute),
        minutes=minutes,
        fellowship_minutes=30,
        floor=floor,
        lobby=lobby,
        formats=("D",),
        first_on=began.date(),
    )
    meetings.open_due()
    return meeting


def _in_the_room(meeting: Meeting, fern: Person, others: list[Person]) -> None:
    """People come, speak, report, and one of them is in need."""
    for one in (fern, *others):
        one.goes_to(meeting)
    room = newest(Room)
    for one in (fern, *others):
        one.enters(room)
    _, milo, wren, birch, otter, hazel, _ = others
    fern.says(room, "Good evening, everyone. The lamp is on.")
    said = wren.says(room, "You should simply stop, all of you. It is not that hard.").events[-1].seq
    otter.says(room, "I do not want to live any more.")
    hazel.says(room, "I have never written here. I am afraid of tonight.")
    milo.reports(room, said, words="It made me want to leave.")
    about = moderation.About(said, None)
    moderation.report(birch.account_id, room.public_id, about, ReportKind.HURTFUL, None)
    moderation.report(
        birch.account_id, room.public_id, moderation.About(None, otter.in_room(room)), ReportKind.OTHER, None
    )
    with transaction() as opened:
        for entry in opened.scalars(select(LogEntry).where(LogEntry.kind == "person.entered")):
            entry.at -= timedelta(minutes=18)


def newest(kind: type[T]) -> T:
    """The row that was made last."""
    return db.session.scalars(select(kind).order_by(kind.__table__.c.id.desc())).all()[0]


def table() -> None:
    """A group whose meeting the stories of the room lead through its turns."""
    fern = person_of("Fern", "Harbour Wall")
    group = founded("The Evening Table", "Fern", fern.name, share_minutes=3)
    for sign_in, name in (("Milo", "Juniper"), ("Demo Two", "Wren"), ("Demo Three", "Birch"), ("Demo Four", "Otter")):
        person_of(sign_in, name).joins(group)
    _have_come_long_ago(group)
    person_of("Nell", "First Snow").joins(group)
    person_of("Ray", "North Wind").joins(group)
    fern.guards(group, holds=Holds.FIRST, hides_reported=True)
    fern.writes_run_sheet(group, STARTER)
    _opens(fern, group, TABLE_MEETING, minutes_ago=5, floor=FloorMode.CHAIRED, lobby=AtTheDoor.NEW)


def chairs() -> list[str]:
    """A group with very many people, one of them with a very long name; how each is signed in."""
    fern = person_of("Fern", "Harbour")
    group = founded("Sixty Chairs", "Fern", fern.name, wave_per_minute=1000, wave_per_hour=1000)
    person_of("Milo", LONG_NAME).joins(group)
    with transaction() as opened:
        names = [f"Chair {number} of sixty" for number in range(SLEEPERS)]
        today = now().date()
        opened.add_all(
            Account(name=one, name_key=fold_name(one), public_key=bytes(32), created_on=today) for one in names
        )
    them = [person_of(name, _name_of(number)) for number, name in enumerate(names)]
    for one in them:
        one.joins(group)
    _have_come_long_ago(group)
    _opens(fern, group, CHAIRS_MEETING, minutes_ago=10)
    with transaction():
        return [_signed_in(one.account) for one in them]


FIRST = ("Grey", "Warm", "Late", "Quiet", "Slow", "Green", "Small", "Old", "Far", "Soft")
SECOND = ("Heron", "Kettle", "Bridge", "Harvest", "Willow", "Lantern")


def _name_of(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {SECOND[number // len(FIRST)]}"


def _signed_in(account: Account) -> str:
    with current_app.test_request_context():
        g.pop("csrf_token", None)
        session["_user_id"] = start_sign_in(account, "Firefox")
        signer = SecureCookieSessionInterface().get_signing_serializer(current_app)
        assert signer is not None
        return str(signer.dumps(dict(session)))
