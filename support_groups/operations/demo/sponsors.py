"""Sponsors who offer, asks that wait, and a sponsorship that has begun."""

from sqlalchemy import select

from support_groups.conversations.models import Conversation
from support_groups.core.database import db
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import Room
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
    room = db.session.scalars(
        select(Room.public_id)
        .join(Conversation, Conversation.room_id == Room.id)
        .where(Conversation.sponsorship_id == begun.id)
    ).one()
    for name, body in BETWEEN_TWO:
        rooms.act(here[name], room, wishes.Say(body))
    actions.ask(here.account("Nell"), _offer(here, "Sol"), "Paper Boat", ASK_OF_NELL, temporary=True)
    actions.ask(here.account("Milo"), _offer(here, COMPANY[1].sign_in), "Slow Bicycle", ASK_OF_MILO)


def _offer(here: People, name: str) -> SponsorOffer:
    return db.session.scalars(select(SponsorOffer).where(SponsorOffer.account_id == here[name])).one()
