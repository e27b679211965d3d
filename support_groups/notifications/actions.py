"""Keeping notices, marking them as read, and letting them fade."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from support_groups.accounts.models import Account
from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.clock import now
from support_groups.core.retention import let_go
from support_groups.core.transaction import announce, transaction

from . import queries
from .events import NoticeKept
from .kept import NOTICES
from .models import Kind, Notice


def keep(account_ids: Collection[int], kind: Kind, data: Mapping[str, object], *, subject: str | None = None) -> None:
    """Keep a notice for each of several people, in the transaction of what it is about.

    With a `subject`, whoever has an unread notice about it gets no second one.
    """
    if not account_ids:
        return
    with transaction() as session:
        waiting = queries.waiting_about(account_ids, subject) if subject else set()
        wanted = sorted(set(account_ids) - waiting)
        for account_id in wanted:
            try:
                with session.begin_nested():
                    session.add(Notice(account_id=account_id, kind=kind, data=dict(data), subject=subject))
            except IntegrityError:
                # Someone else has just kept one about the same subject, which is as good.
                continue
        for account_id, unread in queries.unread_counts(wanted).items():
            announce(NoticeKept(account_id, unread))


def read(account: Account, public_id: str) -> Notice:
    """Mark one notice as read; twice is once."""
    with transaction():
        notice = queries.notice_for(account, public_id)
        if notice.read_at is None:
            notice.read_at = now()
            announce(NoticeKept(account.id, queries.unread_count(account.id)))
    return notice


def read_all(account: Account) -> None:
    """Mark all notices as read."""
    _read(account.id)


def read_about(account_id: int, subject: str) -> None:
    """Mark as read what a person now sees for themselves."""
    if queries.waiting_about([account_id], subject):
        _read(account_id, subject)


def forget_about(account_id: int, subject: str) -> None:
    """Let go of what a person was told about something that is gone."""
    with transaction() as session:
        session.execute(delete(Notice).where(Notice.account_id == account_id, Notice.subject == subject))
        announce(NoticeKept(account_id, queries.unread_count(account_id)))


def _read(account_id: int, subject: str | None = None) -> None:
    with transaction() as session:
        waiting = update(Notice).where(Notice.account_id == account_id, Notice.read_at.is_(None))
        if subject:
            waiting = waiting.where(Notice.subject == subject)
        session.execute(waiting.values(read_at=now()))
        announce(NoticeKept(account_id, queries.unread_count(account_id)))


@chore("let notices fade", pause_seconds=UNHURRIED_SECONDS)
def fade_due() -> None:
    """Let go of notices that have had their time, read or not."""
    let_go(NOTICES)
