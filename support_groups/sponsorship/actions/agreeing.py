"""A sponsor says yes: places, the asker's other asks, and the end."""

from sqlalchemy import delete

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.sponsorship import queries, rules
from support_groups.sponsorship.events import AskAccepted, SponsorshipBegun, SponsorshipEnded
from support_groups.sponsorship.models import Ask, AskState, Sponsorship

from .asking import held_ask, settle_crossed, settle_withdrawn
from .holding import holding


def accept(account: Account, asked: Ask) -> Sponsorship:
    """Take the asker as a sponsee, if there is a place; the asker's other open asks are withdrawn.

    Two at once for the last place give exactly one, and two sponsors at once for one asker as well.
    """
    if asked.sponsor_id != account.id:
        raise NotFound
    sponsor_id = account.id
    with held_ask(asked) as found:
        offer = queries.offer_of(account)
        if offer is None or not queries.has_place(offer):
            raise rules.SponsorIsFull
        between = queries.active_sponsorships(queries.of_both(sponsor_id, found.asker_id))
        if rules.is_known_as(found.asker_name, [one.other_name(sponsor_id) for one in between]):
            raise rules.IsSponsee
        if not between and not queries.are_blocked(sponsor_id, found.asker_id):
            return _agree(found)
        settle_crossed(found)
    raise rules.AskIsSettled


def _agree(found: Ask) -> Sponsorship:
    found.state, found.settled_at = AskState.ACCEPTED, now()
    for other in queries.open_asks(Ask.asker_id == found.asker_id, Ask.id != found.id):
        settle_withdrawn(other, found_one=True)
    return _begin(found)


def _begin(asked: Ask) -> Sponsorship:
    at = now()
    with holding(asked.sponsor_id, asked.asker_id) as session:
        begun = Sponsorship(
            sponsor_id=asked.sponsor_id,
            sponsee_id=asked.asker_id,
            sponsor_name=asked.sponsor_name,
            sponsee_name=asked.asker_name,
            is_temporary=asked.is_temporary,
            review_on=rules.review_on(at) if asked.is_temporary else None,
            begun_at=at,
        )
        session.add(begun)
        session.flush()
        people = (asked.sponsor_id, asked.asker_id, asked.sponsor_name, asked.asker_name)
        announce(AskAccepted(asked.id, *people))
        announce(SponsorshipBegun(begun.id, *people))
        return begun


def end_sponsorship(account: Account, sponsorship: Sponsorship) -> None:
    """End it, for either side, at once and without a reason; once is enough."""
    account_id, sponsorship_id = account.id, sponsorship.id
    if account_id not in (sponsorship.sponsor_id, sponsorship.sponsee_id):
        raise NotFound
    with holding(sponsorship.sponsor_id, sponsorship.sponsee_id) as session:
        found = session.get(Sponsorship, sponsorship_id, populate_existing=True)
        if found is None or queries.are_blocked(found.sponsor_id, found.sponsee_id):
            raise NotFound
        if found.ended_at is None:
            finish(found, account_id, tell_other=True)


def finish(found: Sponsorship, by_account_id: int, *, tell_other: bool) -> None:
    """Mark a sponsorship of two held people as ended."""
    found.ended_at = now()
    other_id = found.other_id(by_account_id)
    announce(
        SponsorshipEnded(
            sponsorship_id=found.id,
            by_account_id=by_account_id,
            told_account_id=other_id if tell_other else None,
            by_name=found.other_name(other_id),
        )
    )


def forget_sponsorship(sponsorship_id: int) -> None:
    """Let nothing stay of a sponsorship that has ended and that neither wishes to keep."""
    with transaction() as session:
        ended = (Sponsorship.id == sponsorship_id, Sponsorship.ended_at.is_not(None))
        session.execute(delete(Sponsorship).where(*ended))
