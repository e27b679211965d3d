"""Asking a sponsor, and the ways an ask ends without a sponsorship."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from support_groups.accounts.models import Account
from support_groups.core.chores import UNHURRIED_SECONDS, chore, each
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.retention import let_go
from support_groups.core.transaction import announce
from support_groups.sponsorship import queries, rules
from support_groups.sponsorship.events import AskDeclined, AskExpired, AskWithdrawn, SponsorAsked
from support_groups.sponsorship.kept import ASKS
from support_groups.sponsorship.models import Answer, Ask, AskState, SponsorOffer, Sponsorship

from .holding import holding


def ask(account: Account, offer: SponsorOffer, name: str, note: str, *, temporary: bool = False) -> Ask:
    """Ask a sponsor under a name of one's choice; they have seven days to answer."""
    asker_id, sponsor_id, offer_id = account.id, offer.account_id, offer.id
    if asker_id == sponsor_id:
        raise rules.SponsorIsYou
    with holding(asker_id, sponsor_id) as session:
        asker = session.get_one(Account, asker_id)
        found = session.get(SponsorOffer, offer_id, populate_existing=True)
        if found is None or found.is_paused or queries.hidden_from(asker)(found):
            raise NotFound
        key, own = queries.check_name(asker, name), queries.offer_of(asker)
        if own and own.name_key != key:
            raise rules.NameIsOfOffer
        between = queries.active_sponsorships(queries.of_both(asker_id, sponsor_id))
        if rules.is_known_as(found.name, [one.other_name(asker_id) for one in between]):
            raise rules.IsSponsee
        _check_may_ask(asker, found, temporary=temporary)
        at = now()
        made = Ask(
            sponsor_id=sponsor_id,
            asker_id=asker_id,
            offer_id=offer_id,
            sponsor_name=found.name,
            asker_name=name,
            note=note,
            is_temporary=temporary,
            # Refused, it would say who is behind this other name.
            is_unheard=bool(between) or queries.are_blocked(asker_id, sponsor_id),
            asked_at=at,
            expires_at=at + rules.ASK_LIFETIME,
        )
        session.add(made)
        session.flush()
        if not made.is_unheard:
            announce(SponsorAsked(made.id, sponsor_id, asker_id, made.sponsor_name, made.asker_name))
        return made


def _check_may_ask(asker: Account, offer: SponsorOffer, *, temporary: bool) -> None:
    sponsored = queries.active_sponsorships(Sponsorship.sponsee_id == asker.id)
    rules.check_needs_sponsor(temporary=temporary, has_temporary=[one.is_temporary for one in sponsored])
    for earlier in queries.open_asks(Ask.asker_id == asker.id, Ask.sponsor_id == offer.account_id):
        if earlier.expires_at > now():
            raise rules.AlreadyAsked
        settle_expired(earlier)
        db.session.flush()
    if temporary and not offer.may_be_temporary:
        raise rules.OnlyTemporary
    if not queries.has_place(offer):
        raise rules.SponsorHasNoPlace
    rules.check_may_ask_more(
        asked_lately=queries.count_asked_lately(asker.id),
        open_asks=queries.count_open_asks(asker.id),
        new_here=queries.is_new_here(asker),
    )


def decline(account: Account, asked: Ask, answer: Answer) -> None:
    """Say no in prepared words."""
    if asked.sponsor_id != account.id:
        raise NotFound
    with held_ask(asked) as found:
        settle_declined(found, answer)


def withdraw(account: Account, asked: Ask) -> None:
    """No longer ask."""
    if asked.asker_id != account.id:
        raise NotFound
    with held_ask(asked) as found:
        settle_withdrawn(found, found_one=False)


@contextmanager
def held_ask(asked: Ask) -> Iterator[Ask]:
    """An ask that is still open, with both of its people held."""
    ask_id = asked.id
    with holding(asked.asker_id, asked.sponsor_id) as session:
        found = session.get(Ask, ask_id, populate_existing=True)
        if found is None:
            raise NotFound
        if found.state is not AskState.OPEN or found.expires_at <= now():
            raise rules.AskIsSettled
        yield found


@chore("let asks expire", pause_seconds=UNHURRIED_SECONDS)
def expire_asks() -> None:
    """Settle the asks that nobody has answered in time; harmless from several processes at once."""
    due = queries.open_asks(Ask.expires_at <= now())
    each([(ask.asker_id, ask.sponsor_id, ask.id) for ask in due], _expire)


def _expire(due: tuple[int, int, int]) -> None:
    *people, ask_id = due
    # Where one of the two is gone, the ask is gone too.
    with suppress(NotFound), holding(*people) as session:
        found = session.get(Ask, ask_id, populate_existing=True)
        if found and found.state is AskState.OPEN and found.expires_at <= now():
            settle_expired(found)


@chore("forget answered asks", pause_seconds=UNHURRIED_SECONDS)
def forget_settled_asks() -> None:
    """Let go of asks that were settled some weeks ago."""
    let_go(ASKS)


def settle_declined(found: Ask, answer: Answer) -> None:
    """Mark an open ask of a held asker as declined."""
    _settle(found, AskState.DECLINED, answer)
    announce(AskDeclined(*_who(found), words=rules.ANSWER_WORDS[answer]))


def settle_withdrawn(found: Ask, *, found_one: bool) -> None:
    """Mark an open ask of a held asker as withdrawn."""
    _settle(found, AskState.WITHDRAWN, Answer.FOUND_ONE if found_one else None)
    if not found.is_unheard:
        _announce_withdrawn(found, found_one=found_one)


def leave_unheard(found: Ask) -> None:
    """Let a sponsor be asked no longer, while it looks open to a held asker until it expires."""
    if not found.is_unheard:
        _announce_withdrawn(found, found_one=False)
    found.is_unheard = True


def settle_crossed(found: Ask) -> None:
    """Let a yes that would join two names come to nothing: a no to the asker, to the sponsor an ask taken back."""
    settle_declined(found, Answer.NO_PLACE)
    _announce_withdrawn(found, found_one=False)


def _announce_withdrawn(found: Ask, *, found_one: bool) -> None:
    """Tell that a sponsor is asked no longer."""
    words = rules.FOUND_ONE_WORDS if found_one else rules.WITHDRAWN_WORDS
    announce(AskWithdrawn(*_who(found), found_one=found_one, words=words))


def settle_expired(found: Ask) -> None:
    """Mark an open ask of a held asker as expired."""
    _settle(found, AskState.EXPIRED, None)
    announce(AskExpired(*_who(found), words=rules.EXPIRED_WORDS))


def _settle(found: Ask, state: AskState, answer: Answer | None) -> None:
    found.state, found.answer, found.settled_at = state, answer, now()


def _who(found: Ask) -> tuple[int, int, int, str, str]:
    return found.id, found.sponsor_id, found.asker_id, found.sponsor_name, found.asker_name
