"""How long a next try must wait, so that guessing is hopeless and nobody is locked out."""

FREE_TRIES = 5
FIRST_WAIT_SECONDS = 2
LONGEST_WAIT_SECONDS = 42
WATCHFUL_AFTER = 20
"""So many tries at a name from anywhere, or from a network at any name, and only the first one does not wait long."""


def wait_after(tries: int, tries_for_name: int, tries_from_network: int) -> int:
    """Seconds to wait after so many tries in a row at one name from one network.

    The wait belongs to the two together: whoever guesses at a name delays nobody who comes from elsewhere, and
    nobody with another name. Under an attack that lasts, the first try is still free, and the next ones wait longest:
    what is counted of a network is forgotten after a minute, and a wait that only grows would begin anew each time.
    """
    if max(tries_for_name, tries_from_network) > WATCHFUL_AFTER:
        return LONGEST_WAIT_SECONDS if tries else 0
    beyond = tries - FREE_TRIES
    if beyond < 0:
        return 0
    return min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS << min(beyond, 10))
