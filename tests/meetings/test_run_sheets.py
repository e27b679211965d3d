"""The order of a meeting: written in versions, gone through in the room, its readings taken on before."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotAllowed, NotFound
from support_groups.groups.models import Group, Membership, Role
from support_groups.meetings import actions, queries, rules
from support_groups.meetings.models import Meeting, Occurrence, ReadingClaim, Reads, RunSheet, StepKind
from support_groups.meetings.rules import STARTER, Step
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import FloorMode, Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.at_once import at_once
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock

TODAY = date(2026, 11, 20)
WELCOME = Step(key="w", kind=StepKind.WELCOME, title="Come in", text="You are welcome.", cue="Smile.")
READING = Step(key="r", kind=StepKind.READING, title="A page of ours", reads=Reads.VOLUNTEER, minutes=5)
SHARING = Step(key="s", kind=StepKind.SHARING, title="Sharing", minutes=20)
SHORT = (WELCOME, READING, SHARING)


@pytest.fixture
def evening(fern: Person, milo: Person, nell: Person, iris: Person, quiet_group: Group, clock: Clock) -> Meeting:
    """Fridays at seven in Berlin, by a short run sheet of its own; Iris's has one too."""
    clock.at("2026-11-20 12:00", "Europe/Berlin")
    iris.writes_run_sheet(iris.membership().group)
    nell.joins(quiet_group)
    meeting = fern.schedules(quiet_group, floor=FloorMode.CHAIRED)
    fern.writes_run_sheet(meeting, SHORT)
    return meeting


@pytest.fixture
def room(evening: Meeting, fern: Person, milo: Person, clock: Clock) -> Room:
    """Its room ten minutes before; Fern and Milo are there."""
    clock.at("2026-11-20 18:50", "Europe/Berlin")
    found = fern.goes_to(evening).room
    fern.enters(found)
    milo.goes_to(evening)
    milo.enters(found)
    return found


def titles(room: Room, person: Person) -> list[str]:
    """The steps that a person is told of in a room."""
    return [one["title"] for one in rooms.read_sheet(person.account_id, room.public_id)]


def test_steps_read_back_are_those_that_were_written() -> None:
    assert rules.read(rules.written(STARTER)) == STARTER


def test_the_starter_is_in_order_and_leaves_the_readings_empty() -> None:
    rules.check_run_sheet(STARTER)
    assert [one.minutes for one in STARTER] == sorted(one.minutes for one in STARTER)
    assert len({one.key for one in STARTER}) == len(STARTER)
    assert {one.text for one in STARTER if one.is_to_be_claimed} == {""}
    assert {one.kind for one in STARTER} == set(StepKind)


@pytest.mark.parametrize("own", FloorMode)
def test_how_people_speak_at_a_step_follows_its_kind(own: FloorMode) -> None:
    assert rules.floor_of(StepKind.CLOSING, own) is FloorMode.CLOSED
    assert rules.floor_of(StepKind.FELLOWSHIP, own) is FloorMode.OPEN
    assert rules.floor_of(StepKind.SHARING, own) is not FloorMode.CLOSED
    assert rules.floor_of(StepKind.TOPIC, own) is own
    assert rules.floor_of(StepKind.SILENCE, own) is None


def test_steps_are_moved_taken_out_and_added() -> None:
    keys = [[one.key for one in rules.arranged(SHORT, what, 1, lambda: "n")] for what in ("up", "down", "out", "add")]
    assert keys == [["r", "w", "s"], ["w", "s", "r"], ["w", "s"], ["w", "r", "n", "s"]]
    assert rules.arranged(SHORT, "up", 0, lambda: "n") == SHORT
    assert rules.arranged(SHORT, "down", 2, lambda: "n") == SHORT
    assert rules.arranged(SHORT, "out", 9, lambda: "n") == SHORT


def test_a_run_sheet_without_titles_or_with_too_many_words_is_refused(evening: Meeting, fern: Person) -> None:
    for steps in ([replace(WELCOME, title="")], [replace(WELCOME, text="x" * 30_000)], [WELCOME] * 25):
        with pytest.raises(DomainError):
            fern.writes_run_sheet(evening, steps, made_from=1)
        assert queries.newest_version(evening.group_id, evening.id) == 1


def test_only_those_who_manage_the_group_write_its_run_sheet(evening: Meeting, fern: Person, milo: Person) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    with pytest.raises(NotAllowed):
        milo.writes_run_sheet(evening, SHORT, made_from=1)


def test_a_running_meeting_keeps_the_version_it_began_with(
    room: Room, evening: Meeting, fern: Person, clock: Clock
) -> None:
    fern.writes_run_sheet(evening, (SHARING,), made_from=1)
    assert titles(room, fern) == ["Come in", "A page of ours", "Sharing"]
    clock.forward(days=7)
    actions.close_due()
    later = fern.goes_to(evening).room
    fern.enters(later)
    assert titles(later, fern) == ["Sharing"]


def test_a_version_goes_once_there_is_a_newer_one_and_no_meeting_runs_by_it(
    room: Room, evening: Meeting, fern: Person
) -> None:
    for version in (1, 2):
        fern.writes_run_sheet(evening, SHORT, made_from=version)
    kept = select(RunSheet.number).where(RunSheet.meeting_id == evening.id).order_by(RunSheet.number)
    assert list(db.session.scalars(kept)) == [1, 3]
    rooms.close_room(room.id)
    fern.writes_run_sheet(evening, SHORT, made_from=3)
    assert list(db.session.scalars(kept)) == [4]


def test_nobody_writes_over_what_they_have_not_seen(evening: Meeting, fern: Person) -> None:
    with pytest.raises(rules.RunSheetHasChanged):
        fern.writes_run_sheet(evening, SHORT, made_from=0)


def test_of_two_versions_at_once_one_is_kept(app: Flask, evening: Meeting, fern: Person) -> None:
    by_id, meeting_id = fern.membership(evening.group).id, evening.id

    def writes() -> None:
        by, meeting = db.session.get_one(type(fern.membership()), by_id), db.session.get_one(Meeting, meeting_id)
        actions.write_run_sheet(by, meeting, SHORT, 1)

    assert [refused is None for refused in at_once(app, writes, writes)].count(True) == 1


def test_a_meeting_without_its_own_goes_by_that_of_its_group(evening: Meeting, fern: Person) -> None:
    fern.writes_run_sheet(evening.group, (SHARING,))
    fern.writes_run_sheet(evening, (), made_from=1)
    sheet = queries.run_sheet_of(evening)
    assert sheet
    assert rules.read(sheet.steps) == (SHARING,)


def test_whoever_leads_goes_through_the_steps_and_back(room: Room, fern: Person, milo: Person) -> None:
    fern.wishes(room, wishes.BeginStep(1))
    state = milo.sees(room)
    assert state.step
    assert (state.step.title, state.step.text, state.step.of) == ("Come in", "You are welcome.", 3)
    assert state.step.due_at == room.opened_at.replace(hour=18, minute=0, second=0, microsecond=0)
    assert state.chair
    assert state.chair.who == fern.in_room(room)
    fern.wishes(room, wishes.BeginStep(3))
    assert milo.sees(room).floor == FloorMode.CHAIRED
    fern.wishes(room, wishes.BeginStep(1))
    assert fern.wishes(room, wishes.BeginStep(1)).events == []
    with pytest.raises(NotFound):
        fern.wishes(room, wishes.BeginStep(4))


def test_a_cue_is_told_to_nobody_but_those_who_lead(room: Room, fern: Person, milo: Person) -> None:
    answer = fern.wishes(room, wishes.BeginStep(1))
    assert b"Smile." not in b"".join(event.wire for event in answer.events)
    assert "Smile." not in str(milo.enters(room))
    assert "Smile." not in str(rooms.read_sheet(milo.account_id, room.public_id))
    assert "Smile." in str(rooms.read_sheet(fern.account_id, room.public_id))
    fern.gives(Role.CO_FACILITATOR, milo)
    assert "Smile." in str(rooms.read_sheet(milo.account_id, room.public_id))


def test_whoever_has_taken_a_reading_on_is_called_when_it_is_its_turn(
    room: Room, evening: Meeting, fern: Person, milo: Person
) -> None:
    milo.takes_on(evening, TODAY, "r")
    fern.wishes(room, wishes.BeginStep(2))
    state = fern.sees(room)
    assert state.share
    assert state.step
    assert state.share.who == state.step.reader == milo.in_room(room)


def test_where_the_reader_is_not_here_those_who_lead_know_whom_it_was(
    room: Room, evening: Meeting, fern: Person, nell: Person
) -> None:
    nell.takes_on(evening, TODAY, "r")
    fern.wishes(room, wishes.BeginStep(2))
    state = fern.sees(room)
    assert state.step
    assert (state.share, state.step.reader) == (None, None)
    step: dict[str, Any] = rooms.read_sheet(fern.account_id, room.public_id)[1]
    assert (step["reader"], step["reader_name"]) == (None, "Nell")


def test_a_reading_is_taken_on_once_and_can_be_given_back(evening: Meeting, milo: Person, nell: Person) -> None:
    milo.takes_on(evening, TODAY, "r")
    milo.takes_on(evening, TODAY, "r")
    with pytest.raises(rules.AlreadyClaimed):
        nell.takes_on(evening, TODAY, "r")
    nell.gives_back(evening, TODAY, "r")
    assert queries.readers_on(evening.id, TODAY)["r"].name == "Milo"
    milo.gives_back(evening, TODAY, "r")
    nell.takes_on(evening, TODAY, "r")


def test_one_person_leaves_the_other_readings_to_others_until_a_day_before(
    evening: Meeting, fern: Person, milo: Person, nell: Person, clock: Clock
) -> None:
    fern.writes_run_sheet(evening, (*SHORT, replace(READING, key="r2"), replace(READING, key="r3")), made_from=1)
    next_week = TODAY + timedelta(days=7)
    milo.takes_on(evening, next_week, "r")
    milo.takes_on(evening, next_week, "r")
    with pytest.raises(rules.OneReadingEach):
        milo.takes_on(evening, next_week, "r2")
    nell.takes_on(evening, next_week, "r2")
    clock.at("2026-11-26 19:00", "Europe/Berlin")
    milo.takes_on(evening, next_week, "r3")


def test_what_is_changed_while_a_meeting_is_held_counts_from_the_next(
    room: Room, evening: Meeting, fern: Person
) -> None:
    fern.changes(evening, floor=FloorMode.OPEN)
    fern.wishes(room, wishes.BeginStep(3))
    assert fern.sees(room).floor == "chaired"


def test_a_room_that_opens_while_its_run_sheet_is_written_anew_runs_by_one(
    app: Flask, evening: Meeting, fern: Person, clock: Clock
) -> None:
    by_id, meeting_id, account_id = fern.membership(evening.group).id, evening.id, fern.account_id

    def opens() -> None:
        actions.enter(db.session.get_one(Account, account_id), db.session.get_one(Meeting, meeting_id))

    def writes(made_from: int) -> None:
        by, meeting = db.session.get_one(Membership, by_id), db.session.get_one(Meeting, meeting_id)
        actions.write_run_sheet(by, meeting, SHORT, made_from)

    for number in range(1, 6):
        clock.at(f"{TODAY + timedelta(weeks=number - 1)} 18:50", "Europe/Berlin")
        assert at_once(app, opens, partial(writes, number)) == [None, None]
        of_it = select(Occurrence).where(Occurrence.meeting_id == meeting_id)
        held = db.session.scalars(of_it.order_by(Occurrence.on_date)).all()
        assert len(held) == number
        assert all(one.run_sheet for one in held[-1:])


def test_of_two_who_take_a_reading_on_at_once_one_has_it(
    app: Flask, evening: Meeting, milo: Person, nell: Person
) -> None:
    meeting_id = evening.id

    def takes(account_id: int) -> None:
        account, meeting = db.session.get_one(Account, account_id), db.session.get_one(Meeting, meeting_id)
        actions.claim_reading(account, meeting, TODAY, "r")

    ids = (milo.account_id, nell.account_id)
    refused = at_once(app, *(lambda one=one: takes(one) for one in ids))
    assert [one is None for one in refused].count(True) == 1
    assert len(db.session.scalars(select(ReadingClaim)).all()) == 1


def test_only_a_reading_on_a_date_that_is_held_is_taken_on(evening: Meeting, fern: Person, milo: Person) -> None:
    for step in ("w", "gone"):
        with pytest.raises(rules.NotToBeClaimed):
            milo.takes_on(evening, TODAY, step)
    with pytest.raises(rules.NoSuchDate):
        milo.takes_on(evening, TODAY + timedelta(days=1), "r")
    fern.cancels(evening, TODAY)
    with pytest.raises(rules.NoSuchDate):
        milo.takes_on(evening, TODAY, "r")


def test_who_is_no_member_takes_nothing_on(evening: Meeting, iris: Person) -> None:
    with pytest.raises(NotFound):
        iris.takes_on(evening, TODAY, "r")


def test_who_leaves_or_is_banned_reads_nothing_any_more(
    evening: Meeting, fern: Person, milo: Person, nell: Person
) -> None:
    milo.takes_on(evening, TODAY, "r")
    milo.leaves(evening.group)
    nell.takes_on(evening, TODAY, "r")
    fern.bans(nell, evening.group)
    assert queries.readers_on(evening.id, TODAY) == {}
    fern.takes_on(evening, TODAY, "r")


def test_who_has_read_where_is_not_kept_once_the_meeting_is_over(evening: Meeting, milo: Person, clock: Clock) -> None:
    milo.takes_on(evening, TODAY, "r")
    clock.at("2026-11-20 20:14", "Europe/Berlin")
    actions.let_claims_go()
    assert queries.readers_on(evening.id, TODAY)
    clock.at("2026-11-20 20:16", "Europe/Berlin")
    actions.let_claims_go()
    assert queries.readers_on(evening.id, TODAY) == {}


def filled(answer: str) -> dict[str, list[str]]:
    """The form of the page, as a browser would send it back."""
    answer = html.unescape(answer)
    names = {"key", "title", "minutes", "cue", "made_from"}
    found: dict[str, list[str]] = {name: [] for name in names}
    for tag in re.findall(r"<input[^>]*>", answer):
        name = re.search(r'name="(\w+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and name[1] in names:
            found[name[1]].append(value[1] if value else "")
    found["kind"] = re.findall(r'<option value="(\w+)"\s+selected', answer)[0::2]
    found["reads"] = re.findall(r'<option value="(\w+)"\s+selected', answer)[1::2]
    found["text"] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", answer, re.DOTALL)
    return found


def test_a_meeting_that_is_over_leaves_two_numbers_for_those_who_manage(
    room: Room, evening: Meeting, fern: Person, milo: Person, browser_of: BrowserOf
) -> None:
    milo.wishes(room, wishes.RaiseHand())
    fern.wishes(room, wishes.GiveFloor(milo.in_room(room)))
    milo.says(room, "I am here.")
    rooms.close_room(room.id)
    [kept] = queries.last_held(evening.group_id, 4)
    assert (kept.most_here, kept.spoke) == (2, 1)
    group = f"/groups/{evening.group.public_id}"
    assert "2 there at most, 1 spoke" in browser_of(fern).get(group).text
    assert "there at most" not in browser_of(milo).get(group).text


class TestWriting:
    """The page on which it is written."""

    @pytest.fixture
    def fern_browses(self, browser_of: BrowserOf, fern: Person, evening: Meeting) -> FlaskClient:
        """Fern's browser."""
        return browser_of(fern)

    def test_a_group_begins_with_the_starter_and_keeps_it_by_one_press(
        self, fern_browses: FlaskClient, evening: Meeting
    ) -> None:
        address = f"/groups/{evening.group.public_id}/run-sheet"
        form = filled(fern_browses.get(address).text)
        answer = fern_browses.post(address, data={**form, "do": "keep"})
        assert answer.status_code == 302, answer.text
        sheet = queries.newest_run_sheet(evening.group_id, None)
        assert sheet
        assert rules.read(sheet.steps) == STARTER

    def test_moving_and_seeing_keep_nothing_and_lose_nothing(self, fern_browses: FlaskClient, evening: Meeting) -> None:
        address = f"/meetings/{evening.public_id}/run-sheet"
        form = filled(fern_browses.get(address).text)
        form["title"][1] = "Another page"
        moved = filled(fern_browses.post(address, data={**form, "do": "up:1"}).text)
        assert moved["title"] == ["Another page", "Come in", "Sharing"]
        assert "How it will read" in fern_browses.post(address, data={**moved, "do": "preview"}).text
        assert queries.newest_version(evening.group_id, evening.id) == 1
        assert fern_browses.post(address, data={**moved, "do": "keep"}).status_code == 302
        sheet = queries.run_sheet_of(evening)
        assert sheet
        assert [one.title for one in rules.read(sheet.steps)] == moved["title"]

    def test_what_was_written_is_still_there_when_it_is_refused(
        self, fern_browses: FlaskClient, evening: Meeting
    ) -> None:
        address = f"/meetings/{evening.public_id}/run-sheet"
        form = filled(fern_browses.get(address).text)
        form["title"][1], form["cue"][0] = "", "Breathe."
        answer = fern_browses.post(address, data={**form, "do": "keep"})
        assert answer.status_code == 422
        assert "Please give step 2 a title" in answer.text
        assert "Breathe." in answer.text

    def test_members_take_readings_on_where_they_find_the_meeting(
        self, browser_of: BrowserOf, milo: Person, evening: Meeting
    ) -> None:
        browser, here = browser_of(milo), f"/meetings/{evening.public_id}"
        assert "Read this one" in browser.get(here).text
        browser.post(f"{here}/readings", data={"on": TODAY.isoformat(), "step": "r"})
        assert "You read this one" in browser.get(here).text
        browser.post(f"{here}/readings/back", data={"on": TODAY.isoformat(), "step": "r"})
        assert "Read this one" in browser.get(here).text

    def test_who_reads_is_told_to_those_who_serve_alone(
        self, browser_of: BrowserOf, fern: Person, milo: Person, nell: Person, evening: Meeting
    ) -> None:
        milo.takes_on(evening, TODAY, "r")
        told = {one: browser_of(one).get(f"/meetings/{evening.public_id}").text for one in (fern, nell)}
        assert "Milo reads this one." in told[fern]
        assert "Milo" not in told[nell]
        assert "Somebody reads this one." in told[nell]

    def test_a_sheet_that_is_refused_is_shown_again_as_it_was_typed(
        self, browser_of: BrowserOf, fern: Person, evening: Meeting
    ) -> None:
        sent = {"made_from": "1", "do": "keep", "key": ["w"], "kind": ["welcome"], "title": ["Come in, all of you"]}
        sent |= {"minutes": ["9999"], "reads": ["nobody"], "text": ["A line I wrote."], "cue": ["Breathe."]}
        sent["reads"] = [next(iter(Reads)).value]
        answer = browser_of(fern).post(f"/meetings/{evening.public_id}/run-sheet", data=sent)
        assert answer.status_code == 422
        for typed in ("Come in, all of you", "9999", "A line I wrote.", "Breathe."):
            assert typed in answer.text

    def test_strangers_see_no_order_and_no_names(self, app: Flask, evening: Meeting, milo: Person) -> None:
        milo.takes_on(evening, TODAY, "r")
        answer = app.test_client().get(f"/meetings/{evening.public_id}").text
        assert "A page of ours" not in answer
        assert "Milo" not in answer
