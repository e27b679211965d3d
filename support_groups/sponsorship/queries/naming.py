"""The names and words someone had in sponsorship, and which they may have."""

from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.groups.queries import name_keys_elsewhere
from support_groups.sponsorship import rules
from support_groups.sponsorship.models import Ask, AskState, SponsorOffer, Sponsorship

from .offers import offer_of


def check_name(account: Account, name: str) -> str:
    """The key of a name this person may have in sponsorship, or the refusal."""
    others = select(SponsorOffer.name_key).where(SponsorOffer.account_id != account.id)
    return rules.check_name(
        name,
        sign_in_key=account.name_key,
        in_groups=name_keys_elsewhere(account, None),
        sponsors=frozenset(db.session.scalars(others)),
    )


def last_name_of(account: Account) -> str | None:
    """The name the person last had in sponsorship, to be offered again."""
    if offer := offer_of(account):
        return offer.name
    last = select(Ask.asker_name).where(Ask.asker_id == account.id).order_by(Ask.id.desc()).limit(1)
    as_sponsee = (
        select(Sponsorship.sponsee_name)
        .where(Sponsorship.sponsee_id == account.id)
        .order_by(Sponsorship.id.desc())
        .limit(1)
    )
    return db.session.scalar(last) or db.session.scalar(as_sponsee)


def last_note_of(account: Account) -> str | None:
    """What the person wrote to a sponsor who could not say yes, to be sent again if they like."""
    last = select(Ask.note).where(Ask.asker_id == account.id, Ask.state != AskState.ACCEPTED)
    return db.session.scalar(last.order_by(Ask.id.desc()).limit(1))
