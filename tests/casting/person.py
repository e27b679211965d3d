"""A person of the cast: an account and a name."""

from support_groups.accounts.models import Account
from support_groups.core.database import db


class Acting:
    """Someone who has an account and does things with it."""

    def __init__(self, name: str, account_id: int) -> None:
        self.name = name
        self.account_id = account_id

    @property
    def account(self) -> Account:
        """The account as it is now."""
        account = db.session.get(Account, self.account_id)
        assert account is not None
        return account
