"""Accounts that are there already, each signed in, for stories in which nobody need see how one opens an account."""

import json
from collections.abc import Sequence

from playwright.sync_api import Page

from tests.services.server import Server

from .ways import is_here

_OPENED = """
import json

from flask import g, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from support_groups.accounts.actions import start_sign_in
from support_groups.accounts.models import Account
from support_groups.accounts.rules import fold_name
from support_groups.core.clock import now
from support_groups.core.transaction import transaction

signer = SecureCookieSessionInterface().get_signing_serializer(app)
with transaction() as opened:
    names = json.loads(NAMES)
    those = [
        Account(name=one, name_key=fold_name(one), public_key=bytes(32), created_on=now().date()) for one in names
    ]
    those[0].may_found_groups = True
    opened.add_all(those)
with transaction():
    for one in those:
        with app.test_request_context():
            # Each a token of its own, not that of the first.
            g.pop("csrf_token", None)
            token = generate_csrf()
            session["_user_id"] = start_sign_in(one, "Firefox")
            print(signer.dumps(dict(session)), token)
"""


def opened(server: Server, names: Sequence[str]) -> list[tuple[str, str]]:
    """Open an account for each name: the cookie and the token of its forms. The first may found groups."""
    told = server.runs_in_app(f"NAMES = {json.dumps(json.dumps(names))}\n{_OPENED}")
    return [(cookie, token) for cookie, token in (line.split() for line in told.splitlines() if line)]


def is_signed_in(page: Page, server: Server, cookie: str) -> None:
    """Sit before a browser in which somebody has signed in."""
    page.context.add_cookies([{"name": "visit", "value": cookie, "url": server.address}])


def joins(page: Page, meeting: str, name: str) -> None:
    """Come to a meeting that runs, as a new member of its group."""
    page.goto(meeting)
    page.get_by_role("button", name="Join and enter").click()
    page.get_by_label("Your name in this group").fill(name)
    page.get_by_role("button", name="Join").first.click()
    is_here(page)
