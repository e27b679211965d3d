"""What is kept of notices."""

from datetime import timedelta

from support_groups.core.retention import Span, keep

from .models import KEPT_DAYS, Notice

NOTICES = keep(
    Notice,
    "id public_id account_id kind data subject created_at read_at",
    what="What you were told here: that you were let in, that a meeting is not held, that a message waits.",
    why="So that you hear of it when you come. No message is in it.",
    until=Span(Notice.created_at, timedelta(days=KEPT_DAYS), f"{KEPT_DAYS} days."),
)
