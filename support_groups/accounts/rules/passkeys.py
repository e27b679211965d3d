"""How many passkeys there may be, and which way in must stay."""

PASSKEYS_MAX = 10


def is_last_way_in(ways: int) -> bool:
    """Whether nothing would open an account that has so many ways in, once one of them is gone."""
    return ways <= 1
