"""The blueprint that all pages of sponsorship stand on, and the words their templates use."""

from collections.abc import Mapping

from flask import Blueprint

from support_groups.groups.rules import LANGUAGES, language_name, zone_name
from support_groups.sponsorship import queries, rules

bp = Blueprint("sponsorship", __name__)


def _options(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, said[:1].upper() + said[1:]) for value, said in words.items()]


@bp.context_processor
def words() -> dict[str, object]:
    """The rules' words for the templates of sponsorship."""
    return {
        "answer_words": rules.ANSWER_WORDS,
        "clean_words": rules.clean_words,
        "expired_words": rules.EXPIRED_WORDS,
        "gender_words": rules.GENDER_WORDS,
        "is_new_here": queries.is_new_here,
        "language_name": language_name,
        "languages": LANGUAGES,
        "prefers_words": rules.PREFERS_WORDS,
        "steps_words": rules.steps_words,
        "options": _options,
        "time_words": rules.TIME_WORDS,
        "times_of": rules.times_of,
        "zone_name": zone_name,
    }
