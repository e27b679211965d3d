"""People offer, ask, agree, end and block in any order: the promises of sponsorship hold after every step."""

from datetime import date, timedelta
from itertools import combinations

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.accounts.rules import fold_name
from support_groups.conversations import queries as conversations
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.sponsorship import actions, queries
from support_groups.sponsorship.models import Answer, Ask, AskState, Sponsorship
from tests.cast import Person
from tests.services.installation import Installation

pytestmark = pytest.mark.timeout(600)
"""A busy machine has taken three minutes for it."""

NAMES = ("Fern", "Milo", "Nell", "Sol", "Ray")
people = st.sampled_from(NAMES)


def opened(name: str) -> Person:
    """A person whose account nobody signs in to."""
    home = f"{name} at home"
    account = Account(
        name=home,
        name_key=fold_name(home),
        public_key=b"",
        zone="UTC",
        created_on=date(2026, 1, 5),
    )
    db.session.add(account)
    db.session.commit()
    return Person(name, account.id)


class Sponsoring(RuleBasedStateMachine):
    """Five people who may sponsor and ask each other."""

    installation: Installation

    def __init__(self) -> None:
        super().__init__()
        self.installation.empty()
        self.context = self.installation.app.app_context()
        self.context.push()
        self.travel = time_machine.travel("2026-11-20T12:00:00+00:00", tick=False)
        self.clock = self.travel.start()
        self.cast: dict[str, Person] = {}

    @initialize()
    def they_arrive(self) -> None:
        """Everyone has an account and offers a place or two."""
        self.cast = {name: opened(name) for name in NAMES}
        for place, person in enumerate(self.cast.values()):
            person.offers(capacity=1 + place % 2, may_be_temporary=True)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.travel.stop()
        db.session.rollback()
        self.context.pop()

    def tries(self, act: object, *given: object, **how: object) -> None:
        """Do something that may kindly be refused."""
        try:
            assert callable(act)
            act(*given, **how)
        except (DomainError, StopIteration):
            db.session.rollback()

    @rule(who=people, capacity=st.integers(1, 2))
    def offers(self, who: str, capacity: int) -> None:
        """An offer is made or changed."""
        self.tries(self.cast[who].offers, capacity=capacity, may_be_temporary=True)

    @rule(asker=people, sponsor=people, temporary=st.booleans())
    def asks(self, asker: str, sponsor: str, temporary: bool) -> None:
        """Someone asks."""
        self.tries(self.cast[asker].asks, self.cast[sponsor], temporary=temporary)

    @rule(sponsor=people, data=st.data())
    def accepts(self, sponsor: str, data: st.DataObject) -> None:
        """A sponsor says yes to one who waits; the asker's other asks are taken back."""
        account = self.cast[sponsor].account
        if not (waiting := queries.asks_to(account)):
            return
        asked = data.draw(st.sampled_from([ask.public_id for ask in waiting]))
        ask = queries.ask_to(account, asked)
        asker_id = ask.asker_id
        try:
            actions.accept(account, ask)
        except DomainError:
            db.session.rollback()
            return
        still_open = select(Ask).where(Ask.asker_id == asker_id, Ask.state == AskState.OPEN)
        assert db.session.scalars(still_open).all() == []

    @rule(sponsor=people, asker=people, answer=st.sampled_from([Answer.TOO_MUCH, Answer.NO_PLACE]))
    def declines(self, sponsor: str, asker: str, answer: Answer) -> None:
        """A sponsor says no."""
        self.tries(self.cast[sponsor].says_no_to, self.cast[asker], answer)

    @rule(asker=people, sponsor=people)
    def stops_asking(self, asker: str, sponsor: str) -> None:
        """An ask is taken back."""
        self.tries(self.cast[asker].stops_asking, self.cast[sponsor])

    @rule(one=people, other=people)
    def ends(self, one: str, other: str) -> None:
        """A sponsorship ends."""
        self.tries(self.cast[one].ends_with, self.cast[other])

    @precondition(lambda self: len(queries.blocks_by(self.cast["Nell"].account)) < 2)
    @rule(one=people, other=people)
    def blocks(self, one: str, other: str) -> None:
        """Someone is blocked."""
        self.tries(self.cast[one].blocks, self.cast[other])

    @rule(one=people, other=people)
    def lifts_block(self, one: str, other: str) -> None:
        """A block is lifted."""
        self.tries(self.cast[one].lifts_block, self.cast[other])

    @rule(days=st.sampled_from([1, 3, 7, 40]))
    def time_passes(self, days: int) -> None:
        """Days go by, and what is due is done."""
        self.clock.shift(timedelta(days=days))
        actions.expire_asks()
        actions.forget_settled_asks()

    @invariant()
    def nobody_sponsors_more_than_they_offered(self) -> None:
        """Capacity is never exceeded."""
        for person in self.cast.values():
            assert queries.taken_places(person.account_id) <= person.offer.capacity

    @invariant()
    def nobody_has_two_sponsors_of_a_kind(self) -> None:
        """At most one yes comes of a round of asks."""
        active = db.session.scalars(select(Sponsorship).where(Sponsorship.ended_at.is_(None))).all()
        kinds = [(one.sponsee_id, one.is_temporary) for one in active]
        assert len(kinds) == len(set(kinds))
        pairs = [frozenset((one.sponsor_id, one.sponsee_id)) for one in active]
        assert len(pairs) == len(set(pairs))

    @invariant()
    def who_has_a_lasting_sponsor_asks_nobody(self) -> None:
        """No ask of someone who has found one is left open."""
        lasting = select(Sponsorship.sponsee_id).where(
            Sponsorship.ended_at.is_(None), Sponsorship.is_temporary.is_(False)
        )
        open_asks = select(Ask).where(Ask.state == AskState.OPEN, Ask.asker_id.in_(lasting))
        assert db.session.scalars(open_asks).all() == []

    @invariant()
    def blocked_pairs_never_meet(self) -> None:
        """Neither sees the other's offer, ask, sponsorship or conversation."""
        for one, other in combinations(self.cast.values(), 2):
            if queries.are_blocked(one.account_id, other.account_id):
                self._cannot_see(one, other)
                self._cannot_see(other, one)

    def _cannot_see(self, viewer: Person, hidden: Person) -> None:
        account = viewer.account
        assert all(shown.offer.account_id != hidden.account_id for shown in queries.suggestions_for(account))
        assert all(ask.asker_id != hidden.account_id for ask in queries.asks_to(account))
        assert all(one.other_id(account.id) != hidden.account_id for one in queries.sponsorships_of(account))
        names = {one.side.other_name for one in conversations.conversations_of(account)}
        assert hidden.name_here not in names


@pytest.fixture
def standing(database: str, installations: dict[str, Installation]) -> Installation:
    """An installation that each run of the machine empties for itself."""
    return installations[database]


def test_the_promises_of_sponsorship_hold_in_any_order(standing: Installation, database: str) -> None:
    machine = type("Here", (Sponsoring,), {"installation": standing})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12 if database == "sqlite" else 5,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
