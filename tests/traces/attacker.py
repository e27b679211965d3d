"""Somebody who looks at everything: pages, what is told over lines, what is answered."""

import re
from collections.abc import Iterator

from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from support_groups.accounts.actions import start_sign_in
from tests.cast import Person
from tests.services.lines import Line

from .documents import Page, Told
from .story import Side

ADDRESS = re.compile(r'(?:href|action|src|data-[a-z-]+)="(/[^"#]*)"')
NOT_ASKED = frozenset({"static", "accounts.sign_out"})
PRESSED = frozenset({"moderation.look_at_report"})
"""What opens a page by a press, never by a link."""


class Attacker:
    """Someone with a place in a group, who collects what they can."""

    def __init__(self, app: Flask, who: Person, side: Side) -> None:
        self._app = app
        self._who = who
        self._side = side
        self.seen: list[Page | Told] = []
        self.visited: set[str] = set()

    def listens(self) -> None:
        """Take what was told over the line, and what is answered to who comes back."""
        line = self._side.heard.pop(self._who.name)
        self.seen += [Told(name, news) for name, news in line.everything()]
        room = {"room": self._side.room.public_id}
        fresh = Line.of(self._app, self._who)
        entered = fresh.wish("room.enter", room)
        self.seen.append(Told("room.enter", entered))
        self.seen.append(Told("room.earlier", fresh.wish("room.earlier", {**room, "before": entered["seq"]})))
        self.seen += [Told(name, news) for name, news in fresh.everything()]
        fresh.drop()

    def crawls(self) -> None:
        """Look at every page that can be reached."""
        browser = self._browser()
        waiting = [*self._first()]
        known = set(waiting)
        while waiting:
            address = waiting.pop()
            view = self._view(address)
            if view is None or view in NOT_ASKED:
                continue
            answer = browser.get(address)
            self.visited.add(view)
            kind = answer.mimetype or ""
            if kind != "text/html" and not kind.startswith("text/"):
                self.seen.append(Told(view, answer.get_json(silent=True)))
                continue
            self.seen.append(Page(view, answer.text, dict(answer.headers)))
            links = [answer.headers["Location"]] if "Location" in answer.headers else ADDRESS.findall(answer.text)
            for link in [*links, *self._pressed(browser, links)]:
                plain = link.replace("&amp;", "&")
                # The query of a page only sorts or leads on; each view is looked at once for each thing.
                if plain.split("?")[0] not in known:
                    known.add(plain.split("?")[0])
                    waiting.append(plain)

    def _pressed(self, browser: FlaskClient, links: list[str]) -> list[str]:
        """Where the buttons of a page lead that only open something to read."""
        buttons = [link for link in links if self._view(link, "POST") in PRESSED]
        return [browser.post(button).headers["Location"] for button in buttons]

    def _first(self) -> Iterator[str]:
        """Every address of the app that needs no id, and those of what the attacker knows."""
        known = {
            "groups": self._side.group.public_id,
            "moderation": self._side.group.public_id,
            "meetings": self._side.meeting.public_id,
            "rooms": self._side.room.public_id,
        }
        member_ids = [one.membership(self._side.group).public_id for one in self._side.names.values()]
        with self._app.test_request_context():
            for rule in self._app.url_map.iter_rules():
                if "GET" not in (rule.methods or set()) or rule.endpoint in NOT_ASKED:
                    continue
                public_id = known.get(rule.endpoint.split(".")[0], "")
                if rule.endpoint == "meetings.create":
                    public_id = self._side.group.public_id
                if not rule.arguments:
                    yield url_for(rule.endpoint)
                elif rule.arguments == {"public_id"} and public_id:
                    yield url_for(rule.endpoint, public_id=public_id)
                elif rule.arguments == {"public_id", "member_id"}:
                    for member_id in member_ids:
                        yield url_for(rule.endpoint, public_id=public_id, member_id=member_id)

    def _view(self, address: str, method: str = "GET") -> str | None:
        try:
            endpoint, _ = self._app.url_map.bind("localhost").match(address.split("?")[0], method=method)
        except HTTPException:
            return None
        return str(endpoint)

    def _browser(self) -> FlaskClient:
        browser = self._app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = start_sign_in(self._who.account, "Firefox on Linux")
        return browser
