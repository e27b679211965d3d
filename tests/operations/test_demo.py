"""The invented people: everyone can be looked around as, and a room is open at any hour."""

import re
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from support_groups.accounts.queries import account_named, vault_item_of
from support_groups.accounts.rules import is_sealed
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.groups.models import Group, Membership, Standing
from support_groups.groups.queries import memberships_of
from support_groups.groups.rules import formats_of, is_newcomer
from support_groups.meetings import queries as meetings
from support_groups.moderation import queries as moderation
from support_groups.operations.demo import cast, groups, load, own, shares, words
from support_groups.rooms.models import HeldMessage, LogEntry, Room, RoomKind
from support_groups.rooms.rules import is_envelope
from tests.services.clock import Clock

IN_TURN = (groups.ROUND_THE_CLOCK, groups.LONG_TABLE)
MOMENTS = [
    "2026-11-22 23:50",
    "2026-11-23 01:44",
    "2026-11-23 01:46",
    "2028-02-29 13:59",
]


def test_only_nell_is_new_so_that_what_the_others_say_is_heard_at_once(app: Flask, clock: Clock) -> None:
    clock.at(MOMENTS[0])
    load()
    titles = {one.name for one in IN_TURN}
    members = [one for one in db.session.scalars(select(Membership)) if one.group.name in titles]
    new = {one.name for one in members if is_newcomer(one.joined_on, now().date())}
    assert new == {cast.NAMES["Nell"][0]}


def test_an_installation_that_reads_first_words_first_holds_none_of_the_demos(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_comes = app.config["SETTINGS"].model_copy(update={"holds_first": True})
    monkeypatch.setitem(app.config, "SETTINGS", as_it_comes)
    clock.at(MOMENTS[0])
    load()
    said = select(LogEntry).where(LogEntry.kind == "message.said")
    assert len(db.session.scalars(said).all()) >= len(words.SHARES_BEFORE) + 1
    assert db.session.scalars(select(HeldMessage)).all() == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_room_is_open_whenever_the_demo_is_loaded(app: Flask, clock: Clock, moment: str) -> None:
    clock.at(moment)
    load()
    rooms = db.session.scalars(select(Room).where(Room.kind == RoomKind.MEETING, Room.closed_at.is_(None))).all()
    assert rooms
    said = select(LogEntry).where(LogEntry.room_id.in_([room.id for room in rooms]), LogEntry.kind == "message.said")
    assert len(db.session.scalars(said).all()) >= len(words.SHARES_BEFORE) + 1


def test_the_two_groups_in_turn_leave_no_gap() -> None:
    """Neither of their zones changes its clocks, so one day is as every other."""
    offsets = {
        datetime(2026, month, 1, tzinfo=ZoneInfo(group.zone)).utcoffset() for group in IN_TURN for month in (1, 7)
    }
    assert offsets == {timedelta(0), timedelta(hours=10)}
    opens = sorted((hour - shift) % 24 for hour in groups.HOURS for shift in (0, 10))
    lasts = timedelta(minutes=15 + groups.MINUTES + 15)
    assert all(timedelta(hours=later - earlier) <= lasts for earlier, later in pairwise([*opens, opens[0] + 24]))


def test_everyone_can_be_looked_around_as(app: Flask, clock: Clock) -> None:
    load()
    for name in (*cast.SIGN_INS, *(person.sign_in for person in cast.COMPANY)):
        assert account_named(name) is not None, name
    fern, iris = account_named("Fern"), account_named("Iris")
    assert fern is not None
    assert iris is not None
    assert iris.is_steward
    assert {membership.group.name for membership in memberships_of(fern)} == {"Round the Clock", "The Long Table"}


def test_what_invented_people_keep_for_themselves_is_sealed_as_a_browser_would(app: Flask, clock: Clock) -> None:
    load()
    for purpose, whose in (("clean-time", own.DAYS), ("plan", own.PLANS)):
        for name in cast.SIGN_INS:
            account = account_named(name)
            assert account is not None
            item = vault_item_of(account, purpose)
            assert (item is not None) is (name in whose)
            assert item is None or is_sealed(item.sealed)


def test_what_the_invented_two_write_is_sealed_as_a_browser_would(app: Flask, clock: Clock) -> None:
    load()
    said = select(LogEntry).join(Room).where(Room.kind == RoomKind.CONVERSATION, LogEntry.kind == "message.said")
    kept = db.session.scalars(said).all()
    assert len(kept) == len(words.BETWEEN_TWO)
    assert all(one.body and is_envelope(one.body) and one.client_id for one in kept)


def test_nobody_goes_by_one_name_in_two_groups_or_by_the_name_they_sign_in_with(app: Flask, clock: Clock) -> None:
    load()
    taken = [
        (membership.account_id, membership.name)
        for membership in db.session.scalars(select(Membership).where(Membership.standing == Standing.ACTIVE))
    ]
    assert len(taken) == len(set(taken))
    assert not {name for _, name in taken} & set(cast.SIGN_INS)


def test_groups_are_marked_as_invented_and_speak_several_languages(app: Flask, clock: Clock) -> None:
    load()
    founded = db.session.scalars(select(Group)).all()
    assert all(group.is_demo for group in founded)
    assert {group.language for group in founded} == {"en", "de", "es"}
    for group in founded:
        assert len(formats_of(group.formats)) == len(group.formats.split())
        assert meetings.meetings_of(group.id)
        assert moderation.broken_at(group.id) is None


def test_what_is_said_fits_and_is_calm() -> None:
    spoken = [*shares.OPENING, *shares.CLOSING, *shares.GOODBYES, *words.SHARES_BEFORE, words.WELCOME]
    spoken += [line for share in shares.SHARES for line in share]
    for line in spoken:
        assert len(line) <= 400
        assert not re.search(r"[!@]|https?:", line)
