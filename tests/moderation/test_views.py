"""The record's pages: who may open them, and what they say."""

import re

import pytest
from flask import Flask

from support_groups.core.database import db
from support_groups.groups.models import Group, Role
from support_groups.moderation import queries, rules
from support_groups.moderation.models import Act, Holds
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf


def test_those_who_moderate_read_the_record(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    fern.mutes(milo, why="No contact details.")
    page = browser_of(fern).get(f"/groups/{quiet_group.public_id}/record")
    assert page.status_code == 200
    words = " ".join(re.sub(r"<[^>]+>", "", page.text).split())
    assert "Fern asked Milo to listen until" in words
    assert "No contact details." in words


@pytest.mark.parametrize(("role", "status"), [(Role.CO_FACILITATOR, 200), (Role.GREETER, 403), (Role.MEMBER, 403)])
def test_the_record_is_for_those_who_moderate(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf, role: Role, status: int
) -> None:
    fern.gives(role, milo)
    assert browser_of(milo).get(f"/groups/{quiet_group.public_id}/record").status_code == status


@pytest.mark.parametrize("before", ["9" * 9, "9" * 10, "9" * 30, "-1", "x", "²", ""])
def test_a_page_of_the_record_that_nobody_could_mean_is_a_page_all_the_same(
    fern: Person, quiet_group: Group, browser_of: BrowserOf, before: str
) -> None:
    page = browser_of(fern).get(f"/groups/{quiet_group.public_id}/record", query_string={"before": before})
    assert page.status_code == 200


def test_to_strangers_and_other_facilitators_there_is_no_record(
    fern: Person, milo: Person, iris: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    fern.mutes(milo)
    [line] = milo.reads_record_about_self(quiet_group)
    for stranger in (iris, nell):
        browser = browser_of(stranger)
        for end in ("", f"/{line.public_id}/answer", "/me", f"/me/{line.public_id}"):
            assert browser.get(f"/groups/{quiet_group.public_id}/record{end}").status_code == 404


def test_a_facilitator_elsewhere_cannot_reach_a_line_through_their_own_group(
    fern: Person, milo: Person, iris: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    fern.mutes(milo)
    [line] = milo.reads_record_about_self(quiet_group)
    theirs = iris.membership().group.public_id
    assert browser_of(iris).get(f"/groups/{theirs}/record/{line.public_id}/answer").status_code == 404


def test_a_banned_member_reads_what_concerns_them_and_asks_for_a_review(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    fern.bans(milo, why="No cross talk.")
    [line] = milo.reads_record_about_self(quiet_group)
    here = f"/groups/{quiet_group.public_id}/record/me"
    browser = browser_of(milo)
    page = browser.get(here).text
    assert "asked you to stay away" in page
    assert "No cross talk." in page
    assert browser.post(f"{here}/{line.public_id}", data={"words": "It was meant kindly."}).status_code == 302
    assert "You asked for a review" in browser.get(here).text
    answer = f"/groups/{quiet_group.public_id}/record/{line.public_id}/answer"
    helper = browser_of(fern)
    assert "It was meant kindly." in helper.get(f"/groups/{quiet_group.public_id}/record").text
    assert helper.post(answer, data={"words": "Please write to us in spring."}).status_code == 302
    assert "Please write to us in spring." in browser.get(here).text


def test_whoever_is_kept_out_reads_on_one_page_what_happened_why_whom_to_ask_and_where_help_is(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    fern.mutes(milo, why="No cross talk.")
    fern.bans(milo, why="No contact details.")
    page = browser_of(milo).get(f"/groups/{quiet_group.public_id}/record/me").text
    order = (
        "You are asked to stay away",
        "What happened",
        "No contact details.",
        "If you see it differently",
        "Ask for a review",
        "Help now</a>",
        "What was before",
        "No cross talk.",
    )
    main = page.partition("<main")[2]
    places = [main.index(words) for words in order]
    assert places == sorted(places)
    assert main.partition("What was before")[0].count("Ask for a review") == 1


def test_whoever_was_sent_out_is_told_that_the_next_meeting_is_open(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    room = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo):
        person.comes(room, person.membership(quiet_group))
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No cross talk.")
    page = browser_of(milo).get(f"/groups/{quiet_group.public_id}/record/me").text
    assert "You were asked to leave the meeting" in page
    assert "The next meeting is open to you as before" in page


def test_where_one_person_decides_alone_it_is_said_and_another_way_shown(
    app: Flask,
    fern: Person,
    milo: Person,
    nell: Person,
    quiet_group: Group,
    browser_of: BrowserOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fern.bans(milo)
    [line] = milo.reads_record_about_self(quiet_group)
    here = f"/groups/{quiet_group.public_id}/record/me"
    browser = browser_of(milo)
    alone = re.compile("leads this group alone and also decided this")
    for path in (here, f"{here}/{line.public_id}"):
        assert alone.search(browser.get(path).text)
        assert "Nobody else here can change" in browser.get(path).text
    reached = app.config["SETTINGS"].model_copy(update={"contact": "a letter to the mill"})
    monkeypatch.setitem(app.config, "SETTINGS", reached)
    assert "those who run this place: a letter to the mill" in browser.get(here).text
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell)
    assert not alone.search(browser.get(here).text)


def test_a_refused_review_keeps_what_was_typed(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    fern.mutes(milo)
    [line] = milo.reads_record_about_self(quiet_group)
    here = f"/groups/{quiet_group.public_id}/record/me/{line.public_id}"
    browser = browser_of(milo)
    too_long = browser.post(here, data={"words": "so " * 400})
    assert too_long.status_code == 422
    assert "so so so" in too_long.text
    assert browser.post(here, data={"words": "Please look again."}).status_code == 302
    again = browser.post(here, data={"words": "And again."})
    assert again.status_code == 409
    assert "And again." in again.text


def test_a_member_with_a_clean_sheet_is_told_so(milo: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    assert "Nothing concerns you here" in browser_of(milo).get(f"/groups/{quiet_group.public_id}/record/me").text


def test_the_record_comes_in_pages(fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    for _ in range(queries.recording.PAGE_LINES // 2 + 1):
        fern.mutes(milo)
        fern.unmutes(milo)
    browser = browser_of(fern)
    first = browser.get(f"/groups/{quiet_group.public_id}/record").text
    older = re.search(r'href="(/groups/[^"]+\?before=\d+)"', first)
    assert older is not None
    assert 'value="2"' in browser.get(older[1]).text
    assert browser.get(f"/groups/{quiet_group.public_id}/record?before=odd").status_code == 200


def test_every_kind_of_act_has_words(fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    room = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo):
        person.comes(room, person.membership(quiet_group))
    said = milo.says(room, "hello")
    fern.takes_out(room, said.events[0].seq, "No links.")
    fern.guards(quiet_group, holds=Holds.NEWCOMERS)
    for words in ("hello again", "and again"):
        milo.says(room, words)
    fern.lets_through(room)
    fern.leaves_out(room)
    fern.reports(room, person=milo.in_room(room))
    fern.answers_report(quiet_group)
    fern.reminds(milo, room)
    fern.warns(milo, room)
    fern.mutes(milo)
    fern.unmutes(milo)
    fern.gives(Role.GREETER, milo)
    for wish in (wishes.Lock(), wishes.Unlock(), wishes.Shelter(), wishes.EndShelter()):
        fern.wishes(room, wish)
    fern.gathers_questions(room)
    fern.puts_in(room, "Who is to blame?")
    fern.takes_out(room, fern.draws(room), "It blames.")
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No cross talk.")
    fern.wishes(room, wishes.Close())
    fern.bans(milo)
    fern.lifts_ban_of(milo)
    db.session.rollback()
    assert {line.act for line in queries.record_of(quiet_group.id).records} == set(Act)
    page = browser_of(fern).get(f"/groups/{quiet_group.public_id}/record")
    assert page.status_code == 200
    assert browser_of(milo).get(f"/groups/{quiet_group.public_id}/record/me").status_code == 200


def test_the_one_who_acted_is_told_that_someone_else_answers(
    fern: Person, milo: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell)
    fern.mutes(milo)
    line = queries.record_of(quiet_group.id).records[0]
    milo.asks_review(line)
    here = f"/groups/{quiet_group.public_id}/record"
    answer = f"{here}/{line.public_id}/answer"
    assert answer in browser_of(nell).get(here).text
    mine = browser_of(fern)
    page = mine.get(here).text
    assert answer not in page
    assert "someone else who serves here answers" in page
    refused = mine.post(answer, data={"words": "It stays, I say."})
    assert refused.status_code == rules.ReviewIsForOthers.status
    assert "It stays, I say." in refused.text


def test_a_group_that_has_set_no_guards_is_offered_what_most_would_choose(
    fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    page = browser_of(fern).get(f"/groups/{quiet_group.public_id}/guards").text
    assert re.findall(r'<option value="(\d+)"\s+selected', page) == ["15"]
