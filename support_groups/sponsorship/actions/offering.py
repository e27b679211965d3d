"""What a person does with their own offer, and with what they look for."""

from sqlalchemy.exc import IntegrityError

from support_groups.accounts.models import Account
from support_groups.core.errors import NotFound
from support_groups.groups.rules import LANGUAGES
from support_groups.sponsorship import queries, rules
from support_groups.sponsorship.models import Answer, Ask, Search, SponsorOffer, Time
from support_groups.sponsorship.rules import OfferValues, SearchValues

from .asking import settle_declined
from .holding import holding


def offer_to_sponsor(account: Account, values: OfferValues) -> SponsorOffer:
    """Make the person's offer, or change it; nobody who is sponsored loses their place."""
    account_id = account.id
    with holding(account_id) as session:
        person = session.get_one(Account, account_id)
        key = queries.check_name(person, values.name)
        if values.capacity < queries.taken_places(account_id):
            raise rules.CapacityBelowTaken
        offer = queries.offer_of(person) or SponsorOffer(account_id=account_id)
        _fill(offer, values, key)
        try:
            # Two who take look-alike names at once: the database decides.
            with session.begin_nested():
                session.add(offer)
        except IntegrityError:
            raise rules.NameIsTaken from None
        return offer


def _fill(offer: SponsorOffer, values: OfferValues, key: str) -> None:
    offer.name, offer.name_key = values.name, key
    offer.words = values.words
    offer.capacity = values.capacity
    offer.languages = rules.kept(values.languages, LANGUAGES)
    offer.zone = values.zone
    offer.hours = rules.kept(values.hours, Time)
    offer.clean_years = values.clean_years
    offer.steps = values.steps
    offer.has_sponsor = values.has_sponsor
    offer.may_be_temporary = values.may_be_temporary
    offer.gender = values.gender
    offer.prefers = values.prefers


def pause_offer(account: Account) -> None:
    """Be asked by nobody new for a while; open asks stay, sponsorships go on."""
    _set_paused(account, True)


def resume_offer(account: Account) -> None:
    """Be found again."""
    _set_paused(account, False)


def _set_paused(account: Account, is_paused: bool) -> None:
    with holding(account.id):
        offer = queries.offer_of(account)
        if offer is None:
            raise NotFound
        offer.is_paused = is_paused


def withdraw_offer(account: Account) -> None:
    """Offer no longer: open asks are declined kindly, sponsorships go on."""
    account_id = account.id
    with holding(account_id) as session:
        offer = queries.offer_of(session.get_one(Account, account_id))
        if offer is None:
            raise NotFound
        for ask in queries.open_asks(Ask.sponsor_id == account_id):
            settle_declined(ask, Answer.NO_PLACE)
        session.delete(offer)


def look_for(account: Account, values: SearchValues) -> None:
    """Keep what the person looks for; seen by nobody else."""
    account_id = account.id
    with holding(account_id) as session:
        search = session.get(Search, account_id) or Search(account_id=account_id)
        search.languages = rules.kept(values.languages, LANGUAGES)
        search.hours = rules.kept(values.hours, Time)
        search.gender = values.gender
        search.prefers = values.prefers
        search.wants_temporary = values.wants_temporary
        session.add(search)
