"""What holds between those who sponsor and those who ask: refusals, words, and what follows from what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from support_groups.accounts.rules import fold_name
from support_groups.core.errors import DomainError
from support_groups.groups.rules import looks_like_service, name_key

from .models import Answer, Gender, Time

ASK_LIFETIME = timedelta(days=7)
REVIEW_AFTER = timedelta(days=90)
SETTLED_ASKS_STAY = timedelta(days=30)
NEW_HERE_FOR = timedelta(days=28)
OPEN_ASKS_MAX = 5
FIRST_CONTACTS_WITHIN = timedelta(days=1)
FIRST_CONTACTS_MAX = 3
FIRST_CONTACTS_MAX_NEW_HERE = 2

ANSWER_WORDS = {
    Answer.NO_PLACE: "I have no place for another person right now. I am glad you asked, and hope you find someone.",
    Answer.TOO_MUCH: "My own life asks a lot of me just now, and I could not be there as I would like. It is not you.",
    Answer.OTHER_TIMES: "Our times would not meet often enough. Someone closer to your hours can do more for you.",
    Answer.SOMEONE_ELSE: "I think someone else here can help you better than I can. Please go on asking.",
}
"""The prepared words of a sponsor who cannot say yes; no others are ever sent."""

FOUND_ONE_WORDS = "They have found a sponsor. Thank you for being there to be asked."
WITHDRAWN_WORDS = "They no longer ask. Nothing is needed from you."
EXPIRED_WORDS = "There was no answer in seven days. People here have lives of their own; it is not about you."

TIME_WORDS = {
    Time.WEEKDAY_MORNING: "weekday mornings",
    Time.WEEKDAY_AFTERNOON: "weekday afternoons",
    Time.WEEKDAY_EVENING: "weekday evenings",
    Time.WEEKDAY_NIGHT: "weekday nights",
    Time.WEEKEND_MORNING: "weekend mornings",
    Time.WEEKEND_AFTERNOON: "weekend afternoons",
    Time.WEEKEND_EVENING: "weekend evenings",
    Time.WEEKEND_NIGHT: "weekend nights",
}
GENDER_WORDS = {Gender.WOMAN: "a woman", Gender.MAN: "a man", Gender.NON_BINARY: "non-binary"}
PREFERS_WORDS = {Gender.WOMAN: "women", Gender.MAN: "men", Gender.NON_BINARY: "non-binary people"}


class SponsorIsFull(DomainError):
    """Every place of the sponsor is taken."""

    words = "There is no free place right now. You can make room by offering more places, or decline kindly."


class SponsorHasNoPlace(DomainError):
    """The sponsor cannot be asked just now."""

    words = "This sponsor has no free place just now. There are others who have; what you wrote is still here."


class SponsorIsYou(DomainError):
    """Nobody sponsors themselves."""

    words = "This is your own offer. To find a sponsor for yourself, please look at the others."


class AlreadyAsked(DomainError):
    """There is an open ask for this sponsor."""

    words = "You have asked this sponsor already. Give them a few days; you can ask others meanwhile."


class AlreadySponsored(DomainError):
    """The asker has a sponsor of this kind."""

    words = "You have a sponsor already. When that ends, you can ask someone new at any time."


class IsSponsee(DomainError):
    """The two are in a sponsorship already, one way or the other."""

    words = "You two already have a sponsorship with each other. You can write to each other there."


class TooManyAsks(DomainError):
    """Enough sponsors have been asked for now."""

    status = 429


class AskIsSettled(DomainError):
    """The ask has been answered, withdrawn, or has run out."""

    words = "This ask has been settled already. Nothing more is needed."


class OnlyTemporary(DomainError):
    """What was asked for is not what is offered."""

    field = "is_temporary"
    words = "This sponsor does not offer to be a temporary one. You can ask them as a lasting sponsor, or ask another."


class CapacityBelowTaken(DomainError):
    """Fewer places than people."""

    field = "capacity"
    words = "You sponsor more people than that right now. Nobody loses their place: please choose a larger number."


class NameIsSignIn(DomainError):
    """The name is the one the person signs in with."""

    field = "name"
    words = "This is the name you sign in with. It is better kept to yourself: please choose another one here."


class NameIsOfGroup(DomainError):
    """The name is one the person has in a group."""

    field = "name"
    words = (
        "You go by this name in a group. With another name here, nobody can tell that it is you: please choose "
        "one that you use nowhere else."
    )


class NameIsOfOffer(DomainError):
    """Whoever sponsors has one name here: a second could be seen to be the same person."""

    field = "name"
    words = "You offer to sponsor here under another name. Please ask under that one, so that nobody puts two together."


class NameIsTaken(DomainError):
    """Another sponsor goes by this name, or by one that looks like it."""

    field = "name"
    words = "A sponsor here has a name that looks like this one. Please choose another, so that nobody is mistaken."


class NameLooksLikeService(DomainError):
    """The name could pass for that of someone with a position."""

    field = "name"
    words = "This name sounds like someone with a position here. Please choose one that is only yours."


def check_name(name: str, *, sign_in_key: str, in_groups: Collection[str], sponsors: Collection[str]) -> str:
    """The key of a name a person may have in sponsorship, or the refusal; keys are those of `fold_name`."""
    key = name_key(name)
    if key == sign_in_key:
        raise NameIsSignIn
    if key in in_groups:
        raise NameIsOfGroup
    if looks_like_service(name):
        raise NameLooksLikeService
    if key in sponsors:
        raise NameIsTaken
    return key


def is_known_as(name: str, names: Iterable[str]) -> bool:
    """Whether a name is one by which somebody is known already: under another they are somebody else."""
    return fold_name(name) in {fold_name(one) for one in names}


def has_place(capacity: int, taken: int) -> bool:
    """Whether one more fits."""
    return taken < capacity


def is_new_here(created_on: date, today: date) -> bool:
    """Whether an account is only some weeks old; nobody knows more exactly than the week."""
    return today - created_on < NEW_HERE_FOR


def first_contacts_max(*, new_here: bool) -> int:
    """How many sponsors a person may ask within a day."""
    return FIRST_CONTACTS_MAX_NEW_HERE if new_here else FIRST_CONTACTS_MAX


def check_needs_sponsor(*, temporary: bool, has_temporary: Collection[bool]) -> None:
    """Refuse someone who has what they ask for; with a temporary sponsor one may look for a lasting one.

    `has_temporary` tells of each sponsor someone has whether they are a temporary one.
    """
    if has_temporary and (temporary or not all(has_temporary)):
        raise AlreadySponsored


def check_may_ask_more(*, asked_lately: int, open_asks: int, new_here: bool) -> None:
    """Refuse when someone has asked enough sponsors for now."""
    if open_asks >= OPEN_ASKS_MAX:
        raise TooManyAsks(
            f"You have asked {open_asks} sponsors who have not answered yet. "
            "Please wait for one of them, or take one back; what you wrote is still here."
        )
    if asked_lately >= first_contacts_max(new_here=new_here):
        raise TooManyAsks(
            "You have asked as many sponsors today as one can. "
            "Tomorrow you can ask another; what you wrote is still here. A meeting is open to you at any hour."
        )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a column that keeps a small set."""
    return tuple(text.split())


def kept(chosen: Iterable[str], order: Iterable[str]) -> str:
    """A small set as a column keeps it, each once and in a fixed order."""
    wanted = set(chosen)
    return " ".join(one for one in order if one in wanted)


def times_of(text: str) -> tuple[Time, ...]:
    """The parts of the week in a column."""
    return tuple(Time(one) for one in text.split())


def steps_words(steps: int) -> str:
    """How far someone has worked the steps."""
    if steps == 0:
        return "working the first step"
    if steps >= 12:
        return "has worked all twelve steps"
    return "has worked the first step" if steps == 1 else f"has worked the first {steps} steps"


def clean_words(years: int) -> str:
    """A band of clean time, as its owner says it."""
    return "at least a year clean" if years == 1 else f"at least {years} years clean"


def review_on(begun_at: datetime) -> date:
    """When the two of a temporary sponsorship should look at it again."""
    return (begun_at.astimezone(UTC) + REVIEW_AFTER).date()


@dataclass(frozen=True)
class OfferValues:
    """What a sponsor says in an offer."""

    name: str
    words: str
    capacity: int
    languages: tuple[str, ...]
    zone: str
    hours: tuple[Time, ...]
    clean_years: int
    steps: int
    has_sponsor: bool = False
    may_be_temporary: bool = False
    gender: Gender | None = None
    prefers: Gender | None = None


@dataclass(frozen=True)
class SearchValues:
    """What someone looks for."""

    languages: tuple[str, ...] = ()
    hours: tuple[Time, ...] = ()
    gender: Gender | None = None
    prefers: Gender | None = None
    wants_temporary: bool = False
