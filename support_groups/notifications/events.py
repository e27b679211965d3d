"""What has happened to notices."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeKept:
    """A person has a new notice, or has read some; `unread` is how many wait for them."""

    account_id: int
    unread: int
