"""Holding people: whatever concerns two of them happens one after the other, in every process."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from support_groups.accounts.models import Account
from support_groups.core.errors import NotFound
from support_groups.core.transaction import transaction


@contextmanager
def holding(*account_ids: int) -> Iterator[Session]:
    """A transaction in which the rows of these accounts are locked; NotFound where one is gone.

    A sponsor's places, an asker's asks and a pair's blocks are judged under these locks and no others.
    """
    wanted = set(account_ids)
    with transaction() as session:
        # In one order for everybody, so that no two wait for each other; keys may still be referred to.
        accounts = select(Account.id).where(Account.id.in_(wanted)).order_by(Account.id)
        if set(session.scalars(accounts.with_for_update(key_share=True))) != wanted:
            raise NotFound
        yield session
