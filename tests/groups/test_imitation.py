"""Nobody passes for someone who serves, by trimmings, a slip of the pen or letters that look alike."""

import pytest

from support_groups.groups import rules
from support_groups.groups.models import Group
from tests.cast import Person

BY_TRIMMINGS = ["Fern official", "the real Fern", "Fernn", "Fern 2", "xX Fern Xx", "F3rn", "Fеrn.", "_f e r n_"]


@pytest.mark.parametrize("name", BY_TRIMMINGS)
def test_a_name_imitates_by_trimmings_and_look_alikes(name: str) -> None:
    assert rules.imitates(name, ["Fern"])


@pytest.mark.parametrize("name", ["Quiet Harbor", "Quiet Harbours", "Quiet Horbour"])
def test_a_long_name_imitates_by_a_slip_of_the_pen(name: str) -> None:
    assert rules.imitates(name, ["Quiet Harbour"])


@pytest.mark.parametrize("name", ["Ferdinand", "Fenn", "Fern Valley", "Moss"])
def test_other_names_are_free(name: str) -> None:
    assert not rules.imitates(name, ["Fern"])


def test_nobody_joins_under_the_name_of_a_facilitator_with_trimmings(iris: Person, quiet_group: Group) -> None:
    with pytest.raises(rules.NameIsTaken):
        iris.joins(quiet_group, as_name="Fern 2")


def test_no_member_takes_the_name_of_a_facilitator_with_trimmings(milo: Person, quiet_group: Group) -> None:
    with pytest.raises(rules.NameIsTaken):
        milo.is_named("the real Fern", quiet_group)
