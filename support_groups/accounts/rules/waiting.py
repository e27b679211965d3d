"""How long a next try must wait, so that guessing is hopeless and nobody is locked out."""

FREE_TRIES = 5
FIRST_WAIT_SECONDS = 2
LONGEST_WAIT_SECONDS = 42
WATCHFUL_AFTER = 20
"""So many failures for a name from anywhere, or from a network at any name, and only the first try is free."""


def wait_after(tries: int, tries_for_name: int, tries_from_network: int) -> int:
    """Seconds to wait after so many tries in a row at one name from one network.

    The wait belongs to the two together: whoever guesses at a name delays nobody who comes from elsewhere, and
    nobody with another name. Under a wide attack the free tries shrink, but the first one is always free.
    """
    watchful = max(tries_for_name, tries_from_network) > WATCHFUL_AFTER
    beyond = tries - (1 if watchful else FREE_TRIES)
    if beyond < 0:
        return 0
    return min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS << min(beyond, 10))
