"""What a person of the cast does in sponsorship and in conversations."""

from dataclasses import replace
from typing import Any

from support_groups.conversations import actions as conversations
from support_groups.conversations import queries as talk
from support_groups.conversations.format import Ends, open_message, seal_message, talk_key
from support_groups.conversations.models import Side
from support_groups.core.database import db, new_public_id
from support_groups.core.errors import NotFound
from support_groups.rooms import actions as rooms
from support_groups.rooms.events import MessageSaid
from support_groups.rooms.models import Room
from support_groups.rooms.queries import log_tail, place_for
from support_groups.rooms.rules import wishes
from support_groups.sponsorship import actions, queries
from support_groups.sponsorship.models import Answer, Ask, Block, SponsorOffer, Sponsorship, Time
from support_groups.sponsorship.rules import OfferValues, SearchValues
from tests.services.keys import identity_of

from .person import Acting

AN_OFFER = OfferValues(
    name="Someone calm",
    words="I listen first, and I tell you how it was for me.",
    capacity=1,
    languages=("en",),
    zone="Europe/Berlin",
    hours=(Time.WEEKDAY_EVENING,),
    clean_years=2,
    steps=12,
    has_sponsor=True,
)


class InSponsorship(Acting):
    """The verbs of sponsorship; here everybody has a name they have nowhere else."""

    @property
    def name_here(self) -> str:
        """The name in sponsorship."""
        return f"{self.name} walks"

    def offers(self, **values: Any) -> SponsorOffer:
        """Offer to sponsor, like AN_OFFER but for what is said."""
        said = {"name": self.name_here, **values}
        return actions.offer_to_sponsor(self.account, replace(AN_OFFER, **said))

    @property
    def offer(self) -> SponsorOffer:
        """The person's offer as it is now."""
        offer = queries.offer_of(self.account)
        assert offer is not None
        return offer

    def looks_for(self, **values: Any) -> None:
        """Say what one looks for."""
        actions.look_for(self.account, SearchValues(**values))

    def is_shown(self) -> list[str]:
        """The names of the sponsors who are shown to the person, in order."""
        db.session.rollback()
        return [shown.offer.name for shown in queries.suggestions_for(self.account)]

    def asks(self, sponsor: "InSponsorship", note: str = "Would you walk with me for a while?", **how: Any) -> Ask:
        """Ask a sponsor."""
        return actions.ask(self.account, sponsor.offer, how.pop("as_name", self.name_here), note, **how)

    def asked(self, sponsor: "InSponsorship") -> Ask:
        """The latest ask to a sponsor as it is now."""
        db.session.rollback()
        return next(ask for ask in queries.asks_by(self.account) if ask.sponsor_id == sponsor.account_id)

    def accepts(self, asker: "InSponsorship") -> Sponsorship:
        """Say yes."""
        return actions.accept(self.account, self._ask_of(asker))

    def says_no_to(self, asker: "InSponsorship", answer: Answer = Answer.TOO_MUCH) -> None:
        """Say no, in prepared words."""
        actions.decline(self.account, self._ask_of(asker), answer)

    def stops_asking(self, sponsor: "InSponsorship") -> None:
        """No longer ask."""
        actions.withdraw(self.account, self.asked(sponsor))

    def _ask_of(self, asker: "InSponsorship") -> Ask:
        return next(ask for ask in queries.asks_to(self.account) if ask.asker_id == asker.account_id)

    def sponsors(self, sponsee: "InSponsorship", **how: Any) -> Sponsorship:
        """Be asked and say yes, offering first if need be."""
        if queries.offer_of(self.account) is None:
            self.offers(capacity=4, may_be_temporary=True)
        sponsee.asks(self, **how)
        return self.accepts(sponsee)

    def sponsorship_with(self, other: "InSponsorship") -> Sponsorship:
        """The latest sponsorship with someone."""
        db.session.rollback()
        mine = queries.sponsorships_of(self.account)
        return next(one for one in mine if one.other_id(self.account_id) == other.account_id)

    def ends_with(self, other: "InSponsorship") -> None:
        """End a sponsorship."""
        actions.end_sponsorship(self.account, self.sponsorship_with(other))

    def blocks(self, other: "InSponsorship", by_name: str | None = None, own_name: str | None = None) -> Block:
        """Want nothing to do with someone."""
        return actions.block(self.account, other.account_id, by_name or other.name_here, own_name)

    def lifts_block(self, other: "InSponsorship") -> None:
        """Let someone be met again."""
        block = next(one for one in queries.blocks_by(self.account) if one.blocked_id == other.account_id)
        actions.lift_block(self.account, block)

    def conversations(self) -> list[str]:
        """The names of those with whom the person has a conversation."""
        db.session.rollback()
        return [one.side.other_name for one in talk.conversations_of(self.account)]

    def side_with(self, other: "InSponsorship") -> Side:
        """The person's side of the conversation with someone."""
        db.session.rollback()
        listed = talk.conversations_of(self.account)
        return next(one.side for one in listed if one.side.other_name == other.name_here)

    def ends_of(self, room: Room) -> Ends:
        """A conversation as the person's browser has it."""
        side = talk.side_in(self.account, room.public_id)
        if side is None:
            raise NotFound
        shown = talk.keys_for(self.account, side.conversation)
        return Ends(side.conversation.public_id, shown.mine, shown.theirs)

    def writes(self, room: Room, words: str, client_id: str | None = None) -> rooms.Answer:
        """Say something in a conversation, sealed as a browser does it."""
        client_id = client_id or new_public_id()
        ends = self.ends_of(room)
        envelope = seal_message(talk_key(identity_of(self.account.name), ends), ends, client_id, words)
        return rooms.act(self.account_id, room.public_id, wishes.SaySealed(envelope), client_id=client_id)

    def reads(self, room: Room) -> list[str]:
        """What the two have written, opened as a browser does it."""
        ends, me = self.ends_of(room), place_for(self.account_id, room.public_id).participant.public_id
        key = talk_key(identity_of(self.account.name), ends)
        words = []
        for one in log_tail(room.id)[0]:
            if isinstance(one.event, MessageSaid):
                sender = ends.mine if one.event.by == me else ends.theirs
                words.append(open_message(key, ends, str(one.client_id), sender, str(one.event.body)))
        return words

    def deletes_conversation_with(self, other: "InSponsorship") -> None:
        """Let go of a conversation."""
        conversations.delete_conversation(self.account, self.side_with(other))
