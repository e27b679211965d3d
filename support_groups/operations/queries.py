"""What stewards may know: counts, health, room on the disk, versions. No content, no names, no words of groups."""

import platform
import shutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.groups.models import Group, Membership, Standing
from support_groups.meetings.models import Meeting
from support_groups.rooms.models import Participant, Room, RoomKind
from support_groups.sponsorship.models import Sponsorship

from . import actions, timekeeper
from .actions import ADDRESS_FILE
from .rules import Health, host_and_port, size_in_words

LIBRARIES = ("flask", "flask-socketio", "python-socketio", "gevent", "sqlalchemy")


@dataclass(frozen=True)
class Counts:
    """How many there are."""

    accounts: int
    groups: int
    memberships: int
    meetings: int
    open_rooms: int
    people_here: int
    sponsorships: int


@dataclass(frozen=True)
class Disk:
    """Room on the disk; in words of people."""

    free: str
    database: str


def health(app: Flask) -> Health:
    """Whether the database answers, and when the timekeeper last looked."""
    try:
        db.session.execute(text("SELECT 1"))
        answers = True
    except SQLAlchemyError:
        db.session.rollback()
        answers = False
    return Health(answers, timekeeper.age(app), timekeeper.up_seconds(app))


def counts() -> Counts:
    """How many accounts, groups, meetings and open rooms there are, in one look."""
    open_rooms = select(func.count()).where(Room.kind == RoomKind.MEETING, Room.closed_at.is_(None))
    row = db.session.execute(
        select(
            select(func.count()).select_from(Account).scalar_subquery(),
            select(func.count()).where(Group.closed_at.is_(None)).scalar_subquery(),
            select(func.count()).where(Membership.standing == Standing.ACTIVE).scalar_subquery(),
            select(func.count()).where(Meeting.ended_on.is_(None)).scalar_subquery(),
            open_rooms.scalar_subquery(),
            select(func.count()).where(Participant.here_until.is_not(None)).scalar_subquery(),
            select(func.count()).where(Sponsorship.ended_at.is_(None)).scalar_subquery(),
        )
    ).one()
    return Counts(*row)


def disk(settings: Settings) -> Disk:
    """How much room there is where the data lies, and how much the database takes."""
    folder = settings.data_dir
    free = shutil.disk_usage(folder if folder.exists() else Path.cwd()).free
    if settings.database_url:
        return Disk(size_in_words(free), "kept elsewhere")
    files = [folder / f"support_groups.sqlite3{end}" for end in ("", "-wal")]
    return Disk(size_in_words(free), size_in_words(sum(file.stat().st_size for file in files if file.exists())))


@cache
def versions() -> dict[str, str]:
    """What the service runs on."""
    return {"Python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def revision() -> str:
    """The version of the tables."""
    return actions.head_of(actions.revisions()) or "made from the models"


def greeting(settings: Settings, port: int) -> str:
    """What is printed when the service is up: where it is, how to look around, where the data lies."""
    lines = [
        f"{settings.place_name} is open at http://{host_and_port(settings.host, port)}",
        f"Everything people write lies in {actions.place_of(settings)}",
    ]
    if problem := settings.problem_with_secrets():
        lines.append(problem)
    if has_demo():
        from .demo.cast import PASSPHRASE, SIGN_INS

        lines.append(f"To look around, sign in as one of these, each with the passphrase: {PASSPHRASE}")
        lines += [f"  {name:<6} {words}" for name, words in SIGN_INS.items()]
    lines.append("Ctrl-C ends it.")
    return "\n".join(lines)


def address(settings: Settings) -> str:
    """Where this place is open: where it serves now, or else where it would."""
    try:
        serving_at = (settings.data_dir / ADDRESS_FILE).read_text(encoding="ascii").strip()
    except OSError:
        serving_at = host_and_port(settings.host, settings.port)
    return f"{'https' if settings.https else 'http'}://{serving_at}"


def has_demo() -> bool:
    """Whether the invented people are here."""
    return bool(db.session.scalar(select(Group.id).where(Group.is_demo).limit(1)))
