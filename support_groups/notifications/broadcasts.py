"""How many notices wait is told to the person's own pages."""

from support_groups.core.realtime import account, tell
from support_groups.core.transaction import after

from .events import NoticeKept


@after(NoticeKept)
def tell_count(event: NoticeKept) -> None:
    """Tell every open page of a person how many notices wait."""
    tell(account(event.account_id), "notice.kept", {"unread": event.unread})
