"""Appending to the record, asking for a review and answering it; nothing here changes what stands in it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.clock import now
from support_groups.core.errors import NotAllowed
from support_groups.core.retention import let_go
from support_groups.core.transaction import announce, transaction
from support_groups.groups import rules as group_rules
from support_groups.groups.models import Membership, Standing
from support_groups.groups.rules import Power

from .. import queries, rules
from ..events import ActRecorded, ReviewAnswered, ReviewAsked
from ..kept import PEOPLE, REPORTS, REVIEWS
from ..models import SALT_BYTES, Act, Chain, Record, RecordedPerson, Review, Side


@dataclass(frozen=True)
class Person:
    """Someone in an act, by the name they had then; `reason` is why, as they were told."""

    membership_id: int
    name: str
    account_id: int | None
    reason: str = ""


def record(
    group_id: int,
    act: Act,
    *,
    by: Person | None,
    whom: Person | None = None,
    until: datetime | None = None,
    detail: str = "",
) -> Record:
    """Append an act to the record of a group, in the transaction of the act itself."""
    with transaction() as session:
        chain = _locked_chain(session, group_id)
        by_side, by_seal = _sealed(Side.BY, by)
        whom_side, whom_seal = _sealed(Side.WHOM, whom)
        line = rules.Line(group_id, chain.length + 1, act.value, detail, now(), until, by_seal, whom_seal)
        kept = Record(**{**vars(line), "act": act}, previous=chain.head, digest=rules.digest(chain.head, line))
        session.add(kept)
        session.flush()
        for side in (by_side, whom_side):
            if side:
                side.record_id = kept.id
                session.add(side)
        chain.length, chain.head = line.place, kept.digest
        announce(ActRecorded(kept.id, group_id, act.value, whom.account_id if whom else None))
    return kept


def _locked_chain(session: Session, group_id: int) -> Chain:
    # The last lock that an act takes, after its group's and its room's: no two acts wait for each other.
    found = session.get(Chain, group_id, with_for_update=True, populate_existing=True)
    if found:
        return found
    try:
        with session.begin_nested():
            session.add(Chain(group_id=group_id, length=0, head=rules.BEGINNING))
    except IntegrityError:
        session.expire_all()
    return session.get_one(Chain, group_id, with_for_update=True, populate_existing=True)


def _sealed(side: Side, person: Person | None) -> tuple[RecordedPerson | None, bytes | None]:
    if person is None:
        return None, None
    salt = secrets.token_bytes(SALT_BYTES)
    row = RecordedPerson(
        side=side, membership_id=person.membership_id, name=person.name, reason=person.reason, salt=salt
    )
    return row, rules.seal(salt, person.membership_id, person.name, person.reason)


def ask_review(membership: Membership, public_id: str, words: str) -> None:
    """Ask those who serve to look again at an act about oneself; a ban does not take this away."""
    membership_id = membership.id
    with transaction() as session:
        found = queries.act_about(membership_id, public_id)
        rules.check_may_ask_review(found.act, asked=found.review is not None)
        try:
            with session.begin_nested():
                session.add(Review(record_id=found.id, membership_id=membership_id, words=words, asked_at=now()))
        except IntegrityError:
            raise rules.ReviewIsAsked from None
        by = found.on(Side.BY)
        announce(ReviewAsked(found.id, found.group_id, membership_id, by.membership_id if by else None))


def answer_review(by: Membership, public_id: str, words: str) -> None:
    """Answer someone who asked for a review of what another decided; the first answer stands."""
    by_id = by.id
    with transaction() as session:
        by = session.get_one(Membership, by_id)
        if by.standing is not Standing.ACTIVE or not group_rules.may(by.role, Power.MODERATE):
            raise NotAllowed
        found = queries.record_in(by.group_id, public_id)
        if found.review is None:
            raise rules.ReviewIsAnswered
        review = session.get_one(Review, found.review.id, with_for_update=True, populate_existing=True)
        if review.answered_at:
            raise rules.ReviewIsAnswered
        acted = found.on(Side.BY)
        rules.check_may_answer_review(
            by.id,
            acted=acted.membership_id if acted else None,
            asked=review.membership_id,
            moderators=[member.id for member in queries.moderators_of(by.group_id)],
        )
        review.answer, review.answered_at = words, now()
        account_id = session.get_one(Membership, review.membership_id).account_id
        announce(ReviewAnswered(found.id, by.group_id, account_id))


@chore("let names fade from the record", pause_seconds=UNHURRIED_SECONDS)
def fade_due() -> None:
    """Forget names, reasons and reviews of acts that are some weeks old; that they were done stays. Reports go."""
    let_go(REVIEWS, PEOPLE, REPORTS)
