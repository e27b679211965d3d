"""Whether words may be said in a room of a group, as the group has decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from support_groups.core.errors import DomainError
from support_groups.rooms.models import HeldFor
from support_groups.rooms.rules import Guarded, Readers, Said, Weighed

from ..models import Holds, OnPersonal
from .crisis import crisis
from .lists import Listed, Lists, ready
from .pace import PER_MINUTE_DEFAULT, flood_ends_at, repeat_ends_at
from .personal import Found, Personal, personal, without
from .solicitation import Solicitation, solicitation


@dataclass(frozen=True, slots=True)
class Guards:
    """What is looked at in a group before anything is said; `per_minute` None: nobody counts."""

    on_personal: OnPersonal = OnPersonal.LEAVE_OUT
    no_solicitation: bool = True
    per_minute: int | None = PER_MINUTE_DEFAULT
    lists: Lists = field(default_factory=Lists)
    holds: Holds = Holds.FIRST
    holds_listed: bool = False
    hides_reported: bool = False
    """Whether what was reported is hidden while it is looked at; that is asked when it is."""


_LOOKS_LIKE = {
    Personal.PHONE: "a phone number",
    Personal.MAIL: "an e-mail address",
    Personal.ADDRESS: "an address",
    Personal.HANDLE: "a name used elsewhere online",
    Personal.LINK: "a link",
}


_WOULD_READ = {
    Readers.ROOM: "Everyone in the room would read it, and could find people by it.",
    Readers.DOOR: "Those who open the door would read it, and could find people by it.",
    Readers.WAITING: "Whoever waits would read it before they know anybody here.",
    Readers.BASKET: "Whoever leads would read it, and everyone in the room once it is drawn. It could lead to people.",
}
_INSTEAD = {
    Readers.ROOM: "You can say what is on your mind to all",
    Readers.DOOR: "You can ask to come in without it",
    Readers.WAITING: "You can welcome them without it",
    Readers.BASKET: "You can ask your question without it",
}
_TO_NEWCOMERS = {
    Readers.ROOM: "Please welcome them here in the room",
    Readers.DOOR: "Please ask to come in without it",
    Readers.WAITING: "Please welcome them to the room",
    Readers.BASKET: "Please ask your question without it",
}


class LooksPersonal(DomainError):
    """Words hold something by which people could be found outside; their author is asked first."""

    status = 422

    def __init__(self, said: Said, found: Sequence[Found], *, may_as_it_is: bool) -> None:
        kinds = list(dict.fromkeys(_LOOKS_LIKE[one.kind] for one in found))
        super().__init__(f"This looks like {' and '.join(kinds)}. {_WOULD_READ[said.readers]} Nobody has seen it yet.")
        self.more = {"without": without(said.body, list(found)), "may_as_it_is": may_as_it_is}


class SoundsLikeDealing(DomainError):
    """Nothing is offered, sold or looked for here."""

    status = 422
    words = (
        "This sounds like buying or selling, and that has no place here: people come to get away from it. "
        "If it was meant otherwise, please say it in other words. If you are craving, say that; you will be heard."
    )


class AsksForContact(DomainError):
    """In one's first weeks nobody asks others for contact away from the group."""

    status = 422

    def __init__(self, readers: Readers = Readers.ROOM) -> None:
        super().__init__(
            "This sounds like asking for contact outside of the room. In the first weeks that waits, so that everyone "
            f"is safe here. {_INSTEAD[readers]}, or look for a sponsor."
        )


class AsksNewcomers(DomainError):
    """Nobody asks newcomers away from the group."""

    status = 422

    def __init__(self, readers: Readers = Readers.ROOM) -> None:
        super().__init__(
            f"This asks newcomers for private contact, which we leave to them. {_TO_NEWCOMERS[readers]}; "
            "those who want to sponsor can offer it under Sponsors."
        )


class OnTheGroupsList(DomainError):
    """A group does not want to read some words."""

    status = 422
    words = (
        "There is something in this that the group has asked to leave out. Your words are still here: "
        "please say it in another way, or ask a facilitator."
    )


class Flooding(DomainError):
    """One person leaves room for the others."""

    status = 429

    def __init__(self, at: datetime, ends_at: datetime) -> None:
        super().__init__(
            "You have said a lot in a short time, and others may want to answer. "
            f"You can send this {_when(at, ends_at)}."
        )


class Repeating(DomainError):
    """The same is not said again and again."""

    status = 429

    def __init__(self, at: datetime, ends_at: datetime) -> None:
        super().__init__(f"You have just said this, and it was heard. You can say it again {_when(at, ends_at)}.")


def _when(at: datetime, ends_at: datetime) -> str:
    seconds = max(1, int((ends_at - at).total_seconds()) + 1)
    return "in a second" if seconds == 1 else f"in {seconds} seconds"


def guarding(guards: Guards, in_danger: Callable[[str], object] = crisis) -> Callable[[Said], Weighed | None]:
    """A group's guards, made ready: whoever is in danger is stopped by none of them."""
    listed = ready(guards.lists)

    def weigh(said: Said) -> Weighed | None:
        weighed = _weigh(said, guards, listed)
        return None if weighed is None or in_danger(said.body) else weighed

    return weigh


def _weigh(said: Said, guards: Guards, listed: Listed) -> Weighed | None:
    if not said.serves and (refusal := _refusal(said, guards, listed)):
        return Weighed(Guarded.REFUSE, refusal)
    # The author is asked before somebody who serves is to read it.
    if question := _question(said, guards):
        return Weighed(Guarded.ASK, question)
    why = None if said.serves else _why_held(said, guards, listed)
    return Weighed(Guarded.HOLD, why=why) if why else None


def _refusal(said: Said, guards: Guards, listed: Listed) -> DomainError | None:
    if guards.per_minute is not None:
        own = list(said.own)
        # Whoever has the floor may take their time in many short lines.
        if not said.has_floor and (ends_at := flood_ends_at(said.at, own, guards.per_minute)):
            return Flooding(said.at, ends_at)
        if ends_at := repeat_ends_at(said.at, own, said.body):
            return Repeating(said.at, ends_at)
    if not guards.holds_listed and listed.holds(said.body):
        return OnTheGroupsList()
    kind = solicitation(said.body) if guards.no_solicitation else None
    if kind is None:
        return None
    if kind is Solicitation.CONTACT:
        # Whom one writes to is one's own affair, once people know one.
        return AsksForContact(said.readers) if said.is_newcomer else None
    return AsksNewcomers(said.readers) if kind is Solicitation.NEWCOMERS else SoundsLikeDealing()


def _question(said: Said, guards: Guards) -> DomainError | None:
    may_as_it_is = said.serves or guards.on_personal is OnPersonal.CHOOSE
    if guards.on_personal is OnPersonal.NOTHING or (said.as_it_is and may_as_it_is):
        return None
    found = personal(said.body)
    return LooksPersonal(said, found, may_as_it_is=may_as_it_is) if found else None


def _why_held(said: Said, guards: Guards, listed: Listed) -> HeldFor | None:
    if guards.holds_listed and listed.holds(said.body):
        return HeldFor.LISTED
    # Whoever was called has been seen, and all wait for what they say.
    if not said.is_newcomer or said.was_called:
        return None
    return {Holds.FIRST: HeldFor.FIRST, Holds.NEWCOMERS: HeldFor.NEWCOMER, Holds.NOBODY: None}[guards.holds]
