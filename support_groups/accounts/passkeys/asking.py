"""What a browser is asked, as WebAuthn writes it.

A passkey lies in its device under a name and a handle that tell nothing, and lets nobody in without a finger, a face or
a PIN. No device has to say who made it.
"""

from hashlib import sha256
from typing import Any

from webauthn import generate_authentication_options, generate_registration_options
from webauthn.helpers import options_to_json_dict
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.decode_credential_public_key import (
    DecodedEC2PublicKey,
    DecodedOKPPublicKey,
    DecodedRSAPublicKey,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .values import Place

LIVES_SECONDS = 5 * 60
"""How long a device may take to answer: enough to look for a key in a bag."""

ALGORITHMS = {
    COSEAlgorithmIdentifier.EDDSA: DecodedOKPPublicKey,
    COSEAlgorithmIdentifier.ECDSA_SHA_256: DecodedEC2PublicKey,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256: DecodedRSAPublicKey,
}
"""How passkeys may sign, and the kind of key that goes with it."""


def name_on_device(plain_title: str, handle: bytes) -> str:
    """What a device calls a passkey in its list: a plain word, and a number to know it by."""
    return f"{plain_title} {int.from_bytes(sha256(handle).digest()[:4]) % 900 + 100}"


def options_to_make(
    place: Place, plain_title: str, challenge: bytes, handle: bytes, ids: list[bytes]
) -> dict[str, Any]:
    """What a browser is asked for a new passkey; a device that has one of `ids` makes no other."""
    name = name_on_device(plain_title, handle)
    return options_to_json_dict(
        generate_registration_options(
            rp_id=place.host,
            rp_name=plain_title,
            user_id=handle,
            user_name=name,
            user_display_name=name,
            challenge=challenge,
            timeout=LIVES_SECONDS * 1000,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=_described(ids),
            supported_pub_key_algs=list(ALGORITHMS),
        )
    )


def options_to_show(place: Place, challenge: bytes, ids: list[bytes]) -> dict[str, Any]:
    """What a browser is asked to show one of some passkeys; without `ids`, any that the person chooses."""
    return options_to_json_dict(
        generate_authentication_options(
            rp_id=place.host,
            challenge=challenge,
            timeout=LIVES_SECONDS * 1000,
            allow_credentials=_described(ids),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def _described(ids: list[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one) for one in ids]
