"""Asks, open and settled, each for those whose they are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.sponsorship import rules
from support_groups.sponsorship.models import Ask, AskState


def is_open() -> ColumnElement[bool]:
    """That an ask waits for an answer and its time is not over."""
    return (Ask.state == AskState.OPEN) & (Ask.expires_at > now())


def is_heard() -> ColumnElement[bool]:
    """That an open ask is one the sponsor is told of."""
    return is_open() & Ask.is_unheard.is_(False)


def asks_to(sponsor: Account) -> Sequence[Ask]:
    """The open asks that wait for this person's answer, the oldest first."""
    asks = select(Ask).options(joinedload(Ask.asker)).where(Ask.sponsor_id == sponsor.id, is_heard())
    return db.session.scalars(asks.order_by(Ask.asked_at, Ask.id)).all()


def asks_by(asker: Account) -> Sequence[Ask]:
    """What this person has asked lately, open and settled, the newest first; not those that came to a sponsorship."""
    asks = select(Ask).where(Ask.asker_id == asker.id, Ask.state != AskState.ACCEPTED)
    return db.session.scalars(asks.order_by(Ask.asked_at.desc(), Ask.id.desc())).all()


def ask_to(sponsor: Account, public_id: str) -> Ask:
    """An open ask for this sponsor; the askers of settled ones are none of their business any more."""
    return _one(Ask.public_id == public_id, Ask.sponsor_id == sponsor.id, is_heard())


def ask_by(asker: Account, public_id: str) -> Ask:
    """An ask of this person."""
    return _one(Ask.public_id == public_id, Ask.asker_id == asker.id)


def _one(*conditions: ColumnElement[bool]) -> Ask:
    ask = db.session.scalar(select(Ask).options(joinedload(Ask.asker)).where(*conditions))
    if ask is None:
        raise NotFound
    return ask


def open_asks(*conditions: ColumnElement[bool]) -> Sequence[Ask]:
    """Asks without an answer as the database has them now, those past their time included."""
    asks = select(Ask).where(Ask.state == AskState.OPEN, *conditions).order_by(Ask.id)
    return db.session.scalars(asks.execution_options(populate_existing=True)).all()


def count_open_asks(asker_id: int) -> int:
    """How many sponsors have not answered someone yet."""
    return db.session.scalar(select(func.count()).where(Ask.asker_id == asker_id, is_open())) or 0


def count_asked_lately(asker_id: int) -> int:
    """How many sponsors someone has asked within a day, whatever came of it."""
    since = now() - rules.FIRST_CONTACTS_WITHIN
    return db.session.scalar(select(func.count()).where(Ask.asker_id == asker_id, Ask.asked_at > since)) or 0
