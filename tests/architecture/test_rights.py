"""One table of rights: every address of the service, and what it answers to whom.

The addresses come from the app itself; one that is missing in the table fails. What belongs to others is asked for by
their real ids, and must look as if it did not exist.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from support_groups.accounts import actions as accounts
from support_groups.accounts.models import Account, SignIn, WayIn, WayKind
from support_groups.accounts.passkeys import Passkey
from support_groups.conversations.models import Conversation
from support_groups.core.database import Base, db
from support_groups.core.transaction import transaction
from support_groups.groups import actions as groups
from support_groups.groups.models import Door, Invitation, Position
from support_groups.moderation.models import CareFlag, Record, Report
from support_groups.notifications.models import Notice
from tests.cast import Person

PUBLIC = {
    "static",
    "accounts.sign_up",
    "accounts.sign_up_passphrase",
    "accounts.open_account",
    "accounts.sign_in",
    "accounts.salt",
    "accounts.enter_account",
    "accounts.ask_for_passkey",
    "accounts.enter_with_passkey",
    "accounts.sign_out",
    "accounts.leave",
    "accounts.leave_signed_out",
    "accounts.work_to_do",
    "accounts.recover",
    "accounts.show_words",
    "accounts.come_back",
    "accounts.goodbye",
    "accounts.founder_invitation",
    "accounts.founder_link",
    "directory.door",
    "directory.look_for",
    "directory.meetings",
    "groups.invitation",
    "groups.invited",
    "meetings.check_slip",
    "operations.health",
    "operations.metrics",
    "operations.privacy",
    "recovery.self_check",
    "recovery.how",
    "recovery.help_now",
    "recovery.what_to_expect",
}
"""Open to everyone, signed in or not."""

LISTED = {"groups.show", "groups.join", "meetings.show", "meetings.enter"}
"""Open to everyone when the group is listed; else to members and whoever was invited."""

OWN = {
    "accounts.account",
    "accounts.add_passkey",
    "accounts.ask_for_new_passkey",
    "accounts.ask_for_own_passkey",
    "accounts.change_discretion",
    "accounts.copy",
    "accounts.be_forgotten",
    "accounts.change_passphrase",
    "accounts.delete",
    "accounts.keep_vault_item",
    "accounts.new_recovery_words",
    "accounts.open_vault",
    "accounts.opened_vault",
    "accounts.own_device_key",
    "accounts.own_passkeys",
    "accounts.passphrase",
    "accounts.renew_words",
    "accounts.sign_out_others",
    "accounts.still_here",
    "accounts.vault_item",
    "conversations.mine",
    "directory.home",
    "groups.mine",
    "notifications.notices",
    "notifications.read_all",
    "recovery.clean_time",
    "recovery.plan",
    "sponsorship.looking_for",
    "sponsorship.mine",
    "sponsorship.offer",
    "sponsorship.offers",
    "sponsorship.pause",
    "sponsorship.resume",
    "sponsorship.withdraw_offer",
}
"""Each signed-in person's own; there is nothing of anybody else's to ask for."""

OFFERED = {"sponsorship.show", "sponsorship.ask", "sponsorship.block_sponsor"}
"""An offer is shown to everyone who is signed in."""

FOUNDERS = {"groups.create"}
"""For those whom someone has invited to found groups."""

STEWARDS = {"operations.steward", "operations.invite"}

MEMBERS = {
    "meetings.claim_reading",
    "meetings.give_reading_back",
    "groups.leave",
    "groups.end_term",
    "groups.make_home",
    "groups.offer_service",
    "groups.positions",
    "groups.withdraw_service",
    "groups.members",
    "groups.membership",
    "groups.step_back",
    "groups.unset_home",
    "groups.withdraw",
    "meetings.slip",
    "meetings.wait",
    "moderation.about_me",
    "rooms.own_words",
    "rooms.show",
}

SERVANTS = {
    "groups.add_position",
    "groups.admit",
    "groups.give_position",
    "groups.remove_position",
    "groups.usual_positions",
    "groups.ban",
    "groups.close",
    "groups.decline",
    "groups.invitations",
    "groups.lift_ban",
    "groups.member",
    "groups.mute",
    "groups.open_door",
    "groups.revoke_invitation",
    "groups.settings",
    "groups.unmute",
    "meetings.cancel",
    "meetings.group_run_sheet",
    "meetings.run_sheet",
    "meetings.create",
    "meetings.edit",
    "meetings.end",
    "meetings.restore",
    "moderation.answer",
    "moderation.care",
    "moderation.close_care",
    "moderation.guards",
    "moderation.hand_on_care",
    "moderation.take_care",
    "moderation.look_at_report",
    "moderation.record",
    "moderation.report",
    "moderation.reports",
    "moderation.serving",
}
"""For those whose position in the group allows it."""

SOMEONES = {
    "accounts.ask_to_remove_passkey",
    "accounts.remove_passkey",
    "accounts.sign_out_device",
    "conversations.delete",
    "conversations.show",
    "moderation.review",
    "notifications.read",
    "sponsorship.accept",
    "sponsorship.answer",
    "sponsorship.block_asker",
    "sponsorship.block_other",
    "sponsorship.decline",
    "sponsorship.end",
    "sponsorship.lift_block",
    "sponsorship.one",
    "sponsorship.withdraw",
}
"""For the one or two people concerned."""

TABLE = PUBLIC | LISTED | OWN | OFFERED | FOUNDERS | STEWARDS | MEMBERS | SERVANTS | SOMEONES


@dataclass(frozen=True)
class Address:
    """One address and one way to ask for it."""

    endpoint: str
    method: str
    path: str


@pytest.fixture
def addresses(app: Flask, fern: Person, milo: Person, nell: Person, sol: Person, ray: Person) -> list[Address]:
    """Every address, filled with ids of things that exist and are none of Iris's."""
    group = fern.founds(is_listed=False, door=Door.BY_INVITATION)
    for person in (milo, nell):
        person.joins(group, with_link=fern.invites(group))
    meeting = fern.schedules(group)
    room = fern.opens(fern.membership(group))
    for person in (fern, milo):
        person.comes(room, person.membership(group))
    said = milo.says(room, "I want to die.")
    fern.reports(room, said.events[-1].seq)
    fern.mutes(nell, group)
    fern.invites(group)
    groups.add_usual_positions(fern.membership(group))
    sponsorship = sol.sponsors(ray)
    ask = nell.asks(sol)
    offer = sol.offer.public_id
    theirs = {
        "groups": group.public_id,
        "moderation": group.public_id,
        "meetings": meeting.public_id,
        **dict.fromkeys(("meetings.create", "meetings.group_run_sheet"), group.public_id),
        "rooms": room.public_id,
        "conversations": newest(Conversation),
        "sponsorship": sponsorship.public_id,
        **dict.fromkeys(OFFERED, offer),
        **{f"sponsorship.{name}": ask.public_id for name in ("answer", "accept", "decline", "withdraw", "block_asker")},
        "sponsorship.lift_block": sol.blocks(milo).public_id,
        "notifications": newest(Notice),
        "accounts": _device_of(fern),
        **dict.fromkeys(("accounts.ask_to_remove_passkey", "accounts.remove_passkey"), passkey_of(fern.account)),
        "member_id": milo.membership(group).public_id,
        "position_id": newest(Position),
        "invitation_id": newest(Invitation),
        "record_id": newest(Record),
        "flag_id": newest(CareFlag),
        "report_id": newest(Report),
        "purpose": "plan",
        "filename": "core/elements.css",
    }
    return [
        Address(rule.endpoint, method, _path(app, rule, theirs))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def newest(kind: type[Base]) -> str:
    """The public id of the row that was made last."""
    row = db.session.scalars(select(kind).order_by(kind.__table__.c.id.desc())).first()
    return str(vars(row)["public_id"])


def _device_of(person: Person) -> str:
    accounts.start_sign_in(person.account, "Firefox")
    return newest(SignIn)


def passkey_of(account: Account) -> str:
    """A passkey of somebody's."""
    with transaction() as session:
        way = WayIn(account_id=account.id, kind=WayKind.PASSKEY, label="A phone", created_on=account.created_on)
        way.credential_id, way.credential = b"fern", Passkey(b"fern", b"", 0, b"").kept()
        session.add(way)
    return newest(WayIn)


def _path(app: Flask, rule: Rule, theirs: dict[str, str]) -> str:
    feature = rule.endpoint.split(".")[0]
    values: dict[str, Any] = {
        name: theirs.get(rule.endpoint, theirs.get(feature, "")) if name == "public_id" else theirs[name]
        for name in rule.arguments
    }
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def asked(app: Flask, person: Person | None, addresses: list[Address]) -> dict[Address, tuple[int, str]]:
    """The status and the onward address for each, for someone."""
    answers = {}
    browser = _browser(app, person)
    for address in addresses:
        with browser.open(address.path, method=address.method) as response:
            answers[address] = (response.status_code, response.headers.get("Location", ""))
        if address.endpoint.startswith("accounts."):
            # It may have signed the person out.
            browser = _browser(app, person)
    return answers


def _browser(app: Flask, person: Person | None) -> FlaskClient:
    browser = app.test_client()
    if person:
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = accounts.start_sign_in(person.account, "Firefox")
    return browser


def test_every_address_stands_in_the_table(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == TABLE


def test_who_is_not_signed_in_is_led_to_the_door(app: Flask, addresses: list[Address]) -> None:
    for address, (status, onward) in asked(app, None, addresses).items():
        if address.endpoint in PUBLIC:
            assert status in (200, 204, 302, 303, 400, 404, 410, 422, 503), address
            assert not onward.startswith("/sign-in?next=%2Fsign"), address
        elif address.endpoint in LISTED and status == 404:
            continue
        elif address.method == "POST":
            assert status == 401, address
        else:
            assert status == 302, address
            assert onward.startswith("/sign-in"), address


def test_to_a_stranger_what_is_others_does_not_exist(app: Flask, addresses: list[Address], iris: Person) -> None:
    for address, (status, onward) in asked(app, iris, addresses).items():
        if address.endpoint in LISTED | MEMBERS | SERVANTS | SOMEONES:
            assert status == 404, address
        elif address.endpoint in STEWARDS | FOUNDERS:
            assert status in (403, 404), address
        else:
            assert status in (200, 204, 302, 303, 400, 404, 409, 410, 422, 503), address
            assert not onward.startswith("/sign-in"), address


def test_a_member_serves_only_where_they_were_asked_to(app: Flask, addresses: list[Address], nell: Person) -> None:
    for address, (status, _) in asked(app, nell, addresses).items():
        if address.endpoint in SERVANTS:
            assert status in (403, 404), address


def test_a_guessed_id_looks_like_a_real_one_of_somebody_else(
    app: Flask, addresses: list[Address], iris: Person
) -> None:
    theirs = [one for one in addresses if one.endpoint in LISTED | MEMBERS | SERVANTS | SOMEONES]
    browser = _browser(app, iris)
    for address in theirs:
        if address.method == "GET":
            guessed = re.sub(r"[A-Za-z0-9_-]{22}", "B" * 22, address.path)
            real, made_up = browser.get(address.path), browser.get(guessed)
            assert real.status_code == made_up.status_code == 404, address
            assert _plain(real.text, address.path) == _plain(made_up.text, guessed), address


def test_a_steward_sees_no_content(app: Flask, addresses: list[Address], iris: Person) -> None:
    with transaction():
        iris.account.is_steward = True
    for address, (status, _) in asked(app, iris, addresses).items():
        if address.endpoint in LISTED | MEMBERS | SERVANTS | SOMEONES:
            assert status == 404, address
        if address.endpoint in STEWARDS:
            assert status in (200, 302, 303, 422), address


def _plain(page: str, path: str) -> str:
    """A page without what is new in every answer."""
    return re.sub(r'nonce="[^"]*"|value="[^"]*"|content="[^"]*"', "", page.replace(path, ""))
