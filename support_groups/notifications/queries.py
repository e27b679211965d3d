"""Reading notices: everybody their own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound

from .models import Notice

PAGE_NOTICES = 30


@dataclass(frozen=True)
class Page:
    """A page of notices, the newest first; `older` is where the next one goes on."""

    notices: Sequence[Notice]
    older: str | None


def notices_for(account: Account, before: str | None = None) -> Page:
    """A page of a person's notices, from one of them backwards."""
    wanted = select(Notice).where(Notice.account_id == account.id).order_by(Notice.id.desc()).limit(PAGE_NOTICES + 1)
    if before is not None:
        wanted = wanted.where(Notice.id < notice_for(account, before).id)
    found = db.session.scalars(wanted).all()
    notices = found[:PAGE_NOTICES]
    return Page(notices, notices[-1].public_id if len(found) > PAGE_NOTICES else None)


def notice_for(account: Account, public_id: str) -> Notice:
    """One of a person's notices."""
    found = db.session.scalar(select(Notice).where(Notice.account_id == account.id, Notice.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def unread_count(account_id: int) -> int:
    """How many notices wait for a person."""
    waiting = select(func.count()).where(Notice.account_id == account_id, Notice.read_at.is_(None))
    return db.session.scalar(waiting) or 0


def unread_counts(account_ids: Collection[int]) -> Mapping[int, int]:
    """How many notices wait for each of several people."""
    waiting = select(Notice.account_id, func.count()).where(
        Notice.account_id.in_(account_ids), Notice.read_at.is_(None)
    )
    return dict(db.session.execute(waiting.group_by(Notice.account_id)).all())


def waiting_about(account_ids: Collection[int], subject: str) -> set[int]:
    """Who of several people has an unread notice about a subject."""
    waiting = select(Notice.account_id).where(
        Notice.account_id.in_(account_ids), Notice.subject == subject, Notice.read_at.is_(None)
    )
    return set(db.session.scalars(waiting))
