"""Who hears of what, once, and who does not."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from support_groups.accounts import actions as accounts
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.actions import close_group, lay_down
from support_groups.groups.models import Door, Group, Role
from support_groups.notifications import actions, queries
from support_groups.notifications.events import NoticeKept
from support_groups.notifications.models import KEPT_DAYS, Kind, Notice
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from support_groups.sponsorship.actions import expire_asks, withdraw
from tests.cast import Person
from tests.services.announced import Announced
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock


def told(person: Person) -> list[Kind]:
    """What a person was told, the newest first."""
    db.session.rollback()
    return [notice.kind for notice in queries.notices_for(person.account).notices]


def unread(person: Person) -> int:
    """How many notices wait for a person."""
    return queries.unread_count(person.account_id)


@pytest.fixture
def asking_group(fern: Person, milo: Person, iris: Person) -> Group:
    """A group one asks to join: Fern facilitates, Milo is a member, and Iris has a group elsewhere."""
    iris.founds("A group elsewhere")
    group = fern.founds(door=Door.ON_REQUEST)
    milo.joins(group)
    fern.admits(milo)
    return group


# Joining a group.


def test_those_who_may_let_in_hear_once_that_someone_asks(
    fern: Person, milo: Person, nell: Person, ray: Person, iris: Person, asking_group: Group
) -> None:
    actions.read_all(fern.account)
    nell.joins(asking_group)
    ray.joins(asking_group)
    assert unread(fern) == 1
    assert Kind.ASKED_TO_JOIN not in told(milo)
    assert told(iris) == []


def test_whoever_asked_hears_the_answer(fern: Person, nell: Person, ray: Person, asking_group: Group) -> None:
    nell.joins(asking_group)
    ray.joins(asking_group)
    fern.admits(nell)
    fern.declines(ray)
    assert told(nell) == [Kind.LET_IN]
    assert told(ray) == [Kind.NOT_LET_IN]


def test_whoever_walks_into_a_free_group_needs_no_notice(nell: Person, quiet_group: Group) -> None:
    nell.joins(quiet_group)
    assert told(nell) == []


def test_members_hear_that_their_group_has_ended(fern: Person, milo: Person, iris: Person, quiet_group: Group) -> None:
    close_group(fern.membership(quiet_group))
    assert told(milo) == [Kind.GROUP_CLOSED]
    assert told(iris) == []


# Decisions of those who serve.


def test_a_position_given_is_told_and_one_laid_down_is_not(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.gives(Role.GREETER, milo)
    lay_down(milo.membership(quiet_group))
    assert told(milo) == [Kind.ROLE_GIVEN]


def test_a_mute_a_ban_and_their_end_are_told_with_the_reason(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.mutes(milo, why="No contact details.")
    fern.unmutes(milo)
    fern.bans(milo, why="No cross talk.")
    fern.lifts_ban_of(milo, why="We have talked.")
    assert told(milo) == [Kind.BAN_LIFTED, Kind.BANNED, Kind.UNMUTED, Kind.MUTED]
    notices = queries.notices_for(milo.account).notices
    assert [notice.data["reason"] for notice in notices] == [
        "We have talked.",
        "No cross talk.",
        "",
        "No contact details.",
    ]
    assert notices[-1].data["until"] > "2026"
    assert told(fern) == []


def test_a_message_taken_out_and_being_asked_to_leave_are_told_to_the_one_concerned(
    fern: Person, milo: Person, quiet_group: Group
) -> None:
    room: Room = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo):
        person.comes(room, person.membership(quiet_group))
    said = milo.says(room, "meet me at the corner")
    fern.takes_out(room, said.events[0].seq, "No contact details.")
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No contact details.")
    assert told(milo) == [Kind.PERSON_REMOVED, Kind.MESSAGE_REMOVED]
    assert told(fern) == []


def test_no_notice_holds_what_was_said_nor_anyones_name(fern: Person, milo: Person, quiet_group: Group) -> None:
    room: Room = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo):
        person.comes(room, person.membership(quiet_group))
    said = milo.says(room, "meet me at the corner")
    fern.takes_out(room, said.events[0].seq, "No contact details.")
    kept = str([notice.data for notice in db.session.scalars(select(Notice))])
    assert "corner" not in kept
    assert "Fern" not in kept
    assert "Milo" not in kept


def test_a_review_is_told_to_those_who_moderate_and_its_answer_to_the_one_who_asked(
    fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    fern.mutes(milo)
    [line] = milo.reads_record_about_self(quiet_group)
    milo.asks_review(line)
    assert told(fern) == [Kind.REVIEW_ASKED]
    fern.answers_review(line)
    assert told(milo) == [Kind.REVIEW_ANSWERED, Kind.MUTED]
    assert told(nell) == []


# Meetings.


def test_members_hear_that_a_meeting_is_cancelled_but_not_whoever_did_it(
    fern: Person, milo: Person, iris: Person, quiet_group: Group, clock: Clock
) -> None:
    meeting = fern.schedules(quiet_group)
    fern.cancels(meeting, date(2026, 11, 27), "We rest today.")
    assert told(milo) == [Kind.MEETING_CANCELLED]
    assert queries.notices_for(milo.account).notices[0].data["note"] == "We rest today."
    assert told(fern) == told(iris) == []
    fern.restores(meeting, date(2026, 11, 27))
    assert told(milo) == [Kind.MEETING_RESTORED, Kind.MEETING_CANCELLED]


# Sponsors.


def _settle(*people: Person) -> None:
    for person in people:
        person.account.created_on -= timedelta(weeks=30)
    db.session.commit()


def test_an_ask_and_its_answer_are_told(sol: Person, ray: Person, nell: Person) -> None:
    _settle(sol, ray, nell)
    sol.offers(capacity=1)
    ray.asks(sol)
    nell.asks(sol)
    assert told(sol) == [Kind.SPONSOR_ASKED, Kind.SPONSOR_ASKED]
    sol.accepts(ray)
    sol.says_no_to(nell)
    assert told(ray) == [Kind.ASK_ACCEPTED]
    assert told(nell) == [Kind.ASK_DECLINED]
    assert unread(sol) == 0


def test_an_ask_taken_back_is_told_to_the_sponsor(sol: Person, ray: Person) -> None:
    _settle(sol, ray)
    sol.offers()
    ray.asks(sol)
    withdraw(ray.account, ray.asked(sol))
    assert told(sol)[0] is Kind.ASK_WITHDRAWN
    assert told(ray) == []


def test_an_ask_that_nobody_answers_is_told_to_the_one_who_asked(sol: Person, ray: Person, clock: Clock) -> None:
    _settle(sol, ray)
    sol.offers()
    ray.asks(sol)
    clock.forward(days=8)
    expire_asks()
    assert told(ray) == [Kind.ASK_EXPIRED]
    assert unread(sol) == 0


def test_the_end_of_a_sponsorship_is_told_to_the_other_and_after_a_block_to_nobody(
    sol: Person, ray: Person, fern: Person, milo: Person
) -> None:
    _settle(sol, ray, fern, milo)
    sol.sponsors(ray)
    ray.ends_with(sol)
    assert told(sol)[0] is Kind.SPONSORSHIP_ENDED
    fern.sponsors(milo)
    before = told(milo)
    fern.blocks(milo)
    assert told(milo) == before


def test_private_messages_are_one_notice_until_they_are_read(sol: Person, ray: Person) -> None:
    _settle(sol, ray)
    sol.sponsors(ray)
    actions.read_all(ray.account)
    room = sol.side_with(ray).conversation.room
    assert room is not None
    for words in ("Good evening.", "How was today?"):
        sol.writes(room, words)
    assert told(ray).count(Kind.MESSAGE) == 1
    ray.enters(room)
    assert unread(ray) == 0


# Reading them.


def test_notices_are_everyones_own(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.mutes(milo)
    [notice] = queries.notices_for(milo.account).notices
    with pytest.raises(NotFound):
        queries.notice_for(fern.account, notice.public_id)
    with pytest.raises(NotFound):
        actions.read(fern.account, notice.public_id)


def test_reading_one_or_all_lowers_the_count_and_says_so(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    for _ in range(3):
        fern.mutes(milo)
    assert [kept.unread for kept in announced.of(NoticeKept)] == [1, 2, 3]
    actions.read(milo.account, queries.notices_for(milo.account).notices[0].public_id)
    actions.read_all(milo.account)
    assert [kept.unread for kept in announced.of(NoticeKept)] == [1, 2, 3, 2, 0]


def test_notices_come_in_pages(fern: Person, milo: Person, quiet_group: Group) -> None:
    actions.keep([milo.account_id] * 1, Kind.LET_IN, {})
    for _ in range(queries.PAGE_NOTICES):
        actions.keep([milo.account_id], Kind.LET_IN, {})
    first = queries.notices_for(milo.account)
    assert len(first.notices) == queries.PAGE_NOTICES
    assert first.older is not None
    rest = queries.notices_for(milo.account, first.older)
    assert len(rest.notices) == 1
    assert rest.older is None


def test_notices_go_by_themselves_after_some_time(milo: Person, clock: Clock) -> None:
    actions.keep([milo.account_id], Kind.LET_IN, {})
    clock.forward(days=KEPT_DAYS - 1)
    actions.keep([milo.account_id], Kind.NOT_LET_IN, {})
    clock.forward(days=2)
    actions.fade_due()
    assert told(milo) == [Kind.NOT_LET_IN]


def test_notices_go_with_the_account(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.mutes(milo)
    accounts.delete_account(milo.account)
    assert db.session.scalars(select(Notice)).all() == []


def test_the_page_shows_them_and_reading_leads_on(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    fern.mutes(milo, why="No contact details.")
    [notice] = queries.notices_for(milo.account).notices
    browser = browser_of(milo)
    page = browser.get("/notices").text
    assert "asked to listen for a while in A quiet group" in page
    assert "No contact details." in page
    answer = browser.post(f"/notices/{notice.public_id}")
    assert answer.location == f"/groups/{quiet_group.public_id}/record/me"
    assert unread(milo) == 0
    assert browser_of(fern).post(f"/notices/{notice.public_id}").status_code == 404


def test_the_page_says_kindly_when_nothing_waits(milo: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(milo)
    assert "Nothing waits for you" in browser.get("/notices").text
    assert browser.post("/notices/read").status_code == 302
    assert browser.post("/notices/read", data={"odd": "1"}).status_code == 422


def test_a_page_asks_once_how_many_wait(milo: Person, app: object, browser_of: BrowserOf) -> None:
    browser = browser_of(milo)
    browser.get("/notices")
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "count(*)" in statement and "notices" in statement:
            asked.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    browser.get("/notices")
    event.remove(engine, "before_cursor_execute", hear)
    assert len(asked) == 1
