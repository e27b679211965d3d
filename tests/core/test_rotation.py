"""Another key in place of the old: while people talk, broken off or not, and what was copied before stays shut."""

import os
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from support_groups.accounts.actions.opening import NameIsTaken
from support_groups.accounts.queries import account_named
from support_groups.core import transaction as transactions
from support_groups.core.database import db
from support_groups.core.keys import KeyIsGone, keys
from support_groups.core.rotation import rotate, uses
from support_groups.core.sealing import unseal
from support_groups.core.transaction import TookTooLong
from support_groups.groups.rules import NameIsTaken as OthersName
from support_groups.rooms import queries
from support_groups.rooms.models import Room
from tests.cast import Person, person

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def room(fern: Person, milo: Person) -> Room:
    """A room in which two are and much was said."""
    group = fern.founds()
    milo.joins(group)
    room = fern.opens(fern.membership(group))
    for one in (fern, milo):
        one.comes(room, one.membership(group))
    for number in range(12):
        milo.says(room, f"Word {number}")
    return room


def bodies(room: Room) -> list[str]:
    """What was said, read anew."""
    db.session.rollback()
    events, _ = queries.log_tail(room.id)
    return [body for event in events if (body := getattr(event.event, "body", None))]


def under() -> set[str]:
    """The keys on which anything hangs."""
    return {use.key_id for use in uses() if use.count}


def test_a_rotation_leaves_one_key_under_which_everything_is_read(room: Room) -> None:
    before, old = bodies(room), keys().current().id
    list(rotate(settled_after=0))
    assert under() == {keys().current().id} != {old}
    assert [key.id for key in keys().all()] == [keys().current().id]
    assert bodies(room) == before


def test_what_was_copied_before_a_rotation_is_never_read_again(room: Room) -> None:
    [copied] = db.session.connection().exec_driver_sql("SELECT body FROM room_log WHERE seq = 9").scalars()
    assert unseal("room_log.body", f"{room.id}|9", copied)
    list(rotate(settled_after=0))
    with pytest.raises(KeyIsGone):
        unseal("room_log.body", f"{room.id}|9", copied)


def test_a_rotation_that_was_broken_off_goes_on_where_it_was(room: Room) -> None:
    before, old = bodies(room), keys().current().id
    list(islice(rotate(settled_after=0), 2))
    assert len(under()) == 2
    assert bodies(room) == before
    new = keys().current().id
    list(rotate(settled_after=0))
    assert under() == {new} != {old}
    assert bodies(room) == before


def test_people_talk_on_while_keys_are_exchanged(room: Room, milo: Person) -> None:
    before = bodies(room)
    for step, _ in enumerate(rotate(settled_after=0)):
        milo.says(room, f"Meanwhile {step}")
        before.append(f"Meanwhile {step}")
    assert bodies(room) == before
    assert under() == {keys().current().id}


def test_a_name_is_found_and_stays_taken_while_keys_are_exchanged(room: Room, fern: Person, milo: Person) -> None:
    name = milo.account.name
    list(islice(rotate(settled_after=0), 1))
    assert len(keys().all()) == 2
    found = account_named(name)
    assert found is not None
    assert found.id == milo.account_id
    with pytest.raises(NameIsTaken):
        person("Milo")
    with pytest.raises(OthersName):
        fern.is_named("Milo")
    list(rotate(settled_after=0))
    assert account_named(name) is not None


ANOTHER_PROCESS = """
from support_groups import create_app
from support_groups.core.rotation import rotate
with create_app().app_context():
    print(*rotate(settled_after=4), sep=chr(10))
"""


def test_people_talk_on_while_another_process_exchanges_the_keys(app: Flask, room: Room, milo: Person) -> None:
    settings: Settings = app.config["SETTINGS"]
    own = {"SUPPORT_GROUPS_DATA_DIR": str(settings.data_dir), "SUPPORT_GROUPS_DATABASE_URL": settings.database}
    before, old = bodies(room), keys().current().id
    with subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROCESS], cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True
    ) as other:
        while other.poll() is None:
            before.append(f"Meanwhile {len(before)}")
            milo.says(room, before[-1])
            assert bodies(room)[-1] == before[-1]
            time.sleep(0.05)
        printed = other.communicate()[0]
    assert f"Let go of {old}" in printed
    assert len(before) > 20
    assert [body for body in bodies(room) if body not in before] == []
    keys().look()
    assert under() == {keys().current().id} != {old}


def test_a_change_that_was_held_up_for_too_long_is_not_kept(
    room: Room, milo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "LONGEST_SECONDS", -1.0)
    with pytest.raises(TookTooLong):
        milo.says(room, "Too late")
    monkeypatch.undo()
    assert "Too late" not in bodies(room)
