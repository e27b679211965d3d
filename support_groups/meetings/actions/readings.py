"""Taking on a reading of the next meeting, and giving it back."""

from datetime import date

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from support_groups.accounts.models import Account
from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.clock import now
from support_groups.core.errors import NotFound
from support_groups.core.retention import let_go
from support_groups.core.transaction import transaction
from support_groups.groups import queries as groups
from support_groups.groups.models import Membership

from .. import queries, rules
from ..kept import CLAIMS
from ..models import Meeting, ReadingClaim
from .scheduling import locked


def claim_reading(account: Account, meeting: Meeting, on: date, step: str) -> None:
    """Read at a step of one of the next dates; whoever has it keeps it. To someone who is no member it is not found."""
    with transaction() as session:
        meeting = locked(session, meeting.id)
        mine = _member(account, meeting)
        found = next((one for one in queries.next_of(meeting, now(), rules.DATES_OFFERED) if one.times.on == on), None)
        if found is None or found.is_cancelled:
            raise rules.NoSuchDate
        if not any(one.key == step and one.is_to_be_claimed for one in queries.steps_on(found)):
            raise rules.NotToBeClaimed
        claimed = queries.claim_of(meeting.id, on, step)
        if claimed is not None and claimed.membership_id == mine.id:
            return
        if claimed is None:
            own = queries.count_claims(meeting.id, on, mine.id)
            rules.check_leaves_others_some(own, found.times.starts_at, now())
        try:
            with session.begin_nested():
                session.add(
                    ReadingClaim(
                        meeting_id=meeting.id,
                        on_date=on,
                        step=step,
                        membership_id=mine.id,
                        over_at=found.times.closes_at,
                    )
                )
        except IntegrityError:
            raise rules.AlreadyClaimed from None


def give_reading_back(account: Account, meeting: Meeting, on: date, step: str) -> None:
    """Let somebody else read there; nothing happens if it was given back before."""
    with transaction() as session:
        mine = _member(account, meeting)
        session.execute(
            delete(ReadingClaim).where(
                ReadingClaim.meeting_id == meeting.id,
                ReadingClaim.on_date == on,
                ReadingClaim.step == step,
                ReadingClaim.membership_id == mine.id,
            )
        )


def free_readings_of(membership_id: int) -> None:
    """Let others read what somebody had taken on who is gone."""
    with transaction() as session:
        session.execute(delete(ReadingClaim).where(ReadingClaim.membership_id == membership_id))


@chore("let readings of past meetings go", pause_seconds=UNHURRIED_SECONDS)
def let_claims_go() -> None:
    """Keep nothing of who has read where once the meeting is over."""
    let_go(CLAIMS)


def _member(account: Account, meeting: Meeting) -> Membership:
    found = groups.membership_of(account, meeting.group_id)
    if found is None:
        raise NotFound
    return found
