"""Being forgotten."""

from support_groups.accounts.events import AccountDeleted, AccountLeaving
from support_groups.accounts.models import Account
from support_groups.core.transaction import announce, transaction


def delete_account(account: Account) -> None:
    """Delete an account with everything that is the person's, at once and for good.

    Every feature takes its part out in the same transaction, or refuses with words on what to do first.
    """
    with transaction() as session:
        account_id = account.id
        announce(AccountLeaving(account_id))
        session.delete(account)
        session.flush()
        announce(AccountDeleted(account_id))
