"""What proves that an account is one's own: the key of its passphrase, or a passkey that was asked for just now."""

from flask import request
from flask_login import current_user

from support_groups.accounts import challenges
from support_groups.accounts.actions import Proof
from support_groups.accounts.forms import Confirm, ShowPasskey
from support_groups.accounts.passkeys import Answered, Place, Shown, challenge_in
from support_groups.accounts.queries import me
from support_groups.core.forms import FormRefused
from support_groups.core.origin import own_origin


def here() -> Place:
    """Where a passkey is good that is made or shown now: at this very host and origin."""
    return Place(request.host.partition(":")[0], own_origin(request.environ))


def own_purpose() -> str:
    """What the challenge is for with which somebody confirms a step on this device."""
    return challenges.proof_for(me().id, current_user.sign_in_id)


def proof_in(form: Confirm) -> Proof:
    """What a step is confirmed with; raises FormRefused unless it is one thing, and ChallengeIsOver."""
    if form.key is not None and form.passkey is None:
        return form.key
    if form.passkey is not None and form.key is None:
        return shown_in(form.passkey, own_purpose(), is_asked_by_id=True)
    raise FormRefused({"key": "Please fill this in."})


def shown_in(form: ShowPasskey, purpose: str, *, is_asked_by_id: bool = False) -> Shown:
    """A passkey that was shown for this purpose just now; its challenge is used up. Raises ChallengeIsOver."""
    challenges.use(challenge_in(form.client_data), purpose)
    return Shown(here(), Answered(**form.model_dump()), is_asked_by_id)
