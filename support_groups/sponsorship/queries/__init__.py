"""Everything that is read about sponsorship; whoever is blocked, either way, is not found under that name."""

from .agreements import active_sponsorships, sponsorship_for, sponsorships_of, taken_places
from .asks import ask_by, ask_to, asks_by, asks_to, count_asked_lately, count_open_asks, open_asks
from .blocking import are_blocked, block_for, blocks_by, hidden_from, name_known_to, not_blocked, of_both
from .naming import check_name, last_name_of, last_note_of
from .offers import Shown, has_place, is_new_here, offer_for, offer_of, search_of, shown_to, suggestions_for

__all__ = [
    "Shown",
    "active_sponsorships",
    "are_blocked",
    "ask_by",
    "ask_to",
    "asks_by",
    "asks_to",
    "block_for",
    "blocks_by",
    "check_name",
    "count_asked_lately",
    "count_open_asks",
    "has_place",
    "hidden_from",
    "is_new_here",
    "last_name_of",
    "last_note_of",
    "name_known_to",
    "not_blocked",
    "of_both",
    "offer_for",
    "offer_of",
    "open_asks",
    "search_of",
    "shown_to",
    "sponsorship_for",
    "sponsorships_of",
    "suggestions_for",
    "taken_places",
]
