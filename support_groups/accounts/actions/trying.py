"""Counting tries at a secret, so that whoever guesses waits longer each time."""

from support_groups.accounts.rules import wait_after
from support_groups.core import limits
from support_groups.core.errors import TooFast

TRIES_KEPT_SECONDS = 15 * 60
"""How long tries at a name are counted, wherever they come from."""
OF_A_NETWORK_SECONDS = 60
"""How long anything is counted that has to do with where it comes from."""


class WaitALittle(TooFast):
    """Several tries went wrong, so the next one must wait; nobody else has to."""

    def __init__(self, seconds: int) -> None:
        self.seconds = self.retry_seconds = seconds
        unit = "second" if seconds == 1 else "seconds"
        super().__init__(
            f"Several tries did not work, so the next one has to wait {seconds} {unit}. "
            "This keeps others from guessing. You are not locked out."
        )


class Tries:
    """Tries at one secret of one name from one network.

    They are counted before the slow work, so that many at once count too.
    """

    def __init__(self, what: str, name_key: str, network: str) -> None:
        self._pair = (what, name_key, network)
        self._name = (what, "name", name_key)
        self._network = (what, "network", network)

    def begin(self) -> None:
        """Count a try, or raise WaitALittle."""
        _check_need_not_wait(self._pair)
        tries = limits.count(OF_A_NETWORK_SECONDS, *self._pair)
        at_name = limits.count(TRIES_KEPT_SECONDS, *self._name)
        from_network = limits.count(OF_A_NETWORK_SECONDS, *self._network)
        limits.wait(wait_after(tries, at_name, from_network), *self._pair)

    def succeed(self) -> None:
        """Forget the tries of this name from this network."""
        limits.forget(*self._pair)


class OwnTries:
    """Tries at one's own passphrase on a device that is signed in."""

    def __init__(self, sign_in_id: int) -> None:
        self._device = ("confirm", sign_in_id)

    def begin(self) -> None:
        """Count a try, or raise WaitALittle."""
        _check_need_not_wait(self._device)
        tries = limits.count(TRIES_KEPT_SECONDS, *self._device)
        limits.wait(wait_after(tries, tries, 0), *self._device)

    def succeed(self) -> None:
        """Forget the tries on this device."""
        limits.forget(*self._device)


def _check_need_not_wait(key: tuple[object, ...]) -> None:
    if left := limits.seconds_left(*key):
        raise WaitALittle(left)
