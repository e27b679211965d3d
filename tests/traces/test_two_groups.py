"""Who belongs to two groups is two people to everybody in them, whatever is looked at and put together."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random

import pytest
from flask import Flask

from support_groups.core import chance
from tests.cast import Person
from tests.services.clock import Clock

from .attacker import NOT_ASKED, Attacker
from .documents import Findings, Page, Told
from .goings import Goings
from .joining import Clue, clues
from .story import BOTH, ONLY_HERE, ONLY_THERE, Evening, Story
from .turning import Turning

pytestmark = pytest.mark.timeout(900)

HERE = [*BOTH, *ONLY_HERE]
THERE = [*(there for there, _ in BOTH.values()), *ONLY_THERE]
SPONSORS = [sponsor for _, sponsor in BOTH.values()]
OUT_OF_REACH = {
    # Those who look around have no passkey, and nobody else is shown one.
    "accounts.ask_to_remove_passkey",
}
"""Pages of one other person alone, which no attacker is shown."""
TURNED_TO = {
    "conversations.show",
    "moderation.answer",
    "moderation.report",
    "moderation.review",
    "sponsorship.answer",
    "sponsorship.one",
}
"""Pages of what somebody turned to an attacker with."""


@dataclass
class Loot:
    """Everything that was seen in the two groups."""

    here: list[Page | Told]
    there: list[Page | Told]
    visited: set[str]
    evening: Evening


@pytest.fixture
def loot(
    app: Flask, clock: Clock, fern: Person, milo: Person, iris: Person, nell: Person, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Loot]:
    """What a member and a facilitator of each group can see of an evening."""
    # One evening in a thousand fits by chance: it is the same one each time.
    monkeypatch.setattr(chance, "_chance", Random(20261122))
    story = Story(app, clock)
    evening = story.plays(fern, milo, iris, nell)
    Turning(evening, story.mixed, story.pause).turns()
    sides = [[Attacker(app, who, side) for who in (side.facilitator, side.member)] for side in evening.sides]
    attackers = [one for side in sides for one in side]
    # Lines first: one that is not asked for long is ended.
    for one in attackers:
        one.listens()
    for one in attackers:
        one.crawls()
    here, there = ([seen for one in side for seen in one.seen] for side in sides)
    yield Loot(here, there, {view for one in attackers for view in one.visited}, evening)
    story.ends()


def joined(here: list[Page | Told], there: list[Page | Told]) -> list[Clue]:
    """By what the names of the two groups, and those of sponsors, can be joined."""
    offers = read(SPONSORS, [*here, *there])
    with_sponsors = (
        (read(HERE, here), offers, [(name, sponsor) for name, (_, sponsor) in BOTH.items()]),
        (read(THERE, there), offers, [*BOTH.values()]),
    )
    return between_groups(here, there) + [clue for pair in with_sponsors for clue in clues(*pair)]


def between_groups(here: list[Page | Told], there: list[Page | Told]) -> list[Clue]:
    """By what the names of the two groups can be joined."""
    return clues(read(HERE, here), read(THERE, there), [(name, other) for name, (other, _) in BOTH.items()])


def read(names: list[str], seen: list[Page | Told]) -> Findings:
    """What stands beside some names."""
    findings = Findings(names)
    findings.read(seen)
    return findings


def test_nothing_that_can_be_seen_joins_the_names_of_a_person_in_two_groups(app: Flask, loot: Loot) -> None:
    looked_at = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())} - NOT_ASKED
    assert looked_at - loot.visited == OUT_OF_REACH
    assert loot.visited >= TURNED_TO
    for names, seen in ((HERE, loot.here), (THERE, loot.there)):
        told = repr([one.content for one in seen if isinstance(one, Told)])
        assert all(name in told for name in names)
        for view in ("groups.members", "groups.member", "moderation.report"):
            shown = " ".join(one.text for one in seen if isinstance(one, Page) and one.view == view)
            assert all(name in shown for name in names)
    assert "\n".join(str(clue) for clue in joined(loot.here, loot.there)) == ""


@pytest.fixture
def goings(
    app: Flask, clock: Clock, fern: Person, milo: Person, iris: Person, nell: Person, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Goings]:
    """An evening after which all go; chance decides the same each time."""
    story = Story(app, clock)
    going = Goings(clock, story, story.plays(fern, milo, iris, nell))
    # Only now: in which order lines are found to be lost, and draw their lots, depends on how busy the machine is.
    monkeypatch.setattr(chance, "_chance", Random(20261121))
    yield going
    story.ends()


def test_who_is_lost_from_two_rooms_with_a_worker_that_dies_is_not_joined(goings: Goings) -> None:
    goings.workers_die()
    check_nobody_is_joined(goings, "person.left")


def test_who_deletes_the_account_is_not_joined_by_what_two_rooms_are_told(goings: Goings) -> None:
    goings.accounts_go()
    check_nobody_is_joined(goings, "person.left", "nameless")


def check_nobody_is_joined(goings: Goings, *kinds: str) -> None:
    """That all are heard to go from both rooms, and that nothing which was told joins them."""
    here, there = goings.told()
    for seen, names in ((here, [*BOTH]), (there, [name for name, _ in BOTH.values()])):
        for kind in kinds:
            told = [one.content["name"] for one in heard(seen, kind)]
            assert sorted(set(told) & set(names)) == sorted(name for name in told if name in names) == sorted(names)
    assert "\n".join(str(clue) for clue in between_groups(here, there)) == ""


def heard(seen: list[Page | Told], kind: str) -> list[Told]:
    """What somebody who listens has noted of one kind."""
    return [one for one in seen if isinstance(one, Told) and one.view == "heard" and one.content["kind"] == kind]


Plant = Callable[[list[Page | Told], dict[str, int]], None]


def planted(
    seen: list[Page | Told], accounts: dict[str, int], view: str, change: Callable[[str, str, int], str]
) -> None:
    """Change pages of a view, for each name on them."""
    for one in seen:
        if isinstance(one, Page) and one.view == view:
            for name, account_id in accounts.items():
                if name in one.text:
                    one.text = change(one.text, name, account_id)


def with_id(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """The id of the account beside a name."""
    planted(
        seen, accounts, "groups.members", lambda text, name, id_: text.replace(name, f'<i id="person-{id_}">{name}</i>')
    )


def with_colour(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """One of five colours that a person has everywhere."""
    planted(
        seen,
        accounts,
        "groups.members",
        lambda text, name, id_: text.replace(name, f'<i class="colour-{id_ % 5}">{name}</i>'),
    )


def with_picture(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """A picture made from the account."""
    planted(
        seen,
        accounts,
        "groups.member",
        lambda text, name, id_: text.replace("</main>", f'<img src="/static/faces/{id_ * 7919:x}.svg"></main>'),
    )


def with_etag(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """A header that is the same for a person everywhere."""
    for one in seen:
        if isinstance(one, Page) and one.view == "groups.member":
            [about] = [name for name in accounts if name in one.text] or [""]
            one.headers = {**one.headers, "ETag": f'"{accounts.get(about, 0):032x}"'}


def in_order(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """A list in the order in which people opened their accounts."""
    rows = "".join(f"<li>{name}</li>" for name in sorted(accounts, key=lambda name: accounts[name]))
    seen.append(Page("groups.people", f"<ul>{rows}</ul>", {}))


def with_moment(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """When somebody was last seen, in all groups at once."""
    for name, id_ in accounts.items():
        seen.append(Told("people.seen", {"name": name, "seen_at": f"2026-11-27T12:00:{id_ % 60:02}.{id_:06}Z"}))


def with_near_moments(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """When somebody's lines were lost, told as it happens."""
    for place, (name, id_) in enumerate(accounts.items()):
        away = f"2026-11-27T12:{id_ % 60:02}:30.{place:02}Z"
        seen.append(Told("people.away", {"kind": "person.away", "name": name, "at": away}))


def with_token_of_one(seen: list[Page | Told], accounts: dict[str, int]) -> None:
    """Something that only one person has, told in both groups."""
    name = min(accounts, key=lambda one: accounts[one])
    seen.append(Told("person.told", {"kind": "muted", "name": name, "record": "kept-under-4711"}))


LEAKS: dict[Plant, str] = {
    with_id: "the same word",
    with_colour: "alike",
    with_picture: "the same word",
    with_etag: "the same word",
    in_order: "the same order",
    with_moment: "the same moment",
    with_near_moments: "near moments",
    with_token_of_one: "the same word",
}


@pytest.mark.once
def test_a_leak_of_each_kind_is_found(loot: Loot) -> None:
    evening, missed = loot.evening, []
    for plant, kind in LEAKS.items():
        here, there = deepcopy(loot.here), deepcopy(loot.there)
        for seen, side in ((here, evening.here), (there, evening.there)):
            plant(seen, {name: one.account_id for name, one in side.names.items()})
        if kind not in {clue.kind for clue in between_groups(here, there)}:
            missed.append(plant.__name__)
    assert missed == []
