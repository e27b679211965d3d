"""A group with a run sheet, eight members and a meeting that begins at this minute."""

import json
import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from support_groups.accounts import actions as accounts
from support_groups.accounts import format
from support_groups.accounts.actions import NewWay
from support_groups.accounts.models import SALT_BYTES, WayKind
from support_groups.core.clock import now
from support_groups.groups.models import Role
from support_groups.rooms.models import FloorMode
from tests.cast import Person

from .ways import PASSPHRASE, ZONE

LEADS, STANDS_IN = "Alba", "Bruno"
OTHERS = ("Carla", "Dario", "Edda", "Falk", "Greta", "Hanno")
MEETING = "One hour by the river"
FELLOWSHIP_MINUTES = 10


def sign_in_name(name: str) -> str:
    """The name by which someone signs in."""
    return f"{name} of the ferry"


def settle() -> None:
    """Let them open accounts and meet; prints the address of the meeting and when it begins, within an app."""
    people = {name: _arrives(name) for name in (LEADS, STANDS_IN, *OTHERS)}
    leads = people[LEADS]
    group = leads.founds("The ferry house", zone=ZONE)
    for name in (STANDS_IN, *OTHERS):
        people[name].joins(group)
    leads.gives(Role.CO_FACILITATOR, people[STANDS_IN])
    leads.writes_run_sheet(group)
    # A whole minute, so that the room is open and the hour has just begun.
    begins = now().astimezone(ZoneInfo(ZONE)).replace(second=0, microsecond=0) + timedelta(minutes=1)
    meeting = leads.schedules(
        group,
        name=MEETING,
        weekday=begins.weekday(),
        local_time=begins.time().replace(tzinfo=None),
        minutes=60,
        fellowship_minutes=FELLOWSHIP_MINUTES,
        floor=FloorMode.CHAIRED,
    )
    people["Dario"].takes_on(meeting, begins.date(), "reading1")
    told = {"meeting": meeting.public_id, "group": group.public_id, "begins": begins.isoformat()}
    print(json.dumps(told))


def begins_at(told: dict[str, str]) -> datetime:
    """When the meeting begins."""
    return datetime.fromisoformat(told["begins"])


def _arrives(name: str) -> Person:
    salt, identity = secrets.token_bytes(SALT_BYTES), format.new_identity()
    keys = format.passphrase_keys(PASSPHRASE, salt)
    words = format.words_keys(secrets.token_bytes(format.ENTROPY_BYTES))
    account = accounts.open_account(
        sign_in_name(name),
        ZONE,
        identity.public_key,
        NewWay(keys.sign_in, format.seal_identity(keys.wrap, WayKind.PASSPHRASE, identity), salt),
        NewWay(words.sign_in, format.seal_identity(words.wrap, WayKind.WORDS, identity)),
    )
    return Person(name, account.id)
