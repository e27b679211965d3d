"""The soak runs, at a tiny size, and would say what had been lost or had grown."""

import gc

import pytest

from .ledger import Answer
from .soak.__main__ import main
from .soak.brief import BriefLedger, RoomRecord, verdict
from .soak.figures import GROWTH_MIN_BYTES, SPARE_FILES_MAX, Look, complaints
from .test_checker import LOG, MILO, ROOM, SAID, event

HELD_BYTES = 100_000_000


@pytest.mark.scale
@pytest.mark.timeout(120)
def test_a_tiny_crowd_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--minutes", "0.08", "--people", "12", "--rooms", "2"]) == 0
    # A line that is still open would be told of in whatever test comes next.
    gc.collect()
    said = capsys.readouterr().out
    assert "Nothing was lost, and nothing grew." in said
    assert " 0 messages were said" not in said


def a_page(record: RoomRecord) -> BriefLedger:
    """Milo's page, on which everything came as it should."""
    page = BriefLedger(ROOM, record)
    page.who = MILO
    page.begin(2)
    page.take(SAID, None)
    for told in SAID:
        page.answer(Answer(1.0, "message.say", told.client_id, True, None, told.seq, (told,)))
    return page


def test_nothing_is_found_where_nothing_is_broken() -> None:
    record = RoomRecord()
    assert verdict(ROOM, record, LOG, [a_page(record).reached]) == []


def test_what_was_acknowledged_and_is_not_kept_is_found() -> None:
    record = RoomRecord()
    a_page(record)
    assert any("I1" in fault for fault in verdict(ROOM, record, LOG[:-1], []))


def test_a_word_that_is_missing_on_a_screen_is_found() -> None:
    record = RoomRecord()
    a_page(record).take([event(9)], None)
    assert any("I2" in fault for fault in record.faults)


def test_a_page_that_was_told_nothing_to_the_end_is_found() -> None:
    record = RoomRecord()
    assert any("I2" in fault for fault in verdict(ROOM, record, LOG, [a_page(record).reached - 1]))


def test_two_who_are_told_something_else_are_found() -> None:
    record = RoomRecord()
    a_page(record)
    other = BriefLedger(ROOM, record)
    other.begin(6)
    other.take([event(7, client_id="other")], None)
    assert any("I3" in fault for fault in record.faults)


def test_one_wish_with_two_rows_is_found() -> None:
    assert any("I4" in fault for fault in verdict(ROOM, RoomRecord(), [*LOG, event(8, client_id="c7")], []))


def looks(memory: list[int]) -> list[Look]:
    """The server at some moments."""
    return [Look(at, held, 15, 5, 0, 0) for at, held in enumerate(memory)]


def test_memory_that_stays_is_well_and_what_grows_is_not() -> None:
    flat = [HELD_BYTES // 2, *[HELD_BYTES] * 7]
    assert complaints(looks(flat), 0) == []
    assert complaints(looks([*flat[:6], *[HELD_BYTES + GROWTH_MIN_BYTES + 1] * 2]), 0) != []


def test_files_that_stay_open_when_everybody_has_gone_are_told() -> None:
    assert complaints(looks([HELD_BYTES] * 8), SPARE_FILES_MAX) == []
    assert complaints(looks([HELD_BYTES] * 8), SPARE_FILES_MAX + 1) != []
