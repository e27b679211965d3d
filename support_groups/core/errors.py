"""Refusals: a code for programs, a status for browsers, words for the person."""

import re
from collections.abc import Mapping


class DomainError(Exception):
    """A wish that cannot be granted; subclasses name the rule and say it kindly.

    `field` names the form field the words belong to, if any.
    """

    status = 409
    words = "That did not work just now. Nothing you wrote is lost."
    field: str | None = None
    retry_seconds: int | None = None
    """After how long trying again is worth it, told to browsers and programs as well."""
    more: Mapping[str, object] = {}
    """What a page needs besides, to go on from here."""

    def __init__(self, words: str | None = None, *, field: str | None = None) -> None:
        self.words = words or type(self).words
        self.field = field or type(self).field
        super().__init__(self.code)

    @property
    def code(self) -> str:
        """The name of the rule in snake case, stable for programs."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class NotFound(DomainError):
    """Does not exist, or is none of the viewer's business: the two look the same."""

    status = 404
    words = "There is nothing here that we can show you. It may have ended, or the link may be incomplete."


class NotAllowed(DomainError):
    """Visible to the viewer, but not theirs to do."""

    status = 403
    words = "That is something only those who serve this group can do."


class TooFast(DomainError):
    """A rate limit was reached."""

    status = 429
    words = "That was a little fast for us. Please wait a moment and try again; what you wrote is still here."


class Busy(DomainError):
    """More at once than can be done soon."""

    status = 503
    words = "Many people are coming in at this moment. Please try again in a few seconds; there is room for you."
    retry_seconds = 5


class SignInNeeded(DomainError):
    """The visitor is not signed in, or is no longer."""

    status = 401
    words = "You are signed out now. Please sign in again to go on; nothing that was kept is lost."
