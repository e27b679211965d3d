"""How people are called in a meeting of some formats."""

from support_groups.rooms.models import Turns

_TURNS = {"Rr": Turns.ROUND, "Pi": Turns.PITCH, "SD": Turns.SPEAKER_FIRST, "So": Turns.SPEAKER, "AB": Turns.BASKET}


def turns_of(formats: str) -> Turns:
    """Who is called next where one person speaks at a time; by raised hands where no format says otherwise."""
    return next((turns for key, turns in _TURNS.items() if key in formats.split()), Turns.HANDS)
