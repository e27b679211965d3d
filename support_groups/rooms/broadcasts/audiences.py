"""Under which names lines hear of a room, and of one person there."""

ROOMS = "room:"
PEOPLE = "person:"


def audience_of(room_id: int) -> str:
    """Everyone whose line is in a room."""
    return f"{ROOMS}{room_id}"


def audience_of_one(who: str) -> str:
    """Every line of one person in a room, by the public id they have there."""
    return f"{PEOPLE}{who}"
