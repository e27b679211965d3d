"""What is kept of accounts and devices."""

from datetime import timedelta

from sqlalchemy import ColumnElement

from support_groups.core.retention import UNTIL_ACCOUNT_GOES, Span, keep, keep_beside

from .models import Account, FounderInvitation, HardTimes, SignIn, UsedOnce, VaultItem, WayIn
from .rules import DISCREET_LAPSES_DAYS, SIGN_IN_LAPSES_DAYS


def _own(account_id: int) -> ColumnElement[bool]:
    return Account.id == account_id


keep(
    Account,
    "id public_id name name_key name_mark",
    what="The name you sign in with, and two random numbers for your account.",
    why="So that you can sign in and nobody else takes your name. It is shown to nobody but you.",
    until=UNTIL_ACCOUNT_GOES,
    mine=_own,
)
keep(
    Account,
    "public_key",
    what="The open half of a pair of keys that your browser has made.",
    why="So that something can be locked for you alone. It opens nothing.",
    until=UNTIL_ACCOUNT_GOES,
    mine=_own,
)
keep(
    WayIn,
    "id public_id account_id kind label format salt proof_hash credential_id credential sealed created_on",
    what="For each way into your account (your passphrase, your recovery words): a scrambled trace of a key that your "
    "browser makes of it, the other half of your pair of keys, locked, and the week it was made. For a passkey, in "
    "place of the trace: what you call it, its open half, two random numbers, and how often its device has counted.",
    why="To see that it is you, and so that you can open what is yours. What you type stays in your browser, and what "
    "makes a passkey work stays in its device.",
    until=UNTIL_ACCOUNT_GOES,
)
keep(
    Account,
    "zone",
    what="The time zone you chose.",
    why="To show meetings in your time.",
    until=UNTIL_ACCOUNT_GOES,
    mine=_own,
)
keep(
    Account,
    "is_steward may_found_groups",
    what="Whether you may begin groups, and whether you help to run this place.",
    why="So that not just anybody can.",
    until=UNTIL_ACCOUNT_GOES,
    mine=_own,
)
keep(
    Account,
    "created_on",
    what="The week in which you came. Not the day.",
    why="Newcomers are protected a little more.",
    until=UNTIL_ACCOUNT_GOES,
    mine=_own,
)
DEVICES = keep(
    SignIn,
    "id public_id account_id token_hash device device_key is_discreet created_on seen_on",
    what="Each device where you are signed in: the kind of browser, the days it was signed in and last seen, and a "
    "random key for what it keeps.",
    why="So that you stay signed in, and can sign a lost device out. No address and no hour.",
    until=Span(
        SignIn.seen_on,
        timedelta(days=SIGN_IN_LAPSES_DAYS),
        f"Until you sign out, or the device has stayed away for {SIGN_IN_LAPSES_DAYS} days; a discreet one, for "
        f"{'a day' if DISCREET_LAPSES_DAYS == 1 else f'{DISCREET_LAPSES_DAYS} days'}. Some days after signing in "
        "each has to sign in anew: 90, where those who run this place have chosen no other number.",
    ),
)
USED_ONCE = keep(
    UsedOnce,
    "id mark until",
    what="A random mark of the work that opened an account, of each question to a passkey and, with several "
    "workers, of each ticket of a page.",
    why="So that each works once. Nothing says whose it was.",
    until=Span(UsedOnce.until, timedelta(0), "One minute for tickets, five for passkeys, fifteen for the work."),
)
HARD_TIMES = keep(
    HardTimes,
    "id until",
    what="Until when opening an account costs a browser more work, because many were opened at once.",
    why="So that a wave of new accounts is dear. It says nothing about anybody.",
    until=Span(HardTimes.until, timedelta(0), "Two hours."),
)
keep(
    VaultItem,
    "id account_id purpose sealed rev",
    what="What only you can read: your browser locks it before it comes here, and nobody here has the key.",
    why="So that you find it again on every device of yours. We can see what it is for, and how often it changes.",
    until="Until you delete your account. What you change or empty is overwritten.",
)
FOUNDERS_LINKS = keep(
    FounderInvitation,
    "id token_hash expires_at created_at",
    what="Links that let somebody begin groups, scrambled. Nothing says whom they were for.",
    why="So that each works once.",
    until=Span(FounderInvitation.expires_at, timedelta(0), "Until they are used or have ended, two weeks at most."),
)
keep_beside(
    __name__,
    what="In your browser, a cookie that says which device this is.",
    why="So that you stay signed in. It says nothing about you to anybody else, and no other place can read it.",
    until="Until you sign out, or press Leave.",
)
keep_beside(
    __name__,
    what="In your browser, your pair of keys, locked so that it opens only while this device is signed in.",
    why="So that you do not type your passphrase for everything that only you can read.",
    until="Until you sign out, or sign this device out from another one.",
)
