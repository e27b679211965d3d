"""Someone who signs in with a browser's means, goes to the meeting that is open, and takes part."""

import http.client
import json
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from support_groups.accounts import format

from .floor import Floor
from .line import ANSWER_SECONDS, Answer, Line, LineLost

# Everybody in the demo has the same passphrase and salt: stretching it once is enough, and takes a while.
_stretched = cache(format.passphrase_keys)

JSON = "application/json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NO_MORE: Mapping[str, str] = {}


class NotServed(Exception):
    """The service is not there, or not as the demo needs it; the words say what to do."""


class Visitor:
    """One person of the demo, with cookies, a line, and a place in the room."""

    def __init__(self, url: str, name: str) -> None:
        self.url = url.rstrip("/")
        self.name = name
        self.room = ""
        self.me = ""
        self.floor = Floor()
        self._cookies: dict[str, str] = {}
        self._line: Line | None = None

    def sign_in(self, passphrase: str) -> None:
        """Sign in as the page that people use does: only a key made of the passphrase is sent."""
        page, _ = self._get("/sign-in")
        token = _token(page)
        salt = self._post("/sign-in/salt", {"name": self.name}, token).get("salt", "")
        key = _stretched(passphrase, format.to_bytes(salt)).sign_in
        if "next" not in self._post("/sign-in", {"name": self.name, "key": format.to_text(key)}, token):
            raise NotServed("The demo people are not here. Start the service with bin/run on a new data folder.")

    def find_meeting(self) -> str | None:
        """The address of a meeting of mine that is open now, as the page after signing in shows it.

        Of several it is the one that began last: all of the demo are equally long, so that one closes last.
        """
        page, _ = self._get("/home")
        found = re.findall(r'<time class="starts" datetime="([^"]+)".*?action="(/meetings/[\w-]+/enter)"', page, re.S)
        return max(found)[1] if found else None

    def go_to(self, meeting: str) -> None:
        """Enter the meeting, and have a line to its room."""
        page, _ = self._get("/home")
        status, _, onward = self._ask("POST", meeting, urlencode({"csrf_token": _token(page)}), FORM)
        found = re.search(r"/rooms/([\w-]+)", onward or "")
        if status not in (302, 303) or not found:
            raise NotServed("The meeting could not be entered. Its room may just have closed; please try again.")
        self.room = found[1]
        _, given, _ = self._ask("POST", "/socket.io/ticket", "", FORM)
        self._line = Line(self.url, self._cookie_header(), json.loads(given).get("ticket", ""), self._hear)
        answer = self.wish("room.enter")
        if not answer.get("ok"):
            raise NotServed(str(answer.get("words")))
        self.me = answer["snapshot"]["you"]["id"]
        self.floor.start(answer["snapshot"]["state"])

    def wish(self, name: str, **payload: object) -> Answer:
        """Wish for something in the room."""
        if self._line is None:
            raise LineLost("There is no line yet.")
        return self._line.wish(name, room=self.room, **payload)

    def say(self, body: str) -> bool:
        """Say something; whether it was heard."""
        return bool(self.wish("message.say", client_id=secrets.token_urlsafe(12), body=body).get("ok"))

    def leave(self) -> None:
        """Go, and hang up; nothing is said about a line that is gone already."""
        with suppress(LineLost):
            self.wish("room.leave")
        if self._line:
            self._line.close()

    def _hear(self, name: str, news: dict[str, Any]) -> None:
        if name == "room.happened":
            for event in news["events"]:
                self.floor.follow(event)

    def _get(self, path: str) -> tuple[str, int]:
        status, page, onward = self._ask("GET", path)
        if status in (302, 303) and onward:
            status, page, _ = self._ask("GET", onward)
        return page, status

    def _post(self, path: str, values: dict[str, str], token: str) -> dict[str, Any]:
        _, answer, _ = self._ask("POST", path, json.dumps(values), {"Content-Type": JSON, "X-CSRFToken": token})
        try:
            found: dict[str, Any] = json.loads(answer)
        except ValueError:
            return {}
        return found

    def _ask(
        self, method: str, path: str, sent: str | None = None, more: Mapping[str, str] = NO_MORE
    ) -> tuple[int, str, str | None]:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
        headers = {
            "Cookie": self._cookie_header(),
            "Origin": f"{parts.scheme}://{parts.netloc}",
            "Referer": f"{self.url}/",
        }
        try:
            connection.request(method, path, sent, headers | dict(more))
            answer = connection.getresponse()
            page = answer.read().decode()
        except OSError as error:
            raise NotServed(f"Nothing answers at {self.url}. Start the service first: bin/run") from error
        finally:
            connection.close()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        onward = answer.headers.get("Location")
        return answer.status, page, urlsplit(onward).path if onward else None

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items() if value)


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    return found[1] if found else ""
