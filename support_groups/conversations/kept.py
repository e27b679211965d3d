"""What is kept of conversations, beside what stands in their rooms."""

from support_groups.core.retention import keep

from .models import Conversation, Side

UNTIL_LET_GO = "Until both of you have let go of it, or one of you deletes their account."

keep(
    Conversation,
    "id public_id sponsorship_id room_id veil",
    what="That you and your sponsor or sponsee can write to each other, with a random number for your keys.",
    why="So that the two of you find your messages, and nobody else does.",
    until=UNTIL_LET_GO,
)
keep(
    Side,
    "id conversation_id account_id other_name has_unread deleted_at",
    what="Whether something is unread, and when you let go of a conversation.",
    why="To tell you of it once.",
    until=UNTIL_LET_GO,
)
