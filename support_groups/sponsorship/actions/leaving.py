"""What becomes of asks and sponsorships when an account goes."""

from sqlalchemy import or_, select

from support_groups.core.database import db
from support_groups.core.transaction import transaction
from support_groups.sponsorship import queries
from support_groups.sponsorship.models import Answer, Ask, AskState, Sponsorship

from .agreeing import finish
from .asking import settle_declined, settle_withdrawn
from .holding import holding


def leave_with_account(account_id: int) -> None:
    """End and settle everything, so that those on the other side hear of it; the rows go with the account."""
    with transaction(), holding(account_id, *_others(account_id)):
        for ask in queries.open_asks(Ask.sponsor_id == account_id):
            settle_declined(ask, Answer.NO_PLACE)
        for ask in queries.open_asks(Ask.asker_id == account_id):
            settle_withdrawn(ask, found_one=False)
        mine = or_(Sponsorship.sponsor_id == account_id, Sponsorship.sponsee_id == account_id)
        for sponsorship in queries.active_sponsorships(mine):
            other_id = sponsorship.other_id(account_id)
            finish(sponsorship, account_id, tell_other=not queries.are_blocked(account_id, other_id))


def _others(account_id: int) -> set[int]:
    people: set[int] = set()
    asks = select(Ask.sponsor_id, Ask.asker_id).where(
        or_(Ask.sponsor_id == account_id, Ask.asker_id == account_id), Ask.state == AskState.OPEN
    )
    pairs = select(Sponsorship.sponsor_id, Sponsorship.sponsee_id).where(
        or_(Sponsorship.sponsor_id == account_id, Sponsorship.sponsee_id == account_id), Sponsorship.ended_at.is_(None)
    )
    for one, other in [*db.session.execute(asks), *db.session.execute(pairs)]:
        people |= {one, other}
    return people - {account_id}
