"""Who may look at a report and answer it, what one is reminded of, and which positions are free; with values."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from support_groups.groups.models import Role
from support_groups.groups.rules import NotAMember
from support_groups.moderation.models import Crisis
from support_groups.moderation.rules import caring, ladder, positions, reporting
from support_groups.moderation.rules.crisis import Signal

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FERN, CORA, MILO, NELL = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("by", "reporter", "others", "may"),
    [
        (FERN, NELL, {FERN, CORA}, True),
        (FERN, None, {FERN, CORA}, True),
        (NELL, None, {FERN, CORA}, False),
        (FERN, NELL, {CORA}, False),
        (FERN, NELL, set(), False),
        (FERN, FERN, {FERN, CORA}, False),
        (FERN, FERN, {FERN}, True),
        (NELL, FERN, {FERN}, False),
    ],
)
def test_a_report_is_handled_by_those_left_and_by_its_author_only_where_there_is_nobody_else(
    by: int, reporter: int | None, others: set[int], may: bool
) -> None:
    assert reporting.may_handle(by, reporter=reporter, others=others) is may


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ([], {FERN}),
        ([(FERN, CORA)], {FERN, CORA}),
        ([(FERN, CORA), (CORA, MILO)], {FERN, CORA, MILO}),
        ([(NELL, CORA)], {FERN}),
        ([(None, CORA)], {FERN, CORA}),
        ([(CORA, MILO), (FERN, CORA)], {FERN, CORA}),
    ],
)
def test_nobody_chooses_who_reads_what_was_reported_about_them(
    given: list[tuple[int | None, int]], chosen: set[int]
) -> None:
    assert reporting.chosen_by(FERN, given) == chosen


@pytest.mark.parametrize(
    ("seq", "before", "quoted"),
    [
        (5, 0, {5: True}),
        (5, 1, {3: True, 5: True}),
        (5, 2, {1: False, 3: True, 5: True}),
        (5, 9, {1: False, 3: True, 5: True}),
        (4, 9, {2: True, 4: True}),
    ],
)
def test_a_report_quotes_one_persons_words_and_tells_where_others_wrote_before(
    seq: int, before: int, quoted: dict[int, bool]
) -> None:
    said = [(place, "milo" if place % 2 else "nell") for place in range(1, 6)]
    assert reporting.quoted(said, seq, before) == quoted


def test_two_messages_in_a_row_have_nobody_between_them() -> None:
    assert reporting.quoted([(1, "nell"), (2, "milo"), (3, "milo")], 3, 3) == {2: True, 3: False}
    assert reporting.quoted([(1, "nell"), (2, "milo")], 1, 3) == {1: False}


def test_whoever_comes_back_is_not_taken_for_whom_was_reported() -> None:
    assert reporting.is_there_still("then", "then")
    assert not reporting.is_there_still("then", "now")
    assert not reporting.is_there_still(None, "now")


def test_a_look_lasts_an_hour() -> None:
    assert reporting.is_looking([NOW - timedelta(days=1), NOW - timedelta(minutes=59)], NOW)
    assert not reporting.is_looking([NOW - reporting.LOOK_LASTS], NOW)
    assert not reporting.is_looking([], NOW)


def test_a_few_reports_of_one_person_wait_and_no_more() -> None:
    reporting.check_few_open(reporting.OPEN_MAX - 1)
    with pytest.raises(reporting.TooManyReports):
        reporting.check_few_open(reporting.OPEN_MAX)


def test_one_is_reminded_of_a_ground_rule_of_the_group_and_of_nothing_else() -> None:
    ladder.check_ground_rule("No contact details.", ["What is said here stays here.", "No contact details."])
    with pytest.raises(ladder.NoGroundRuleOfTheGroup):
        ladder.check_ground_rule("Be like me.", ["What is said here stays here."])


def test_a_position_is_free_until_as_many_hold_it_as_a_group_should_have() -> None:
    everything = [Role.FACILITATOR, Role.FACILITATOR, Role.CO_FACILITATOR, Role.GREETER]
    assert positions.free_positions(everything) == []
    assert positions.free_positions(everything[1:]) == [Role.FACILITATOR]
    assert positions.free_positions([Role.MEMBER]) == [Role.FACILITATOR, Role.CO_FACILITATOR, Role.GREETER]


@pytest.mark.parametrize("of_other", [True, False])
def test_whoever_worries_about_another_is_not_spoken_to_as_if_they_were_in_danger(of_other: bool) -> None:
    assert ("someone you care about" in caring.help_words(Signal(Crisis.SUICIDE, of_other))) is of_other


@pytest.mark.parametrize(
    ("has_left", "name_now", "is_there"),
    [(False, "Milo", True), (True, "Milo", False), (False, "Robin", False), (True, "Robin", False)],
)
def test_a_word_reaches_nobody_who_has_left_or_goes_by_another_name(
    has_left: bool, name_now: str, is_there: bool
) -> None:
    with nullcontext() if is_there else pytest.raises(NotAMember):
        ladder.check_is_there(has_left=has_left, name_then="Milo", name_now=name_now)


def test_of_a_question_nobody_is_told_who_asked_it() -> None:
    assert "Milo" in caring.talking_words("Milo")
    assert caring.seen_words("Fern", "Milo") == "Fern has seen what you wrote and is here for you."
    assert "without knowing who you are" in caring.seen_words("Fern", None)
    assert "only if they wish" in caring.talking_words(None)
