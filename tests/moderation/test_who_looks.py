"""Who may look at a report and answer it, what one is reminded of, and which positions are free; with values."""

from datetime import UTC, datetime, timedelta

import pytest

from support_groups.groups.models import Role
from support_groups.moderation.models import Crisis
from support_groups.moderation.rules import caring, ladder, positions, reporting
from support_groups.moderation.rules.crisis import Signal

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FERN, CORA, MILO, NELL = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("by", "whom", "reporter", "moderators", "may"),
    [
        (FERN, MILO, NELL, (FERN, CORA), True),
        (FERN, MILO, None, (FERN, CORA), True),
        (NELL, MILO, None, (FERN, CORA), False),
        (MILO, MILO, NELL, (FERN, CORA), False),
        (FERN, FERN, NELL, (FERN, CORA), False),
        (FERN, FERN, NELL, (FERN,), False),
        (CORA, FERN, NELL, (FERN, CORA), True),
        (FERN, MILO, FERN, (FERN, CORA), False),
        (FERN, MILO, FERN, (FERN,), True),
        (CORA, FERN, CORA, (FERN, CORA), True),
        (NELL, MILO, FERN, (FERN,), False),
    ],
)
def test_a_report_is_handled_by_those_who_serve_and_neither_by_whom_it_is_about_nor_by_its_author_where_others_are(
    by: int, whom: int, reporter: int | None, moderators: tuple[int, ...], may: bool
) -> None:
    assert reporting.may_handle(by, whom=whom, reporter=reporter, moderators=moderators) is may


def test_a_report_is_stranded_only_where_nobody_else_could_look() -> None:
    assert reporting.is_stranded(FERN, [FERN])
    assert reporting.is_stranded(FERN, [])
    assert not reporting.is_stranded(FERN, [FERN, CORA])
    assert not reporting.is_stranded(MILO, [FERN])


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
