"""Nobody passes for someone who serves, by trimmings, a slip of the pen or letters that look alike."""

import pytest

from support_groups.groups import rules
from support_groups.groups.models import Group
from tests.cast import Person

BY_TRIMMINGS = [
    "Fern official",
    "the real Fern",
    "Fernn",
    "Fern 2",
    "xX Fern Xx",
    "F3rn",
    "Fеrn.",
    "_f e r n_",
    "Fern-official",
]


@pytest.mark.parametrize("name", BY_TRIMMINGS)
def test_a_name_imitates_by_trimmings_and_look_alikes(name: str) -> None:
    assert rules.imitates(name, ["Fern"])


@pytest.mark.parametrize(
    "name", ["Quiet Harbor", "Quiet Harbours", "Quiet Horbour", "Quiet Harabour", "Quiet-Harbour-official"]
)
def test_a_long_name_imitates_by_a_slip_of_the_pen(name: str) -> None:
    assert rules.imitates(name, ["Quiet Harbour"])


def test_trimmings_around_two_short_words_are_seen_through() -> None:
    assert rules.imitates("the real Sun Oak", ["Sun Oak"])


@pytest.mark.parametrize("name", ["Ferdinand", "Fenn", "Fern Valley", "Moss"])
def test_other_names_are_free(name: str) -> None:
    assert not rules.imitates(name, ["Fern"])


def test_nobody_joins_under_the_name_of_a_facilitator_with_trimmings(iris: Person, quiet_group: Group) -> None:
    with pytest.raises(rules.NameIsTaken):
        iris.joins(quiet_group, as_name="Fern 2")


def test_no_member_takes_the_name_of_a_facilitator_with_trimmings(milo: Person, quiet_group: Group) -> None:
    with pytest.raises(rules.NameIsTaken):
        milo.is_named("the real Fern", quiet_group)


@pytest.mark.parametrize(
    ("name", "servant"),
    [
        ("Harbours", "Harbourx"),
        ("Harbour", "Harbours Inn"),
        ("Harbor", "Harbour"),
        ("Quiet Harb", "Quiet Harbour"),
        ("Quiet Harbo", "Quiet Harbour"),
        ("Quiet Horbur", "Quiet Harbour"),
        ("Quiet Lagoon", "Quiet Harbour"),
        ("...", "Fern"),
    ],
)
def test_what_is_more_than_a_slip_is_another_name(name: str, servant: str) -> None:
    assert rules.imitates(name, [servant]) is (name == "Harbours")


@pytest.mark.parametrize("name", ["Fem", "Lantems", "VVillow", "the real VVillow"])
def test_letters_that_look_like_one_are_read_as_one(name: str) -> None:
    assert rules.imitates(name, ["Fern", "Lanterns", "Willow"])


def test_a_name_is_refused_only_if_it_imitates_somebody_who_serves() -> None:
    rules.check_imitates_nobody("Moss", ["Fern"])
    with pytest.raises(rules.NameIsTaken):
        rules.check_imitates_nobody("Fern 2", ["Moss", "Fern"])
