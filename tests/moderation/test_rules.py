"""Sealing, chaining, and who may ask for a review."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_groups.moderation import rules
from support_groups.moderation.models import Act, Record, RecordedPerson, Side

AT = datetime(2026, 11, 20, 19, 5, 3, 42, tzinfo=UTC)
LINE = rules.Line(7, 1, "muted", "", AT, AT + timedelta(minutes=30), b"b" * 32, b"w" * 32)

changed = st.sampled_from(
    [
        replace(LINE, group_id=8),
        replace(LINE, place=2),
        replace(LINE, act="banned"),
        replace(LINE, detail="greeter"),
        replace(LINE, at=AT + timedelta(microseconds=1)),
        replace(LINE, until=None),
        replace(LINE, by_seal=None),
        replace(LINE, whom_seal=b"x" * 32),
    ]
)


@given(changed)
def test_nothing_of_a_line_can_change_without_its_digest_changing(line: rules.Line) -> None:
    assert rules.digest(rules.BEGINNING, line) != rules.digest(rules.BEGINNING, LINE)


def test_whoever_talks_with_somebody_is_not_interrupted_and_what_is_done_stays_done() -> None:
    rules.check_may_take(None, 1, is_closed=False)
    rules.check_may_take(1, 1, is_closed=False)
    with pytest.raises(rules.CareIsTaken):
        rules.check_may_take(2, 1, is_closed=False)
    with pytest.raises(rules.CareIsDone):
        rules.check_may_take(None, 1, is_closed=True)


def test_a_digest_depends_on_the_line_before() -> None:
    assert rules.digest(b"1" * 32, LINE) != rules.digest(b"2" * 32, LINE)


def test_the_same_moment_in_another_zone_is_the_same() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=5)))
    assert rules.digest(b"", replace(LINE, at=elsewhere)) == rules.digest(b"", LINE)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_seal_tells_a_name_from_a_reason(name: str, reason: str) -> None:
    one = rules.seal(b"s" * 16, 1, name, reason)
    assert one == rules.seal(b"s" * 16, 1, name, reason)
    assert one != rules.seal(b"t" * 16, 1, name, reason)
    assert one != rules.seal(b"s" * 16, 1, name + "x", reason)


def _record(place: int, previous: bytes) -> Record:
    salt = bytes([place]) * 16
    line = replace(LINE, place=place, by_seal=None, whom_seal=rules.seal(salt, 3, "Snow", "A rule."))
    record = Record(**{**vars(line), "act": Act.MUTED}, previous=previous, digest=rules.digest(previous, line))
    record.people = [RecordedPerson(side=Side.WHOM, membership_id=3, name="Snow", reason="A rule.", salt=salt)]
    return record


def _chain(length: int) -> list[Record]:
    records: list[Record] = []
    for place in range(1, length + 1):
        records.append(_record(place, records[-1].digest if records else rules.BEGINNING))
    return records


def test_an_untouched_chain_holds() -> None:
    records = _chain(4)
    assert rules.broken_at(records, 4, records[-1].digest) is None
    assert rules.broken_at([], 0, rules.BEGINNING) is None


def test_a_line_cut_off_the_end_shows() -> None:
    records = _chain(4)
    assert rules.broken_at(records[:3], 4, records[-1].digest) == 4


def test_a_line_taken_out_of_the_middle_shows() -> None:
    records = _chain(4)
    assert rules.broken_at([records[0], *records[2:]], 4, records[-1].digest) == 2


def test_another_reason_under_a_seal_shows() -> None:
    records = _chain(3)
    records[1].people[0].reason = "Another rule."
    assert rules.broken_at(records, 3, records[-1].digest) == 2


def test_a_forgotten_name_leaves_the_chain_whole() -> None:
    records = _chain(3)
    records[1].people = []
    assert rules.broken_at(records, 3, records[-1].digest) is None


@pytest.mark.parametrize("act", [act for act in Act if act not in rules.REVIEWABLE])
def test_what_weighs_on_nobody_needs_no_review(act: Act) -> None:
    with pytest.raises(rules.ReviewIsNotForThis):
        rules.check_may_ask_review(act, asked=False)


def test_a_review_is_asked_for_once() -> None:
    rules.check_may_ask_review(Act.BANNED, asked=False)
    with pytest.raises(rules.ReviewIsAsked):
        rules.check_may_ask_review(Act.BANNED, asked=True)


FERN, MILO, NELL, RAY = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("by", "moderators", "may"),
    [
        pytest.param(FERN, [FERN], True, id="the one who acted, alone"),
        pytest.param(FERN, [FERN, NELL], False, id="the one who acted, where another moderates"),
        pytest.param(NELL, [FERN, NELL], True, id="another"),
        pytest.param(FERN, [FERN, MILO], True, id="the one who acted, where only the one who asks moderates too"),
        pytest.param(MILO, [FERN, MILO], False, id="the one who asks"),
        pytest.param(MILO, [FERN, MILO, NELL], False, id="the one who asks, among others"),
    ],
)
def test_a_review_is_answered_by_someone_else_where_there_is_someone(by: int, moderators: list[int], may: bool) -> None:
    assert rules.may_answer_review(by, acted=FERN, asked=MILO, moderators=moderators) is may
    if may:
        rules.check_may_answer_review(by, acted=FERN, asked=MILO, moderators=moderators)
    else:
        with pytest.raises(rules.ReviewIsForOthers):
            rules.check_may_answer_review(by, acted=FERN, asked=MILO, moderators=moderators)


def test_a_review_of_an_act_by_someone_forgotten_is_answered_by_anyone_but_the_one_who_asks() -> None:
    assert rules.may_answer_review(FERN, acted=None, asked=MILO, moderators=[FERN, RAY])


def test_nobody_is_asked_to_stay_where_nobody_can_talk_with_them() -> None:
    assert "Stay here" in rules.asked_words(is_open=True)
    assert rules.asked_words(is_open=False) == "They know that you need someone."
    assert rules.seen_words("Fern", "Milo", is_open=False) == f"Fern has seen what you wrote. {rules.AFTER}"
    assert rules.seen_words("Fern", None, is_open=False) == f"Fern has seen what you asked. {rules.AFTER}"
