"""What is kept of recovery."""

from support_groups.core.retention import keep_beside

keep_beside(
    __name__,
    what="The days from which you count your clean time, if you want to count.",
    why="To tell you how long it is. They are locked in your browser, and your browser counts: nobody else sees them.",
    until="Until you forget them with one press, or delete your account.",
)
keep_beside(
    __name__,
    what="Your plan for a hard moment, if you write one.",
    why="So that it is at hand. It is locked in your browser, and nobody else can read it.",
    until="Until you empty it, or delete your account.",
)
keep_beside(
    __name__,
    what="Your answers to the six questions: nothing.",
    why="They are counted in the page and thrown away.",
    until="They are never kept.",
)
