"""What a name and a passphrase may be, how long a next try must wait, what a device is called."""

from .devices import DISCREET_LAPSES_DAYS, SIGN_IN_LAPSES_DAYS, device_label, has_lapsed
from .names import fold_name, name_warning, suggest_names
from .passphrases import normal_passphrase, passphrase_fault, suggest_passphrase
from .recovery_words import new_recovery_words, read_recovery_words
from .waiting import FREE_TRIES, LONGEST_WAIT_SECONDS, wait_after
from .work import PUZZLES, is_done, solve
from .zones import ZONES_BY_REGION, is_zone

__all__ = [
    "DISCREET_LAPSES_DAYS",
    "FREE_TRIES",
    "LONGEST_WAIT_SECONDS",
    "PUZZLES",
    "SIGN_IN_LAPSES_DAYS",
    "ZONES_BY_REGION",
    "device_label",
    "fold_name",
    "has_lapsed",
    "is_done",
    "is_zone",
    "name_warning",
    "new_recovery_words",
    "normal_passphrase",
    "passphrase_fault",
    "read_recovery_words",
    "solve",
    "suggest_names",
    "suggest_passphrase",
    "wait_after",
]
