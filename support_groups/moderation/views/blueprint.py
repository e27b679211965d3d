"""The pages of moderation, and the words their templates share."""

from flask import Blueprint

from support_groups.groups.models import Role
from support_groups.groups.rules import ROLE_WORDS, Power, may

from .. import rules
from ..models import WORDS_KEPT_DAYS, Act, Record, Side

bp = Blueprint("moderation", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The words of acts, for the templates of moderation."""
    return {
        "may": lambda member, power: may(member.role, Power(power)),
        "role_words": ROLE_WORDS,
        "act_words": rules.ACT_WORDS,
        "acts": Act,
        "by": lambda record: record.on(Side.BY),
        "whom": lambda record: record.on(Side.WHOM),
        "role_given": _role_given,
        "days_kept": WORDS_KEPT_DAYS,
        "may_be_reviewed": lambda record: record.act in rules.REVIEWABLE and record.review is None,
    }


def _role_given(record: Record) -> str:
    return ROLE_WORDS[Role(record.detail)][0] if record.act is Act.ROLE_GIVEN else ""
