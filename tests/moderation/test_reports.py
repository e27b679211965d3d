"""A report reaches those who may look at it, each look is seen, and the one it is about never learns of it."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from support_groups.accounts.actions import delete_account
from support_groups.core.copies import as_json
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.core.retention import copy_of
from support_groups.core.transaction import transaction
from support_groups.groups.models import Group, Role
from support_groups.moderation import actions, queries, rules
from support_groups.moderation.models import WORDS_KEPT_DAYS, Act, Report, ReportKind, ReportLine
from support_groups.notifications.models import Kind, Notice
from support_groups.rooms.actions import close_room
from support_groups.rooms.models import Room
from support_groups.rooms.rules import refusals, wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock
from tests.services.lines import Open
from tests.services.rounds import do_chores

SAID = ("one", "two", "three", "four", "five, write to me")


@pytest.fixture
def room(clock: Clock, fern: Person, milo: Person, nell: Person, quiet_group: Group) -> Room:
    """An open room in which Fern facilitates; Nell has said something that presses Milo."""
    nell.joins(quiet_group)
    opened = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo, nell):
        person.comes(opened, person.membership(quiet_group))
    for place, words in enumerate(SAID):
        (nell if place % 2 == 0 else milo).says(opened, words)
    db.session.refresh(opened)
    return opened


def last(room: Room) -> int:
    """The `seq` of what was said last."""
    db.session.rollback()
    return db.session.get_one(Room, room.id).last_seq


def waiting(person: Person, group: Group) -> list[Report]:
    """The reports somebody may look at."""
    db.session.rollback()
    return list(queries.reports_for(person.membership(group)))


def notices(person: Person) -> list[Kind]:
    """What somebody was told."""
    db.session.rollback()
    return [notice.kind for notice in db.session.query(Notice).filter_by(account_id=person.account_id)]


def test_it_quotes_only_the_one_it_is_about_and_outlasts_the_meeting_by_45_days(
    room: Room, milo: Person, fern: Person, quiet_group: Group, clock: Clock
) -> None:
    assert milo.reports(room, last(room), words="It frightens me.") == rules.THANKS
    [report] = waiting(fern, quiet_group)
    assert [(line.body, line.follows_others, line.is_reported) for line in report.lines] == [
        ("one", False, False),
        ("three", True, False),
        ("five, write to me", True, True),
    ]
    close_room(room.id)
    clock.forward(days=WORDS_KEPT_DAYS - 1)
    do_chores()
    [report] = waiting(fern, quiet_group)
    assert (report.words, len(report.lines), report.room_id) == ("It frightens me.", 3, None)
    clock.forward(days=2)
    do_chores()
    assert waiting(fern, quiet_group) == []
    assert db.session.query(ReportLine).count() == 0


def test_those_who_moderate_hear_that_there_is_one_and_nobody_else_hears_anything(
    room: Room, milo: Person, nell: Person, fern: Person, line: Open
) -> None:
    nells = line(nell)
    assert nells.wish("room.enter", {"room": room.public_id})["ok"]
    before = last(room)
    milo.reports(room, before)
    assert Kind.REPORT_MADE in notices(fern)
    assert Kind.REPORT_MADE not in notices(nell) + notices(milo)
    assert nells.heard("room.happened") == nells.heard("person.told") == []
    assert last(room) == before


def test_the_one_it_is_about_finds_nothing_of_it_in_their_copy(room: Room, milo: Person, nell: Person) -> None:
    milo.reports(room, last(room), words="It frightens me.")
    copy = as_json(copy_of(nell.account_id)).decode()
    assert "It frightens me" not in copy
    assert not re.search(r'"is_reported"|"pressure"', copy)
    assert "It frightens me" in as_json(copy_of(milo.account_id)).decode()


def test_each_look_is_seen_by_the_others_and_without_one_nothing_is_read(
    room: Room, milo: Person, fern: Person, ray: Person, quiet_group: Group, browser_of: BrowserOf, clock: Clock
) -> None:
    ray.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, ray)
    milo.reports(room, last(room), words="It frightens me.")
    address = f"/groups/{quiet_group.public_id}/reports"
    one = waiting(fern, quiet_group)[0].public_id
    ferns, rays = browser_of(fern), browser_of(ray)
    listed = ferns.get(address).text
    assert "Nobody has looked at it yet." in listed
    assert "frightens me" not in listed
    assert ferns.get(f"{address}/{one}").status_code == 302
    assert "It frightens me." in ferns.post(f"{address}/{one}/look", follow_redirects=True).text
    assert "Looked at by Fern" in rays.get(address).text
    clock.forward(hours=2)
    assert ferns.get(f"{address}/{one}").status_code == 302


def test_nothing_tells_who_has_reported_it(
    room: Room, milo: Person, fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    milo.reports(room, person=_id_of_nell(room), words="Please look.")
    [report] = waiting(fern, quiet_group)
    browser = browser_of(fern)
    address = f"/groups/{quiet_group.public_id}/reports"
    pages = browser.get(address).text
    pages += browser.post(f"{address}/{report.public_id}/look", follow_redirects=True).text
    assert "Nell" in pages
    assert "Milo" not in pages


def _id_of_nell(room: Room) -> str:
    from support_groups.rooms.queries import participants_of

    [nell] = [one.public_id for one in participants_of(room.id) if one.name == "Nell"]
    return nell


def test_whoever_made_it_is_told_what_came_of_it_and_it_stands_in_the_record_without_names(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    milo.reports(room, last(room))
    [report] = waiting(fern, quiet_group)
    mine = fern.membership(quiet_group)
    with pytest.raises(rules.LookFirst):
        actions.answer_report(mine, report.public_id, is_upheld=True, words=None)
    actions.look_at_report(mine, report.public_id)
    actions.answer_report(mine, report.public_id, is_upheld=True, words="We have talked with them.")
    assert Kind.REPORT_UPHELD in notices(milo)
    assert waiting(fern, quiet_group) == []
    newest = queries.record_of(quiet_group.id).records[0]
    assert newest.act is Act.REPORT_ANSWERED
    assert [person.name for person in newest.people] == ["Fern"]
    with pytest.raises(rules.ReportIsAnswered):
        actions.answer_report(mine, report.public_id, is_upheld=False, words=None)


def test_whoever_is_reported_can_neither_see_nor_answer_it_though_they_serve(
    room: Room, milo: Person, fern: Person, nell: Person, quiet_group: Group
) -> None:
    milo.reports(room, last(room))
    fern.gives(Role.CO_FACILITATOR, nell)
    milo.reports(room, person=nell.in_room(room))
    report, _ = waiting(fern, quiet_group)
    assert waiting(nell, quiet_group) == []
    assert Kind.REPORT_MADE not in notices(nell)
    theirs = nell.membership(quiet_group)
    with pytest.raises(NotFound):
        actions.look_at_report(theirs, report.public_id)
    with pytest.raises(NotFound):
        actions.answer_report(theirs, report.public_id, is_upheld=False, words=None)


def test_where_nobody_else_can_look_the_reporter_is_told_so_and_stewards_see_a_number(
    room: Room, milo: Person, fern: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    assert milo.reports(room, person=fern.in_room(room), words="He is unkind.") == rules.STRANDED
    assert waiting(fern, quiet_group) == []
    assert Kind.REPORT_MADE not in notices(fern)
    with transaction():
        nell.account.is_steward = True
    page = browser_of(nell).get("/steward").text
    assert "1 report waits" in page
    assert "He is unkind" not in page
    assert quiet_group.name not in page
    assert queries.count_stranded() == 1


def test_whoever_made_it_leaves_it_to_another_where_there_is_one(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    fern.reports(room, last(room))
    assert len(waiting(fern, quiet_group)) == 1
    fern.gives(Role.CO_FACILITATOR, milo)
    assert (len(waiting(fern, quiet_group)), len(waiting(milo, quiet_group))) == (0, 1)


def test_the_same_report_twice_is_one(room: Room, milo: Person, fern: Person, quiet_group: Group) -> None:
    for _ in range(2):
        milo.reports(room, last(room))
        milo.reports(room, person=_id_of_nell(room))
    assert len(waiting(fern, quiet_group)) == 2


def test_what_cannot_be_reported_is_refused_kindly(room: Room, milo: Person, nell: Person, fern: Person) -> None:
    with pytest.raises(rules.ReportIsAboutOneself):
        nell.reports(room, last(room))
    seq = last(room)
    nell.takes_out(room, seq)
    with pytest.raises(rules.MessageIsGone):
        milo.reports(room, seq)
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No links.")
    with pytest.raises(refusals.OutOfTheRoom):
        milo.reports(room, person=_id_of_nell(room))


def test_a_member_opens_no_report(room: Room, milo: Person, quiet_group: Group) -> None:
    milo.reports(room, last(room))
    [one] = db.session.query(Report)
    with pytest.raises(NotAllowed):
        actions.look_at_report(milo.membership(quiet_group), one.public_id)


def test_reports_about_somebody_go_with_their_account(
    room: Room, nell: Person, fern: Person, quiet_group: Group
) -> None:
    fern.reports(room, last(room))
    delete_account(nell.account)
    assert waiting(fern, quiet_group) == []
    assert db.session.query(ReportLine).count() == 0


def test_what_was_taken_back_is_not_quoted_after_that_and_the_report_stays(
    room: Room, milo: Person, nell: Person, fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    before = nell.says(room, "And so on.").seq
    seq = nell.says(room, "Meet me outside.").seq
    milo.reports(room, seq, words="It frightens me.")
    nell.takes_out(room, before)
    assert [line.body for line in waiting(fern, quiet_group)[0].lines][-2:] == ["five, write to me", "Meet me outside."]
    nell.takes_out(room, seq)
    [report] = waiting(fern, quiet_group)
    assert "Meet me outside." not in [line.body for line in report.lines]
    page = _looked_at(browser_of(fern), quiet_group, report)
    assert "It frightens me." in page
    assert "Nell has taken back what was reported" in page


def test_what_those_who_serve_took_out_can_still_be_judged(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    seq = last(room)
    milo.reports(room, seq)
    fern.takes_out(room, seq, reason="No contact.")
    assert "five, write to me" in [line.body for line in waiting(fern, quiet_group)[0].lines]


def _looked_at(browser: FlaskClient, group: Group, report: Report) -> str:
    address = f"/groups/{group.public_id}/reports/{report.public_id}"
    return browser.post(f"{address}/look", follow_redirects=True).text


def test_a_report_does_not_follow_somebody_who_leaves_and_comes_back(
    room: Room, milo: Person, nell: Person, fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    milo.reports(room, last(room))
    [report] = waiting(fern, quiet_group)
    ferns = browser_of(fern)
    assert "What you can do about Nell" in _looked_at(ferns, quiet_group, report)
    nell.leaves(quiet_group)
    nell.joins(quiet_group, as_name="Somebody else")
    page = _looked_at(ferns, quiet_group, report)
    assert "About Nell" in page
    assert "Nell has left the group since" in page
    assert "Somebody else" not in page
    assert nell.membership(quiet_group).public_id not in page


def test_who_has_come_back_under_another_name_is_not_found_by_a_report_of_a_meeting_that_is_over(
    room: Room, milo: Person, nell: Person, fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    close_room(room.id)
    nell.leaves(quiet_group)
    nell.joins(quiet_group, as_name="Somebody else")
    milo.reports(room, person=_id_of_nell(room))
    [report] = waiting(fern, quiet_group)
    page = _looked_at(browser_of(fern), quiet_group, report)
    assert "Somebody else" not in page
    assert nell.membership(quiet_group).public_id not in page


def test_nobody_chooses_who_reads_what_was_reported_about_them(
    room: Room, milo: Person, fern: Person, ray: Person, sol: Person, quiet_group: Group
) -> None:
    milo.reports(room, person=fern.in_room(room))
    for one in (ray, sol):
        one.joins(quiet_group)
    fern.gives(Role.FACILITATOR, ray)
    ray.gives(Role.CO_FACILITATOR, sol)
    assert waiting(ray, quiet_group) == waiting(sol, quiet_group) == []
    assert queries.count_stranded() == 1


def test_who_served_already_reads_what_is_reported_about_another_who_serves(
    room: Room, milo: Person, fern: Person, nell: Person, quiet_group: Group, clock: Clock
) -> None:
    fern.gives(Role.CO_FACILITATOR, nell)
    clock.forward(minutes=1)
    assert milo.reports(room, person=fern.in_room(room)) == rules.THANKS
    assert len(waiting(nell, quiet_group)) == 1


def test_nobody_buries_the_reports_of_others_under_their_own(room: Room, milo: Person, nell: Person) -> None:
    said = [nell.says(room, f"once more {word}").seq for word in ("a", "b", "c", "d", "e", "f")]
    for seq in said[: rules.reporting.OPEN_MAX]:
        milo.reports(room, seq)
    with pytest.raises(rules.TooManyReports):
        milo.reports(room, said[-1])


def test_the_record_does_not_tell_a_facilitator_that_a_report_about_them_was_answered(
    room: Room, milo: Person, fern: Person, nell: Person, quiet_group: Group
) -> None:
    fern.gives(Role.CO_FACILITATOR, nell)
    milo.reports(room, person=nell.in_room(room))
    before = len(queries.record_of(quiet_group.id).records)
    [report] = waiting(fern, quiet_group)
    actions.look_at_report(fern.membership(quiet_group), report.public_id)
    actions.answer_report(fern.membership(quiet_group), report.public_id, is_upheld=False, words=None)
    assert len(queries.record_of(quiet_group.id).records) == before


def test_whoever_has_left_is_not_reported(
    room: Room, milo: Person, nell: Person, fern: Person, quiet_group: Group
) -> None:
    said = milo.says(room, "What I say goes with me.").seq
    milo.leaves(quiet_group)
    with pytest.raises(rules.AuthorHasLeft):
        nell.reports(room, said)


def test_reports_come_no_faster_than_anybody_means_them(room: Room, milo: Person, line: Open) -> None:
    opened = line(milo)
    assert opened.wish("room.enter", {"room": room.public_id})["ok"]
    sent = {"room": room.public_id, "kind": "other", "seq": last(room)}
    answers = [opened.wish("report.make", sent) for _ in range(8)]
    assert answers[0]["words"] == rules.THANKS
    assert answers[-1]["code"] == "too_fast"


def test_those_who_serve_see_in_the_room_at_once_that_a_report_waits_and_nothing_of_it(
    room: Room, milo: Person, nell: Person, fern: Person, quiet_group: Group, line: Open
) -> None:
    seq = last(room)
    fern.gives(Role.CO_FACILITATOR, nell)
    ferns, nells, milos = line(fern), line(nell), line(milo)
    for one in (ferns, nells, milos):
        assert one.wish("room.enter", {"room": room.public_id})["ok"]
    milo.reports(room, seq, words="It frightens me.")
    assert ferns.heard("serving.changed") == [{"room": room.public_id}]
    assert nells.heard("serving.changed") == milos.heard("serving.changed") == []
    counts = {one: one.wish("serving.see", {"room": room.public_id}) for one in (ferns, nells)}
    assert (counts[ferns]["reports"], counts[nells]["reports"]) == (1, 0)
    assert set(counts[ferns]) == {"ok", "care", "held", "reports"}
    assert milos.wish("serving.see", {"room": room.public_id})["code"] == "not_allowed"
    [report] = waiting(fern, quiet_group)
    actions.look_at_report(fern.membership(quiet_group), report.public_id)
    actions.answer_report(fern.membership(quiet_group), report.public_id, is_upheld=True, words=None)
    assert len(ferns.heard("serving.changed")) == 1
    assert ferns.wish("serving.see", {"room": room.public_id})["reports"] == 0


def test_the_page_offers_the_reasons_that_are_known() -> None:
    module = (Path(__file__).parents[2] / "static/rooms/report.js").read_text()
    kinds = re.findall(r'^  \["(\w+)", "', module, re.MULTILINE)
    assert kinds == [kind.value for kind in ReportKind]
