"""Four groups in three languages. Two of them meet in turns, so that at any hour a room is open."""

from dataclasses import dataclass
from datetime import time, timedelta

from sqlalchemy import update

from support_groups.core.clock import now
from support_groups.core.transaction import transaction
from support_groups.groups import actions
from support_groups.groups.models import Attendance, Door, Group, Membership, Role
from support_groups.groups.queries import members_of
from support_groups.groups.rules import NEWCOMER_DAYS, GroupValues
from support_groups.meetings.actions import schedule_meeting
from support_groups.meetings.rules import MeetingValues
from support_groups.rooms.models import FloorMode

from .cast import CHAIR, COMPANY, NAMES
from .people import People

ROUND_THE_CLOCK = GroupValues(
    name="Round the Clock",
    purpose=(
        "For anyone who wonders about ketamine, or anything else that has become too much. "
        "We meet every four hours, every day. Come as you are; listening is enough."
    ),
    language="en",
    zone="UTC",
    formats=("D", "B"),
    is_demo=True,
)
LONG_TABLE = GroupValues(
    name="The Long Table",
    purpose=(
        "A long table with room for one more. We share in turn, three minutes each, and nobody answers or advises. "
        "People with one day and people with ten years sit side by side."
    ),
    # Ten hours ahead the year round: between any two of its meetings lies one of the other group.
    language="en",
    zone="Australia/Brisbane",
    share_minutes=3,
    formats=("Ti", "Rr"),
    is_demo=True,
)
ABENDLICHT = GroupValues(
    name="Abendlicht",
    purpose=(
        "Ein ruhiger Abendkreis für Menschen, die mit Ketamin oder anderem aufhören möchten. "
        "Wir hören einander zu. Wer neu ist, fragt kurz an und wird bald eingelassen."
    ),
    language="de",
    zone="Europe/Berlin",
    attendance=Attendance.CLOSED,
    door=Door.ON_REQUEST,
    ground_rules=(
        "Was hier gesagt wird, bleibt hier.\n"
        "Jede und jeder spricht von sich selbst.\n"
        "Keine Ratschläge, wenn niemand darum bittet.\n"
        "Keine Kontaktdaten, keine Bezugsquellen.\n"
        "Wer heute konsumiert hat, ist zum Zuhören willkommen."
    ),
    formats=("D", "ME"),
    is_demo=True,
)
LUZ = GroupValues(
    name="Luz de mañana",
    purpose=(
        "Un grupo pequeño para empezar el día acompañados. No hace falta dar tu nombre ni contar nada: "
        "escuchar también es participar."
    ),
    language="es",
    zone="America/Bogota",
    ground_rules=(
        "Lo que se dice aquí, aquí se queda.\n"
        "Hablamos de nosotros mismos, no de los demás.\n"
        "Sin consejos si nadie los pide.\n"
        "Sin datos de contacto.\n"
        "Todos somos bienvenidos, también en un mal día."
    ),
    formats=("O", "JT"),
    is_demo=True,
)

# Each is 90 minutes long, opens 15 minutes before and stays open 15 minutes after: two hours in all, every two hours.
HOURS = {
    0: ("Midnight lamp", ("CL",), FloorMode.OPEN),
    4: ("Before dawn", ("D",), FloorMode.OPEN),
    8: ("Morning cup", ("JT", "D"), FloorMode.OPEN),
    12: ("Midday pause", ("B",), FloorMode.CHAIRED),
    16: ("Afternoon light", ("To",), FloorMode.CHAIRED),
    20: ("Evening round", ("Rr", "Ti"), FloorMode.CHAIRED),
}
MINUTES = 90


@dataclass(frozen=True)
class Founded:
    """The groups, by their ids."""

    round_the_clock: int
    long_table: int


def found(here: People) -> Founded:
    """Found the groups, let people join them, and plan their meetings."""
    first = _with_meetings(here, "Fern", ROUND_THE_CLOCK, NAMES["Fern"][0], _around_the_clock())
    second = _with_meetings(here, "Fern", LONG_TABLE, NAMES["Fern"][1], _around_the_clock())
    for name in ("Milo", "Nell", "Sol", "Ray"):
        actions.join(here.account(name), first, NAMES[name][0])
    for name in ("Milo", "Ray"):
        actions.join(here.account(name), second, NAMES[name][1])
    for companion in COMPANY:
        actions.join(here.account(companion.sign_in), first, companion.names[0])
        actions.join(here.account(companion.sign_in), second, companion.names[1])
    _give(first, Role.CO_FACILITATOR, CHAIR.names[0])
    _give(first, Role.GREETER, NAMES["Sol"][0])
    _give(second, Role.CO_FACILITATOR, CHAIR.names[1])
    _others(here)
    _be_at_home(here, first.id, second.id)
    return Founded(first.id, second.id)


def _be_at_home(here: People, *group_ids: int) -> None:
    """Let all but Nell have come long ago: what newcomers write first waits to be read."""
    nell = here.account("Nell").id
    long_ago = now().date() - timedelta(days=3 * NEWCOMER_DAYS)
    with transaction() as session:
        at_home = Membership.group_id.in_(group_ids), Membership.account_id != nell
        session.execute(update(Membership).where(*at_home).values(joined_on=long_ago))


def _others(here: People) -> None:
    evenings = [("Dienstagsrunde", 1), ("Donnerstagsrunde", 3), ("Sonntag zum Ausklang", 6)]
    german = _with_meetings(
        here,
        "Iris",
        ABENDLICHT,
        NAMES["Iris"][0],
        [
            MeetingValues(name=name, weekday=day, local_time=time(19, 30), minutes=60, formats=("D",))
            for name, day in evenings
        ],
    )
    actions.join(here.account("Nell"), german, NAMES["Nell"][1], request_words="Ich bin neu und höre erst einmal zu.")
    _with_meetings(
        here,
        "Sol",
        LUZ,
        NAMES["Sol"][1],
        [
            MeetingValues(name="Café y compañía", weekday=day, local_time=time(7), minutes=45, formats=("O",))
            for day in (0, 2, 5)
        ],
    )


def _around_the_clock() -> list[MeetingValues]:
    return [
        MeetingValues(
            name=name,
            weekday=day,
            local_time=time(hour),
            minutes=MINUTES,
            fellowship_minutes=15,
            formats=formats,
            floor=floor,
        )
        for hour, (name, formats, floor) in HOURS.items()
        for day in range(7)
    ]


def _with_meetings(here: People, founder: str, values: GroupValues, name: str, meetings: list[MeetingValues]) -> Group:
    with transaction():
        group = actions.create_group(here.account(founder), values, name)
        by = _member(group, name)
        for meeting in meetings:
            schedule_meeting(by, meeting)
    return group


def _give(group: Group, role: Role, name: str) -> None:
    leads = next(member for member in members_of(group.id) if member.role is Role.FACILITATOR)
    actions.give_role(leads, _member(group, name), role)


def _member(group: Group, name: str) -> Membership:
    return next(member for member in members_of(group.id) if member.name == name)
