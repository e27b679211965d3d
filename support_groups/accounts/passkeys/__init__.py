"""Passkeys, by the book of WebAuthn: what a browser is asked, and a look at what it answers."""

from .asking import LIVES_SECONDS, name_on_device, options_to_make, options_to_show
from .judging import PasskeyNotMade, UnknownPasskey, challenge_in, check_made, check_shown
from .values import Answered, Made, Passkey, Place, Shown

__all__ = [
    "LIVES_SECONDS",
    "Answered",
    "Made",
    "Passkey",
    "PasskeyNotMade",
    "Place",
    "Shown",
    "UnknownPasskey",
    "challenge_in",
    "check_made",
    "check_shown",
    "name_on_device",
    "options_to_make",
    "options_to_show",
]
