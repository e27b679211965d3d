"""Which names are fair in a group: nobody may pass for another member, or for those who serve."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache

from support_groups.accounts.rules import fold_name, name_warning
from support_groups.core.errors import DomainError

# Parts that give a servant away wherever they stand, in the languages people are likely to meet.
_STEMS = (
    "facilit",
    "fasilit",
    "fazilit",
    "moderat",
    "moderad",
    "administ",
    "steward",
    "trustedservant",
    "модерат",
    "администр",
)
# Refused where a word begins with them: inside of others they are no service ("Julie Adams", "Morgan Isla").
_BEGINNINGS = ("lead", "colead", "grouplead", "meetinglead", "organis", "organiz", "организ")
_BADGES = frozenset("👑🛡🔰🎖🏅👮✅☑✔🔨")
# Too short to forbid inside of other words ("ghost", "badminton"): refused where they stand alone.
_WORDS = (
    *(
        "admin",
        "админ",
        "mod",
        "host",
        "cohost",
        "chair",
        "chairs",
        "chairing",
        "chairperson",
        "chairman",
        "chairwoman",
        "greeter",
        "secretary",
    ),
    *(
        "treasurer",
        "staff",
        "official",
        "support",
        "system",
        "operator",
        "owner",
        "founder",
        "helpdesk",
        "root",
    ),
    *("everyone", "everybody"),
)
# What a room itself says of somebody: refused as a whole name ("You Jin" is somebody's).
_OF_THE_ROOM = ("you", "nobody", "someone", "somebody", "someone who left", "a member", "member")
# Signs first, for folding drops them; then what is left of look-alikes.
_SIGNS = str.maketrans("!|@$+€", "iiaste")
_LOOKS_LIKE = str.maketrans("1lj034578b9gqc", "iiioeastbbgggk")


class NameIsTaken(DomainError):
    """Another member goes by this name, or by one that looks like it."""

    field = "name"
    words = (
        "Someone here has a name that looks like this one. Please choose another, so that nobody is mistaken for you."
    )


class NameIsSignIn(DomainError):
    """The name is the one the person signs in with."""

    field = "name"
    words = (
        "This is the name you sign in with. It is better kept to yourself: please choose another one for this group."
    )


class NameLooksLikeService(DomainError):
    """The name could pass for that of someone who serves the group."""

    field = "name"
    words = (
        "This name sounds like someone who serves here, and people must be able to tell who does. "
        "Please choose another; what each person does is shown beside their name anyway."
    )


class NameIsNoWord(DomainError):
    """Nothing of the name can be read or told apart."""

    field = "name"
    words = "Please use at least one letter or number, so that people can call you by your name."


def name_key(name: str) -> str:
    """The key under which look-alikes are one name; raises NameIsNoWord when nothing is left to read."""
    key = fold_name(name)
    if not any(character.isalnum() for character in key):
        raise NameIsNoWord
    return key


def check_name(name: str, *, taken: Collection[str], sign_in_key: str) -> str:
    """The key of a name a person may take in a group, or the refusal; `taken` are the keys of the others."""
    key = name_key(name)
    if looks_like_service(name):
        raise NameLooksLikeService
    if key == sign_in_key:
        raise NameIsSignIn
    if key in taken:
        raise NameIsTaken
    return key


def name_doubt(name: str, *, elsewhere: Collection[str]) -> str | None:
    """A gentle question about a name that is allowed; `elsewhere` are the keys of one's names in other groups."""
    if fold_name(name) in elsewhere:
        return (
            "You go by this name in another group. People who are in both would know that it is you. "
            "You can keep it, or choose another."
        )
    return name_warning(name)


def looks_like_service(name: str) -> bool:
    """Whether a name could pass for that of a servant, look-alike letters and spacing included."""
    whole, words = drawn(name), {drawn(word) for word in _words_of(name)}
    return (
        not _BADGES.isdisjoint(name)
        or any(stem in whole for stem in _drawn_all(_STEMS))
        or any(word.startswith(tuple(_drawn_all(_BEGINNINGS))) for word in words)
        or not words.isdisjoint(_drawn_all(_WORDS))
        or not {whole, drawn(re.sub(r"[\W_]+", "", name))}.isdisjoint(_drawn_all(_OF_THE_ROOM))
    )


def _words_of(name: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", name)
    yield plain
    yield from plain.split()
    yield from re.findall(r"[^\W_]+", plain)
    yield from re.findall(r"[^\W\d_]+", plain)
    yield from re.findall(r"[A-ZА-Я]?[a-zа-я]+|[A-ZА-Я]+(?![a-zа-я])", plain)


def drawn(text: str) -> str:
    """A text as the eye takes it in: look-alike letters and digits as one, doubled letters as single ones."""
    folded = fold_name(text.translate(_SIGNS)).translate(_LOOKS_LIKE)
    return re.sub(r"(.)\1+", r"\1", folded)


@cache
def _drawn_all(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(drawn(word) for word in words)
