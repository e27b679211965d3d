"""Every change of clean time; each is the member's own, and is told to nobody."""

from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from support_groups.accounts.models import Account
from support_groups.core.clock import today_in
from support_groups.core.transaction import transaction

from .models import CleanDate
from .queries import clean_dates_of
from .rules.clean_time import DateAlreadyKept, EarlierDateStands, NothingToPutRight, check_clean_date


def begin(account: Account, clean_on: date) -> None:
    """Keep a day to count from, or the day of coming back: a row of its own, later than those before."""
    check_clean_date(clean_on, today_in(account.zone))
    with transaction() as session:
        latest = _latest(session, account)
        if latest and clean_on < latest.clean_on:
            raise DateAlreadyKept
        if not latest or clean_on > latest.clean_on:
            session.add(CleanDate(account_id=account.id, clean_on=clean_on))


def begin_anew(account: Account, clean_on: date) -> None:
    """Count from another day and forget all days before it, in one step."""
    with transaction() as session:
        begin(account, clean_on)
        _forget(session, account, before=clean_on)


def put_right(account: Account, clean_on: date) -> None:
    """Correct the day that counts; the beginnings before it stay as they are."""
    check_clean_date(clean_on, today_in(account.zone))
    with transaction() as session:
        latest = _latest(session, account)
        if latest is None:
            raise NothingToPutRight
        if any(kept.clean_on >= clean_on for kept in clean_dates_of(account)[1:]):
            raise EarlierDateStands
        latest.clean_on = clean_on


def forget_earlier(account: Account) -> None:
    """Forget all beginnings but the one that counts."""
    with transaction() as session:
        latest = _latest(session, account)
        if latest:
            _forget(session, account, before=latest.clean_on)


def forget_all(account: Account) -> None:
    """Forget every clean date."""
    with transaction() as session:
        _forget(session, account)


def _latest(session: Session, account: Account) -> CleanDate | None:
    # The account's row is the lock: the same wish from two tabs is granted once.
    session.get(Account, account.id, with_for_update=True, populate_existing=True)
    return next(iter(clean_dates_of(account)), None)


def _forget(session: Session, account: Account, before: date | None = None) -> None:
    mine = delete(CleanDate).where(CleanDate.account_id == account.id)
    session.execute(mine if before is None else mine.where(CleanDate.clean_on < before))
