"""What people do with their accounts."""

from .changing import change_passphrase, change_zone, recover, renew_recovery_words
from .founding import accept_founding, invite_founder
from .hardening import make_work_harder
from .keeping import KeptElsewhere, VaultIsFull, keep_item
from .leaving import delete_account
from .opening import NameIsTaken, NameNeedsLetters, NewWay, open_account
from .passkeys import LastWayIn, PasskeyIsKnown, TooManyPasskeys, add_passkey, remove_passkey
from .proving import (
    AnotherPasskey,
    Proof,
    Proven,
    WrongNameOrPassphrase,
    WrongNameOrWords,
    WrongPassphrase,
    confirm,
    prove,
    prove_passkey,
    prove_words,
)
from .signing_in import (
    be_discreet,
    end_other_sign_ins,
    end_sign_in,
    lapse_sign_ins,
    mark_seen,
    start_proven_sign_in,
    start_sign_in,
)
from .trying import WaitALittle
from .using_once import forget_used, use_once, use_tickets

__all__ = [
    "AnotherPasskey",
    "KeptElsewhere",
    "LastWayIn",
    "NameIsTaken",
    "NameNeedsLetters",
    "NewWay",
    "PasskeyIsKnown",
    "Proof",
    "Proven",
    "TooManyPasskeys",
    "VaultIsFull",
    "WaitALittle",
    "WrongNameOrPassphrase",
    "WrongNameOrWords",
    "WrongPassphrase",
    "accept_founding",
    "add_passkey",
    "be_discreet",
    "change_passphrase",
    "change_zone",
    "confirm",
    "delete_account",
    "end_other_sign_ins",
    "end_sign_in",
    "forget_used",
    "invite_founder",
    "keep_item",
    "lapse_sign_ins",
    "make_work_harder",
    "mark_seen",
    "open_account",
    "prove",
    "prove_passkey",
    "prove_words",
    "recover",
    "remove_passkey",
    "renew_recovery_words",
    "start_proven_sign_in",
    "start_sign_in",
    "use_once",
    "use_tickets",
]
