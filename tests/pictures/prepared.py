"""What there is to photograph beside the demo: groups in which everything waits, nothing does, or very much goes on.

Runs inside the app before the service starts, and prints where each page is.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app, url_for
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge

from support_groups.core.database import db
from support_groups.core.errors import Busy, DomainError, NotAllowed, NotFound, TooFast
from support_groups.core.identity import public
from support_groups.groups.models import Group
from support_groups.meetings.models import Meeting
from support_groups.moderation import actions as moderation
from support_groups.moderation.models import Record, Report
from support_groups.rooms.models import Room
from support_groups.sponsorship.models import Ask, SponsorOffer, Sponsorship

from .gathered import chairs, founded, lamp, newest, person_of, table
from .places import Place, all_places

Things = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Found:
    """Where each page is, the meetings of the rooms, how those are signed in who fill one, and pages of refusals."""

    paths: dict[str, str]
    meetings: dict[str, str]
    cookies: list[str]
    broken: dict[str, str]


def prepare() -> None:
    """Let all of it be, and print what was found as `Found` names it."""
    refused = _refused()
    things = _things(lamp(), founded("The Small Hours", "Fern", "Night Owl"))
    table()
    cookies = chairs()
    with current_app.test_request_context():
        paths = {place.title: _path(place, things[place.of]) for place in all_places()}
        rooms = {
            one.name: url_for("meetings.show", public_id=one.public_id) for one in db.session.scalars(select(Meeting))
        }
    print(json.dumps(asdict(Found(paths, rooms, cookies, refused))))


def _path(place: Place, of: dict[str, Any]) -> str:
    return url_for(place.endpoint, **of) + place.query


REFUSALS: dict[str, Exception] = {
    "403": NotAllowed(),
    "404": NotFound(),
    "409": DomainError(),
    "413": RequestEntityTooLarge(),
    "429": TooFast(),
    "500": ZeroDivisionError(),
    "503": Busy(),
}


def _refused() -> dict[str, str]:
    def refuse(status: str) -> str:
        raise REFUSALS[status]

    current_app.add_url_rule("/refused/<status>", "refused", public(refuse))
    client = current_app.test_client()
    return {status: client.get(f"/refused/{status}").text for status in REFUSALS}


def _things(group: Group, other: Group) -> Things:
    first, late = db.session.scalars(select(Room).where(Room.group_id == group.id).order_by(Room.id)).all()
    acts = db.session.scalars(select(Record).where(Record.group_id == group.id)).all()
    about = {act.review.words: act.public_id for act in acts if act.review}
    report = db.session.scalars(select(Report).order_by(Report.id)).all()[0].public_id
    fern = person_of("Fern", "")
    moderation.look_at_report(fern.membership(group), report)
    here = {"public_id": group.public_id}
    acting: dict[bool, str] = {"question" in words: act for words, act in about.items()}
    return {
        "": {},
        "group": here,
        "other group": {"public_id": other.public_id},
        "meeting": {
            "public_id": db.session.scalars(select(Meeting.public_id).where(Meeting.group_id == group.id)).all()[0]
        },
        "room": {"public_id": late.public_id},
        "long room": {"public_id": first.public_id},
        "Milo": _member(group, "Milo"),
        "banned": _member(group, "Demo Six"),
        "report": {**here, "report_id": report},
        "act about Milo": {**here, "record_id": acting[False]},
        "act about Wren": {**here, "record_id": acting[True]},
        "offer": {"public_id": _offer_of("Demo Two")},
        "ask": {"public_id": db.session.scalars(select(Ask.public_id).order_by(Ask.id)).all()[1]},
        "sponsorship": {"public_id": newest(Sponsorship).public_id},
    }


def _member(group: Group, sign_in: str) -> dict[str, str]:
    return {"public_id": group.public_id, "member_id": person_of(sign_in, "").membership(group).public_id}


def _offer_of(sign_in: str) -> str:
    whose = SponsorOffer.account_id == person_of(sign_in, "").account_id
    return str(db.session.scalars(select(SponsorOffer.public_id).where(whose)).one())
