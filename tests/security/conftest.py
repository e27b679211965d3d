"""A whole evening, with something in every table that a person could have written."""

from datetime import date

import pytest
from flask import Flask

from support_groups.accounts import actions as accounts
from support_groups.accounts import format
from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.clock import Clock
from tests.services.keys import identity_of

from .said import BETWEEN, DAYS, GROUPS, NAMES, PLAN, REASONS, SAID, WROTE


@pytest.fixture
def evening(app: Flask, clock: Clock, fern: Person, milo: Person, nell: Person, sol: Person, ray: Person) -> Room:
    """A whole evening: a meeting, an act and its review, a sponsorship, what the two write, an ask, a block."""
    names = dict(zip((fern, milo, nell, sol, ray), NAMES, strict=True))
    for person, name in names.items():
        person.name = name
    group = fern.founds(GROUPS[0], purpose=GROUPS[1], ground_rules=GROUPS[2])
    for person in (milo, nell):
        person.joins(group)
    meeting = fern.schedules(group, name=GROUPS[3])
    fern.cancels(meeting, date(2026, 11, 27), "The heating of the harbour is broken.")
    room = fern.opens(fern.membership(group))
    for person in (fern, milo, nell):
        person.comes(room, person.membership(group))
        accounts.start_sign_in(person.account, "Firefox on Linux")
    for person, words in zip((milo, nell, fern), SAID, strict=True):
        person.says(room, words)
    fern.mutes(milo, group, why=REASONS[0])
    [about] = milo.reads_record_about_self(group)
    milo.asks_review(about, REASONS[1])
    fern.answers_review(about, REASONS[2])
    sponsorship = sol.sponsors(ray)
    assert sponsorship.ended_at is None
    talk = sol.side_with(ray).conversation.room
    for person, words in ((ray, BETWEEN[0]), (sol, BETWEEN[1])):
        person.writes(talk, words)
    milo.offers(words="I kept my first year in a notebook.")
    nell.asks(milo, WROTE)
    sol.blocks(milo)
    for purpose, value in (("plan", PLAN), ("clean-time", {"dates": DAYS})):
        sealed = format.seal_item(identity_of(milo.account.name), purpose, value)
        accounts.keep_item(milo.account, purpose, sealed, 0)
    return room
