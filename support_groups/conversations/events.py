"""What has happened in conversations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MessageWaiting:
    """The other wrote while someone was away; announced once until they have read.

    `account_id` is the one who is to be told, `other_name` the name of the one who wrote, as they know it.
    """

    conversation_id: int
    conversation_public_id: str
    account_id: int
    other_name: str


@dataclass(frozen=True)
class ConversationRead:
    """Someone has come to read what was waiting."""

    conversation_id: int
    account_id: int


@dataclass(frozen=True)
class ConversationGone:
    """Nothing is left of a conversation for someone; what points there should go too."""

    conversation_id: int
    account_id: int
