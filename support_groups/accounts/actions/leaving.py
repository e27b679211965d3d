"""Being forgotten."""

from support_groups.accounts.events import AccountDeleted, AccountLeaving
from support_groups.accounts.models import Account
from support_groups.core.transaction import again, announce, transaction


def delete_account(account: Account) -> None:
    """Delete an account with everything that is the person's, at once and for good.

    Every feature takes its part out in the same transaction, or refuses with words on what to do first. Where it meets
    somebody who speaks just then, and the database lets neither go on, it is tried again.
    """
    account_id = account.id
    again(lambda: _delete(account_id))


def _delete(account_id: int) -> None:
    with transaction() as session:
        account = session.get(Account, account_id)
        if account is None:
            return
        announce(AccountLeaving(account_id))
        session.delete(account)
        session.flush()
        announce(AccountDeleted(account_id))
