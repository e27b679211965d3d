"""Every read of clean time: a member's own, and nobody else's."""

from collections.abc import Sequence

from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.core.database import db

from .models import CleanDate


def clean_dates_of(viewer: Account) -> Sequence[CleanDate]:
    """The viewer's own clean dates, the one that counts first."""
    mine = select(CleanDate).where(CleanDate.account_id == viewer.id).order_by(CleanDate.clean_on.desc())
    return db.session.scalars(mine).all()
