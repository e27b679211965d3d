"""Everything that is read about sponsorship; whoever is blocked, either way, is not found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.groups.queries import name_keys_elsewhere
from support_groups.groups.rules import LANGUAGES

from . import rules
from .matching import Offered, Suggestion, Wanted, suggest
from .models import Ask, AskState, Block, Search, SponsorOffer, Sponsorship

Person = InstrumentedAttribute[int]


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
        select(SponsorOffer)
        .options(joinedload(SponsorOffer.account))
        .where(SponsorOffer.public_id == public_id, not_blocked(viewer.id, SponsorOffer.account_id))
    )
    if offer is None or (offer.is_paused and offer.account_id != viewer.id):
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
    return db.session.scalars(
        offers.where(
            SponsorOffer.is_paused.is_(False),
            SponsorOffer.account_id != viewer.id,
            taken < SponsorOffer.capacity,
            not_blocked(viewer.id, SponsorOffer.account_id),
        )
    ).all()


def _waiting() -> dict[int, int]:
    counts = select(Ask.sponsor_id, func.count()).where(_is_open()).group_by(Ask.sponsor_id)
    return {sponsor_id: count for sponsor_id, count in db.session.execute(counts)}


def _open_sponsor_ids(asker: Account) -> set[int]:
    return set(db.session.scalars(select(Ask.sponsor_id).where(Ask.asker_id == asker.id, _is_open())))


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


def taken_places(sponsor_id: int) -> int:
    """How many a person sponsors now; for the sponsor's own eyes and for the rules."""
    taken = select(func.count()).where(Sponsorship.sponsor_id == sponsor_id, Sponsorship.ended_at.is_(None))
    return db.session.scalar(taken) or 0


def has_place(offer: SponsorOffer) -> bool:
    """Whether one more fits."""
    return rules.has_place(offer.capacity, taken_places(offer.account_id))


def not_blocked(account_id: int, other: Person) -> ColumnElement[bool]:
    """That neither of the two has blocked the other."""
    return ~exists().where(
        or_(
            (Block.blocker_id == account_id) & (Block.blocked_id == other),
            (Block.blocked_id == account_id) & (Block.blocker_id == other),
        )
    )


def are_blocked(one_id: int, other_id: int) -> bool:
    """Whether one of the two has blocked the other."""
    pair = ((one_id, other_id), (other_id, one_id))
    found = select(Block.id).where(or_(*((Block.blocker_id == a) & (Block.blocked_id == b) for a, b in pair)))
    return db.session.scalar(found.limit(1)) is not None


def _is_open() -> ColumnElement[bool]:
    return (Ask.state == AskState.OPEN) & (Ask.expires_at > now())


def asks_to(sponsor: Account) -> Sequence[Ask]:
    """The open asks that wait for this person's answer, the oldest first."""
    asks = select(Ask).options(joinedload(Ask.asker)).where(Ask.sponsor_id == sponsor.id, _is_open())
    return db.session.scalars(asks.where(not_blocked(sponsor.id, Ask.asker_id)).order_by(Ask.asked_at)).all()


def asks_by(asker: Account) -> Sequence[Ask]:
    """What this person has asked lately, open and settled, the newest first; not those that came to a sponsorship."""
    asks = select(Ask).where(Ask.asker_id == asker.id, Ask.state != AskState.ACCEPTED)
    return db.session.scalars(asks.order_by(Ask.asked_at.desc(), Ask.id.desc())).all()


def ask_to(sponsor: Account, public_id: str) -> Ask:
    """An open ask for this sponsor; the askers of settled ones are none of their business any more."""
    return _one(
        Ask.public_id == public_id, Ask.sponsor_id == sponsor.id, _is_open(), not_blocked(sponsor.id, Ask.asker_id)
    )


def ask_by(asker: Account, public_id: str) -> Ask:
    """An ask of this person."""
    return _one(Ask.public_id == public_id, Ask.asker_id == asker.id)


def _one(*conditions: ColumnElement[bool]) -> Ask:
    ask = db.session.scalar(select(Ask).options(joinedload(Ask.asker)).where(*conditions))
    if ask is None:
        raise NotFound
    return ask


def open_asks(*conditions: ColumnElement[bool]) -> Sequence[Ask]:
    """Asks without an answer as the database has them now, those past their time included."""
    asks = select(Ask).where(Ask.state == AskState.OPEN, *conditions).order_by(Ask.id)
    return db.session.scalars(asks.execution_options(populate_existing=True)).all()


def count_open_asks(asker_id: int) -> int:
    """How many sponsors have not answered someone yet."""
    return db.session.scalar(select(func.count()).where(Ask.asker_id == asker_id, _is_open())) or 0


def count_asked_lately(asker_id: int) -> int:
    """How many sponsors someone has asked within a day, whatever came of it."""
    since = now() - rules.FIRST_CONTACTS_WITHIN
    return db.session.scalar(select(func.count()).where(Ask.asker_id == asker_id, Ask.asked_at > since)) or 0


def sponsorships_of(account: Account) -> Sequence[Sponsorship]:
    """A person's sponsorships, both ways, those that go on first."""
    found = select(Sponsorship).where(_is_theirs(account.id))
    return db.session.scalars(found.order_by(Sponsorship.ended_at.desc().nulls_first(), Sponsorship.id.desc())).all()


def sponsorship_for(account: Account, public_id: str) -> Sponsorship:
    """A sponsorship for one of the two."""
    found = db.session.scalar(select(Sponsorship).where(Sponsorship.public_id == public_id, _is_theirs(account.id)))
    if found is None:
        raise NotFound
    return found


def _is_theirs(account_id: int) -> ColumnElement[bool]:
    return or_(
        (Sponsorship.sponsor_id == account_id) & not_blocked(account_id, Sponsorship.sponsee_id),
        (Sponsorship.sponsee_id == account_id) & not_blocked(account_id, Sponsorship.sponsor_id),
    )


def active_sponsorships(*conditions: ColumnElement[bool]) -> Sequence[Sponsorship]:
    """Sponsorships that go on, as the database has them now."""
    found = select(Sponsorship).where(Sponsorship.ended_at.is_(None), *conditions).order_by(Sponsorship.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def of_both(one_id: int, other_id: int) -> ColumnElement[bool]:
    """A sponsorship between two people, one way or the other."""
    return or_(
        (Sponsorship.sponsor_id == one_id) & (Sponsorship.sponsee_id == other_id),
        (Sponsorship.sponsor_id == other_id) & (Sponsorship.sponsee_id == one_id),
    )


def blocks_by(account: Account) -> Sequence[Block]:
    """Whom the person has blocked, by the names they knew them by."""
    blocks = select(Block).where(Block.blocker_id == account.id)
    return db.session.scalars(blocks.order_by(func.lower(Block.name), Block.id)).all()


def block_for(account: Account, public_id: str) -> Block:
    """A block of this person."""
    found = db.session.scalar(select(Block).where(Block.public_id == public_id, Block.blocker_id == account.id))
    if found is None:
        raise NotFound
    return found


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
