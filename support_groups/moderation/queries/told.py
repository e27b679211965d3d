"""What is told of somebody who may be in danger: help to themselves, a mark to those who serve, no word to others."""

from collections.abc import Iterator
from typing import Any

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.groups.models import Membership
from support_groups.groups.rules import Power, may
from support_groups.recovery.rules import country_in
from support_groups.rooms.models import HeldState, Knock, Participant
from support_groups.rooms.queries import Place, own_held

from .. import rules
from ..models import CareFlag, Crisis
from ..rules import Signal
from .caring import flags_for, own_flags

Told = dict[str, Any]


def care_told(place: Place) -> list[Told]:
    """All that somebody in a room is told of care that is still open: of their own, and of others where they serve."""
    return [*_own(place.participant), *_of_others(place)]


def _own(author: Participant) -> Iterator[Told]:
    for flag in own_flags(author.id):
        yield help_told(flag, Signal(Crisis(flag.crisis), flag.of_other))
        if flag.taken_by:
            yield seen_told(flag)
    for held in own_held(author.id):
        signal = rules.crisis(held.body) if held.state is HeldState.WAITING and held.body else None
        if signal is not None:
            yield unmarked_told(author, signal, rules.READ_AT_ONCE)


def _of_others(place: Place) -> Iterator[Told]:
    mine = db.session.get(Membership, place.participant.membership_id) if place.participant.membership_id else None
    if mine is None or not may(mine.role, Power.MODERATE):
        return
    for flag in flags_for(mine):
        if flag.room_id == place.room.id:
            yield mark_told(flag, mine.id)


def help_told(flag: CareFlag, signal: Signal) -> Told:
    """Help for whoever is in danger of which those who serve see a mark."""
    marked = rules.MARKED_QUESTION if flag.is_of_question else rules.MARKED
    is_open = flag.room.closed_at is None
    told = {
        "flag": flag.public_id,
        **_help_for(flag.participant, signal),
        "marked": marked if is_open else None,
        "asked": rules.asked_words(is_open=is_open) if flag.asked_at else None,
        "after": None if is_open else rules.AFTER,
    }
    # What is urgent stays so, whatever is told of after it.
    told["is_urgent"] |= _is_urgent(flag)
    return told


def unmarked_told(author: Participant | Knock, signal: Signal, marked: str) -> Told:
    """Help for whoever wrote what those who serve read as it is."""
    return {"flag": None, **_help_for(author, signal), "marked": marked, "asked": None, "after": None}


def seen_told(flag: CareFlag) -> Told:
    """That somebody is there, for whoever may be in danger."""
    by, is_open = flag.taken_by.name if flag.taken_by else "", flag.room.closed_at is None
    words = rules.seen_words(by, flag.name, is_open=is_open)
    return {"flag": flag.public_id, "kind": "seen", "words": words, "may_ask": flag.name is None}


def mark_told(flag: CareFlag, membership_id: int | None) -> Told:
    """Who may need someone, for one of those who serve."""
    return {
        "flag": flag.public_id,
        "kind": "flag",
        "name": flag.name,
        "seq": flag.seq,
        "of_other": flag.of_other,
        "is_urgent": _is_urgent(flag),
        "is_asked": flag.asked_at is not None,
        "by": flag.taken_by.name if flag.taken_by else None,
        "is_mine": flag.taken_by_id is not None and membership_id == flag.taken_by_id,
        "is_closed": flag.closed_at is not None,
    }


def _help_for(author: Participant | Knock, signal: Signal) -> Told:
    account = db.session.get(Account, author.account_id) if author.account_id else None
    country = country_in(account.zone) if account else None
    lines = country.lines[: rules.HELP_LINES_MAX] if country else ()
    return {
        "kind": "help",
        "words": rules.help_words(signal),
        "emergency": country.emergency[0] if country else None,
        "lines": [{"name": line.name, "number": line.number, "address": line.address} for line in lines],
        "is_urgent": signal.crisis is Crisis.OVERDOSE,
    }


def _is_urgent(flag: CareFlag) -> bool:
    return flag.crisis == Crisis.OVERDOSE
