"""What a database is to this version, whether a place is well, and sizes as people read them."""

import pytest

from support_groups.operations import rules
from support_groups.operations.rules import Health, Schema

KNOWN = {"0001", "0002"}


@pytest.mark.parametrize(
    ("has_tables", "revision", "expected"),
    [
        (False, None, Schema.NEW),
        (True, "0002", Schema.CURRENT),
        (True, "0001", Schema.BEHIND),
        (True, "0003", Schema.UNKNOWN),
        (True, None, Schema.UNKNOWN),
    ],
)
def test_a_database_is_judged_by_its_revision(has_tables: bool, revision: str | None, expected: Schema) -> None:
    assert rules.schema_of(has_tables=has_tables, revision=revision, known=KNOWN, head="0002") is expected


@pytest.mark.parametrize(
    ("health", "is_well"),
    [
        (Health(True, None, up_seconds=1.5), True),
        (Health(True, None, up_seconds=rules.LATE_AFTER_SECONDS), False),
        (Health(True, 1.5, up_seconds=9_999.0), True),
        (Health(True, 1.5), True),
        (Health(True, rules.LATE_AFTER_SECONDS), False),
        (Health(False, 1.5), False),
    ],
)
def test_a_place_is_well_when_the_database_answers_and_time_is_kept(health: Health, is_well: bool) -> None:
    assert health.is_well is is_well


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (42_000_000, "42 MB"), (3 * 10**12, "3.0 TB")],
)
def test_sizes_are_read_by_people(size: int, words: str) -> None:
    assert rules.size_in_words(size) == words
