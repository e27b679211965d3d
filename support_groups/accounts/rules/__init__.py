"""What a name may be, how long a next try waits, what a device is called, what the vault takes, how many passkeys."""

from .devices import DISCREET_LAPSES_DAYS, SIGN_IN_LAPSES_DAYS, device_label, has_lapsed, is_over
from .names import fold_name, latin_alike, name_warning, suggest_names
from .passkeys import PASSKEYS_MAX, is_last_way_in
from .vault import VAULT_ITEMS_MAX, VAULT_STEPS_BYTES, is_purpose, is_sealed, sealed_chars
from .waiting import FREE_TRIES, LONGEST_WAIT_SECONDS, wait_after
from .work import PUZZLES, bits_at, is_done, solve
from .zones import ZONES_BY_REGION, is_zone

__all__ = [
    "DISCREET_LAPSES_DAYS",
    "FREE_TRIES",
    "LONGEST_WAIT_SECONDS",
    "PASSKEYS_MAX",
    "PUZZLES",
    "SIGN_IN_LAPSES_DAYS",
    "VAULT_ITEMS_MAX",
    "VAULT_STEPS_BYTES",
    "ZONES_BY_REGION",
    "bits_at",
    "device_label",
    "fold_name",
    "has_lapsed",
    "is_done",
    "is_last_way_in",
    "is_over",
    "is_purpose",
    "is_sealed",
    "is_zone",
    "latin_alike",
    "name_warning",
    "sealed_chars",
    "solve",
    "suggest_names",
    "wait_after",
]
