"""Sponsorships, for the two of them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.sponsorship.models import Sponsorship

from .blocking import not_blocked


def sponsorships_of(account: Account) -> Sequence[Sponsorship]:
    """A person's sponsorships, both ways, those that go on first."""
    found = select(Sponsorship).where(_is_theirs(account.id))
    return db.session.scalars(found.order_by(Sponsorship.ended_at.desc().nulls_first(), Sponsorship.id.desc())).all()


def sponsorship_for(account: Account, public_id: str) -> Sponsorship:
    """A sponsorship for one of the two."""
    found = db.session.scalar(select(Sponsorship).where(Sponsorship.public_id == public_id, _is_theirs(account.id)))
    if found is None:
        raise NotFound
    return found


def _is_theirs(account_id: int) -> ColumnElement[bool]:
    return or_(
        (Sponsorship.sponsor_id == account_id) & not_blocked(account_id, Sponsorship.sponsee_id),
        (Sponsorship.sponsee_id == account_id) & not_blocked(account_id, Sponsorship.sponsor_id),
    )


def active_sponsorships(*conditions: ColumnElement[bool]) -> Sequence[Sponsorship]:
    """Sponsorships that go on, as the database has them now."""
    found = select(Sponsorship).where(Sponsorship.ended_at.is_(None), *conditions).order_by(Sponsorship.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def taken_places(sponsor_id: int) -> int:
    """How many a person sponsors now; for the sponsor's own eyes and for the rules."""
    taken = select(func.count()).where(Sponsorship.sponsor_id == sponsor_id, Sponsorship.ended_at.is_(None))
    return db.session.scalar(taken) or 0
