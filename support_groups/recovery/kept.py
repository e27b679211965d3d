"""What is kept of recovery."""

from support_groups.core.retention import keep, keep_beside

from .models import CleanDate

keep(
    CleanDate,
    "id account_id clean_on",
    what="The days from which you count your clean time, if you want to count.",
    why="To tell you how long it is. Nobody else sees it.",
    until="Until you forget them with one press, or delete your account.",
)
keep_beside(
    __name__,
    what="Your answers to the six questions: nothing.",
    why="They are counted in the page and thrown away.",
    until="They are never kept.",
)
