"""What browsers may send about accounts."""

from typing import Annotated

from pydantic import Field

from support_groups.core.forms import Form, Line, Maybe, among

from .models import NAME_MAX_CHARS, PASSPHRASE_MAX_CHARS, ZONE_MAX_CHARS
from .rules import is_zone

WORDS_MAX_CHARS = 300
ADDRESS_MAX_CHARS = 500


class _Zones:
    """All time zones; asked only whether one is among them."""

    def __contains__(self, zone: object) -> bool:
        return isinstance(zone, str) and is_zone(zone)


Name = Annotated[str, Line(NAME_MAX_CHARS)]
# As typed: spaces at its ends are no part of a passphrase, everything else is. Rules for new ones are the action's.
Passphrase = Annotated[str, Field(min_length=1, max_length=PASSPHRASE_MAX_CHARS)]
Zone = Annotated[str, Line(ZONE_MAX_CHARS), among(_Zones, "Please choose one of the time zones offered.")]
Onward = Maybe[Annotated[str, Field(max_length=ADDRESS_MAX_CHARS)]]


class ChooseName(Form):
    """The first step of joining; `keep` says that a name we asked about is meant."""

    name: Name
    keep: bool = False
    next: Onward = None


class OpenAccount(Form):
    """The second step of joining."""

    name: Name
    keep: bool = False
    passphrase: Passphrase
    zone: Zone = "UTC"
    next: Onward = None


class EnterAccount(Form):
    """Signing in; `stay` keeps this device signed in when the browser is closed, unless it is to be discreet."""

    name: Name
    passphrase: Passphrase
    stay: bool = False
    discreet: bool = False
    next: Onward = None


class ComeBack(Form):
    """Recovering an account with its words."""

    name: Name
    words: Annotated[str, Line(WORDS_MAX_CHARS)]
    passphrase: Passphrase
    next: Onward = None


class ChangeZone(Form):
    """Another time zone."""

    zone: Zone


class ChangeDiscretion(Form):
    """Whether this device is to be discreet."""

    discreet: bool


class ChangePassphrase(Form):
    """Another passphrase."""

    old: Passphrase
    passphrase: Passphrase


class Confirm(Form):
    """A serious step, confirmed."""

    passphrase: Passphrase


class CopyForm(Form):
    """A copy of all that is one's own; `alone` asks for the JSON without its archive."""

    alone: bool = False
