"""How often the guards are right, on lines that nobody looked at while they were made."""

import pytest

from .corpus import LANGUAGES, entries, names, scores

PRECISION_MIN = 0.9
RECALL_MIN = 0.8


def test_the_corpus_is_large_and_its_halves_share_nothing() -> None:
    tuned, held_out = ({entry.text for entry in entries(half)} for half in ("tuned", "held_out"))
    assert len(tuned) + len(held_out) >= 400
    assert not tuned & held_out
    assert not set(names("tuned")) & set(names("held_out"))


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_guards_are_seldom_wrong_and_miss_little(half: str) -> None:
    poor = {
        key: (round(score.precision, 2), round(score.recall, 2))
        for key, score in scores(half).items()
        if score.precision < PRECISION_MIN or score.recall < RECALL_MIN
    }
    assert poor == {}


def test_every_language_has_innocent_lines_and_others() -> None:
    for language in LANGUAGES:
        mine = [entry for entry in entries("held_out") if entry.language == language]
        assert sum(not entry.labels for entry in mine) > 15
        assert {label for entry in mine for label in entry.labels} == {"personal", "solicitation", "crisis"}
