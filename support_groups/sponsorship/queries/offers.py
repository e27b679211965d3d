"""Offers, in the order for one viewer and with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.rules import LANGUAGES
from support_groups.sponsorship import rules
from support_groups.sponsorship.matching import Offered, Suggestion, Wanted, suggest
from support_groups.sponsorship.models import Ask, Search, SponsorOffer, Sponsorship

from .agreements import taken_places
from .asks import is_open
from .blocking import hidden_from


@dataclass(frozen=True)
class Shown:
    """An offer as it is shown to someone, with the reasons for its place."""

    offer: SponsorOffer
    suggestion: Suggestion
    is_new_here: bool
    is_asked: bool


def offer_of(account: Account) -> SponsorOffer | None:
    """The person's own offer."""
    return db.session.scalar(select(SponsorOffer).where(SponsorOffer.account_id == account.id))


def search_of(account: Account) -> Search | None:
    """What the person looks for, if they have said so."""
    return db.session.get(Search, account.id)


def offer_for(viewer: Account, public_id: str) -> SponsorOffer:
    """The offer behind an address; paused ones are found by their owner only."""
    offer = db.session.scalar(
        select(SponsorOffer).options(joinedload(SponsorOffer.account)).where(SponsorOffer.public_id == public_id)
    )
    if offer is None or hidden_from(viewer)(offer) or (offer.is_paused and offer.account_id != viewer.id):
        raise NotFound
    return offer


def suggestions_for(viewer: Account) -> list[Shown]:
    """The offers that have a place, best first for this viewer, with the reasons."""
    offers = {offer.public_id: offer for offer in _with_a_place(viewer)}
    waiting = _waiting()
    wanted = _wanted(viewer)
    at = now()
    candidates = [_offered(offer, waiting.get(offer.account_id, 0), at) for offer in offers.values()]
    asked = _open_sponsor_ids(viewer)
    return [
        Shown(
            offer=(offer := offers[suggestion.key]),
            suggestion=suggestion,
            is_new_here=is_new_here(offer.account),
            is_asked=offer.account_id in asked,
        )
        for suggestion in suggest(wanted, candidates, seed=viewer.public_id, names=LANGUAGES)
    ]


def shown_to(viewer: Account, offer: SponsorOffer) -> Shown:
    """One offer with what speaks for it."""
    candidate = _offered(offer, 0, now())
    [suggestion] = suggest(_wanted(viewer), [candidate], seed=viewer.public_id, names=LANGUAGES)
    return Shown(offer, suggestion, is_new_here(offer.account), offer.account_id in _open_sponsor_ids(viewer))


def _with_a_place(viewer: Account) -> Sequence[SponsorOffer]:
    taken = (
        select(func.count())
        .where(Sponsorship.sponsor_id == SponsorOffer.account_id, Sponsorship.ended_at.is_(None))
        .scalar_subquery()
    )
    offers = select(SponsorOffer).options(joinedload(SponsorOffer.account))
    found = db.session.scalars(
        offers.where(
            SponsorOffer.is_paused.is_(False),
            SponsorOffer.account_id != viewer.id,
            taken < SponsorOffer.capacity,
        )
    ).all()
    is_hidden = hidden_from(viewer)
    return [offer for offer in found if not is_hidden(offer)]


def _waiting() -> dict[int, int]:
    counts = select(Ask.sponsor_id, func.count()).where(is_open()).group_by(Ask.sponsor_id)
    return {sponsor_id: count for sponsor_id, count in db.session.execute(counts)}


def _open_sponsor_ids(asker: Account) -> set[int]:
    return set(db.session.scalars(select(Ask.sponsor_id).where(Ask.asker_id == asker.id, is_open())))


def _wanted(viewer: Account) -> Wanted:
    search = search_of(viewer)
    offset = _offset_minutes(viewer.zone, now())
    if search is None:
        return Wanted(offset_minutes=offset)
    return Wanted(
        languages=frozenset(rules.words_of(search.languages)),
        hours=frozenset(rules.times_of(search.hours)),
        offset_minutes=offset,
        gender=search.gender,
        prefers=search.prefers,
        temporary=search.wants_temporary,
    )


def _offered(offer: SponsorOffer, waiting: int, at: datetime) -> Offered:
    return Offered(
        key=offer.public_id,
        languages=frozenset(rules.words_of(offer.languages)),
        hours=frozenset(rules.times_of(offer.hours)),
        offset_minutes=_offset_minutes(offer.zone, at),
        clean_years=offer.clean_years,
        steps=offer.steps,
        may_be_temporary=offer.may_be_temporary,
        gender=offer.gender,
        prefers=offer.prefers,
        waiting=waiting,
    )


def _offset_minutes(zone: str, at: datetime) -> int:
    ahead = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int(ahead.total_seconds() // 60) if ahead else 0


def is_new_here(account: Account) -> bool:
    """Whether someone opened their account some weeks ago only."""
    return rules.is_new_here(account.created_on, now().date())


def has_place(offer: SponsorOffer) -> bool:
    """Whether one more fits."""
    return rules.has_place(offer.capacity, taken_places(offer.account_id))
