"""What browsers may send about accounts: of a secret only what its keys make public, never the secret."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from annotated_types import GroupedMetadata, MaxLen, MinLen
from pydantic import AfterValidator, BeforeValidator, Field

from support_groups.core.forms import Form, Line, Maybe, among

from .models import (
    CREDENTIAL_ID_MAX_BYTES,
    HANDLE_BYTES,
    KEY_BYTES,
    LABEL_MAX_CHARS,
    NAME_MAX_CHARS,
    SALT_BYTES,
    SEALED_BYTES,
    ZONE_MAX_CHARS,
)
from .rules import is_sealed, is_zone

ADDRESS_MAX_CHARS = 500
WORK_MAX_CHARS = 300
SEALED_MAX_CHARS = 50_000
REV_MAX = 2**31 - 2
CLIENT_DATA_MAX_BYTES = 2_000
AUTHENTICATOR_DATA_MAX_BYTES = 2_000
ATTESTATION_MAX_BYTES = 8_000
SIGNATURE_MAX_BYTES = 1_000
"""RSA of 4,096 bits has 512."""


class _Zones:
    """All time zones; asked only whether one is among them."""

    def __contains__(self, zone: object) -> bool:
        return isinstance(zone, str) and is_zone(zone)


@dataclass(frozen=True)
class Octets(GroupedMetadata):
    """So many bytes, sent as text: `Annotated[bytes, Octets(32)]`; `least` where there may be fewer."""

    count: int
    least: int | None = None

    def __iter__(self) -> Iterator[object]:
        """The bounds and, before them, the reading."""
        yield from (MinLen(self.count if self.least is None else self.least), MaxLen(self.count))
        yield BeforeValidator(_read)


def _read(text: object) -> bytes:
    # base64url without padding, as static/accounts/format.js writes it.
    if not isinstance(text, str):
        raise ValueError
    return base64.b64decode((text + "=" * (-len(text) % 4)).encode("ascii"), altchars=b"-_", validate=True)


def _sealed(text: str) -> str:
    if not is_sealed(text):
        raise ValueError("This was not sealed the way it should be.")
    return text


Name = Annotated[str, Line(NAME_MAX_CHARS)]
Zone = Annotated[str, Line(ZONE_MAX_CHARS), among(_Zones, "Please choose one of the time zones offered.")]
Onward = Maybe[Annotated[str, Field(max_length=ADDRESS_MAX_CHARS)]]
Key = Annotated[bytes, Octets(KEY_BYTES)]
Sealed = Annotated[bytes, Octets(SEALED_BYTES)]
Salt = Annotated[bytes, Octets(SALT_BYTES)]
CredentialId = Annotated[bytes, Octets(CREDENTIAL_ID_MAX_BYTES, least=1)]
ClientData = Annotated[bytes, Octets(CLIENT_DATA_MAX_BYTES, least=1)]


class ChooseName(Form):
    """The first step of joining; `keep` says that a name we asked about is meant."""

    name: Name
    keep: bool = False
    next: Onward = None


class NewPassphrase(Form):
    """A new passphrase: the key to sign in with, and the private key sealed so that only the passphrase opens it."""

    salt: Salt
    key: Key
    sealed: Sealed


class NewWords(Form):
    """New recovery words, likewise."""

    key: Key
    sealed: Sealed


class OpenAccount(Form):
    """The second step of joining; `work` is what the browser has worked out before."""

    name: Name
    keep: bool = False
    zone: Zone = "UTC"
    public_key: Key
    passphrase: NewPassphrase
    words: NewWords
    work: Annotated[str, Field(max_length=WORK_MAX_CHARS)] = ""
    next: Onward = None


class AskForSalt(Form):
    """Before signing in: what the passphrase of a name is stretched with."""

    name: Name


class EnterAccount(Form):
    """Signing in; `stay` keeps this device signed in when the browser is closed, unless it is to be discreet."""

    name: Name
    key: Key
    stay: bool = False
    discreet: bool = False
    next: Onward = None


class ShowWords(Form):
    """Coming back with recovery words, the first half: their key, for what they open."""

    name: Name
    key: Key


class ComeBack(Form):
    """Coming back, the second half: a new passphrase and new words in place of the old."""

    name: Name
    key: Key
    passphrase: NewPassphrase
    words: NewWords
    next: Onward = None


class ChangeZone(Form):
    """Another time zone."""

    zone: Zone


class ChangeDiscretion(Form):
    """Whether this device is to be discreet."""

    discreet: bool


class ShowPasskey(Form):
    """What a device answers that has been shown a challenge; nothing of what a passkey opens with."""

    id: CredentialId
    client_data: ClientData
    authenticator_data: Annotated[bytes, Octets(AUTHENTICATOR_DATA_MAX_BYTES, least=1)]
    signature: Annotated[bytes, Octets(SIGNATURE_MAX_BYTES, least=1)]
    handle: Annotated[bytes, Octets(HANDLE_BYTES, least=0)]


class Confirm(Form):
    """A serious step, confirmed with the key of the passphrase or with a passkey."""

    key: Key | None = None
    passkey: ShowPasskey | None = None


class ChangePassphrase(Confirm):
    """Another passphrase."""

    passphrase: NewPassphrase


class ChangeWords(Confirm):
    """Other recovery words."""

    words: NewWords


class MakePasskey(Form):
    """What a device answers that has made a passkey."""

    id: CredentialId
    client_data: ClientData
    attestation: Annotated[bytes, Octets(ATTESTATION_MAX_BYTES, least=1)]


class AddPasskey(Confirm):
    """A passkey for this account; `sealed` is the private key, where the device can open it."""

    label: Annotated[str, Line(LABEL_MAX_CHARS)]
    made: MakePasskey
    sealed: Sealed | None = None


class EnterWithPasskey(Form):
    """Signing in with a passkey."""

    passkey: ShowPasskey
    stay: bool = False
    discreet: bool = False
    next: Onward = None


class CopyForm(Form):
    """A copy of all that is one's own; `alone` asks for the JSON without its archive."""

    alone: bool = False


class KeepItem(Form):
    """Something sealed for the vault, in place of what lay there at a revision."""

    sealed: Annotated[str, Field(max_length=SEALED_MAX_CHARS), AfterValidator(_sealed)]
    rev: Annotated[int, Field(ge=0, le=REV_MAX)]
