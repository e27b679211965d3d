"""Sponsors who offer, asks that wait, and a sponsorship that has begun."""

from sqlalchemy import select

from support_groups.conversations import format, queries
from support_groups.core.database import db, new_public_id
from support_groups.rooms import actions as rooms
from support_groups.rooms.rules import wishes
from support_groups.sponsorship import actions
from support_groups.sponsorship.models import Gender, SponsorOffer, Time
from support_groups.sponsorship.rules import OfferValues

from .cast import COMPANY
from .people import People
from .words import ASK_OF_MILO, ASK_OF_NELL, ASK_OF_RAY, BETWEEN_TWO

EVENINGS = (Time.WEEKDAY_EVENING, Time.WEEKEND_MORNING)

OFFERS = {
    "Sol": OfferValues(
        name="Stillwater",
        words="I listen more than I talk. I found my way out slowly, and slow is a good pace.",
        capacity=3,
        languages=("en", "es"),
        zone="America/Bogota",
        hours=EVENINGS,
        clean_years=5,
        steps=12,
        has_sponsor=True,
        may_be_temporary=True,
    ),
    COMPANY[1].sign_in: OfferValues(
        name="Night Train",
        words="I work nights, so I am awake when it is hardest. Step work at your pace, with tea.",
        capacity=2,
        languages=("en", "de"),
        zone="Europe/Berlin",
        hours=(Time.WEEKDAY_NIGHT, Time.WEEKEND_AFTERNOON),
        clean_years=2,
        steps=12,
        has_sponsor=True,
        gender=Gender.WOMAN,
    ),
    COMPANY[4].sign_in: OfferValues(
        name="Kitchen Table",
        words="Nothing you say will shock me. I was sure I was a hopeless case; that was three years ago.",
        capacity=1,
        languages=("en",),
        zone="Europe/London",
        hours=(Time.WEEKDAY_MORNING, Time.WEEKDAY_EVENING),
        clean_years=3,
        steps=9,
        has_sponsor=True,
        may_be_temporary=True,
        gender=Gender.MAN,
    ),
}


def agree(here: People) -> None:
    """Offer, ask, accept one ask, and write a few private messages."""
    for name, values in OFFERS.items():
        actions.offer_to_sponsor(here.account(name), values)
    asked = actions.ask(here.account("Ray"), _offer(here, "Sol"), "River Stone", ASK_OF_RAY)
    begun = actions.accept(here.account("Sol"), asked)
    for name, words in BETWEEN_TWO:
        _write(here, name, begun.public_id, words)
    actions.ask(here.account("Nell"), _offer(here, "Sol"), "Paper Boat", ASK_OF_NELL, temporary=True)
    actions.ask(here.account("Milo"), _offer(here, COMPANY[1].sign_in), "Slow Bicycle", ASK_OF_MILO)


def _write(here: People, name: str, public_id: str, words: str) -> None:
    """Write a private message as the browser of one of the two would."""
    account, client_id = here.account(name), new_public_id()
    conversation = queries.side_for(account, public_id).conversation
    shown = queries.keys_for(account, conversation)
    ends = format.Ends(public_id, shown.mine, shown.theirs)
    envelope = format.seal_message(format.talk_key(here.identities[name], ends), ends, client_id, words)
    rooms.act(here[name], conversation.room.public_id, wishes.SaySealed(envelope), client_id=client_id)


def _offer(here: People, name: str) -> SponsorOffer:
    return db.session.scalars(select(SponsorOffer).where(SponsorOffer.account_id == here[name])).one()
