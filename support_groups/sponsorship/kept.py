"""What is kept of offers, asks, sponsorships and blocks."""

from support_groups.core.retention import Span, keep

from . import rules
from .models import Ask, Block, Search, SponsorOffer, Sponsorship

keep(
    SponsorOffer,
    "id public_id account_id name name_key name_mark words capacity languages zone hours clean_years steps has_sponsor"
    " may_be_temporary gender prefers is_paused",
    what="What you say in an offer to sponsor, under a name of its own.",
    why="So that somebody who looks for a sponsor finds you.",
    until="Until you take the offer back.",
)
keep(
    Search,
    "account_id languages hours gender prefers wants_temporary",
    what="What you look for in a sponsor.",
    why="To show you first who fits. Nobody else sees it.",
    until="Until you delete your account; you can empty it at any time.",
)
ASKS = keep(
    Ask,
    "id public_id sponsor_id asker_id offer_id sponsor_name asker_name note is_temporary is_unheard state answer"
    " asked_at expires_at settled_at",
    what="Whom you have asked to sponsor you, what you wrote to them, and the answer.",
    why="So that they can answer, and nobody is asked too often.",
    until=Span(
        Ask.settled_at,
        rules.SETTLED_ASKS_STAY,
        f"{rules.SETTLED_ASKS_STAY.days} days after the answer; without one it ends by itself after "
        f"{rules.ASK_LIFETIME.days} days.",
    ),
    mine=lambda account_id: Ask.asker_id == account_id,
)
keep(
    Sponsorship,
    "id public_id sponsor_id sponsee_id sponsor_name sponsee_name is_temporary review_on begun_at ended_at",
    what="Who sponsors you and whom you sponsor, since when, and when it ended.",
    why="So that the two of you find each other.",
    until="Until both of you have let go of the messages, or one of you deletes their account.",
    mine=lambda account_id: (Sponsorship.sponsor_id == account_id) | (Sponsorship.sponsee_id == account_id),
)
keep(
    Block,
    "id public_id blocker_id blocked_id name own_name",
    what="Whom you have blocked.",
    why="So that it holds.",
    until="Until you lift it, or one of you deletes their account.",
    mine=lambda account_id: Block.blocker_id == account_id,
)
