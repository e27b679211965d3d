"""A look at what a device answers; values in, a verdict out."""

from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import (
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    encode_cbor,
    parse_client_data_json,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    RegistrationCredential,
)

from support_groups.core.errors import DomainError

from .asking import ALGORITHMS
from .values import Made, Passkey, Place, Shown


class UnknownPasskey(DomainError):
    """A passkey that opens nothing here, or an answer that is not its own: the two look the same."""

    status = 422
    words = (
        "This passkey does not open an account here. It may have been removed. "
        "Your name and your passphrase let you in as before."
    )


class PasskeyNotMade(DomainError):
    """What a device has answered does not make a passkey."""

    status = 422
    words = "Your device and this place did not understand each other, so no passkey was made. Please try it once more."


def challenge_in(client_data: bytes) -> bytes:
    """The challenge that a browser says it has answered; empty if it cannot be read."""
    try:
        return parse_client_data_json(client_data).challenge
    except (WebAuthnException, ValueError, TypeError, AttributeError, RecursionError):
        return b""


def check_made(place: Place, made: Made, handle: bytes) -> Passkey:
    """The new passkey, or raise PasskeyNotMade."""
    answer = AuthenticatorAttestationResponse(client_data_json=made.client_data, attestation_object=made.attestation)
    with _readable(PasskeyNotMade()):
        _check_is_at_top(made.client_data)
        checked = verify_registration_response(
            credential=RegistrationCredential(id=bytes_to_base64url(made.id), raw_id=made.id, response=answer),
            expected_challenge=challenge_in(made.client_data),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
            supported_pub_key_algs=list(ALGORITHMS),
        )
        if checked.credential_id != made.id:
            raise PasskeyNotMade
        _check_fits(checked.credential_public_key)
    return Passkey(made.id, checked.credential_public_key, checked.sign_count, handle)


def check_shown(shown: Shown, known: Passkey | None) -> int:
    """What the passkey has counted up to, or raise UnknownPasskey; as much work where none is known."""
    place, answered, judged_by = shown.place, shown.answered, known or _NOBODYS
    answer = AuthenticatorAssertionResponse(
        client_data_json=answered.client_data,
        authenticator_data=answered.authenticator_data,
        signature=answered.signature,
    )
    with _readable(UnknownPasskey()):
        _check_is_at_top(answered.client_data)
        checked = verify_authentication_response(
            credential=AuthenticationCredential(
                id=bytes_to_base64url(answered.id), raw_id=answered.id, response=answer
            ),
            expected_challenge=challenge_in(answered.client_data),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=judged_by.public_key,
            credential_current_sign_count=judged_by.counter,
            require_user_verification=True,
        )
    needs_no_handle = shown.is_asked_by_id and not answered.handle
    if known is None or (answered.handle != known.handle and not needs_no_handle):
        raise UnknownPasskey
    return checked.new_sign_count


def _check_fits(public_key: bytes) -> None:
    key = decode_credential_public_key(public_key)
    # Now, and not when somebody wants to come in with it.
    if not isinstance(key, ALGORITHMS[COSEAlgorithmIdentifier(key.alg)]):
        raise PasskeyNotMade
    decoded_public_key_to_cryptography(key)


def _check_is_at_top(client_data: bytes) -> None:
    # The library leaves it open: no page of ours stands in a frame.
    if parse_client_data_json(client_data).cross_origin:
        raise ValueError


@contextmanager
def _readable(refusal: DomainError) -> Iterator[None]:
    """Whatever cannot be read or does not hold is refused in the same words."""
    try:
        yield
    except (WebAuthnException, InvalidSignature, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        raise refusal from None


def _nobodys() -> Passkey:
    """A passkey that nobody has, to be as long about an unknown one as about another."""
    numbers = derive_private_key(1, SECP256R1()).public_key().public_numbers()
    x, y = numbers.x.to_bytes(32), numbers.y.to_bytes(32)
    return Passkey(b"", encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y}), 0, b"")


_NOBODYS = _nobodys()
