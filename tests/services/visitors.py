"""People at their browsers; whatever goes wrong on their screens unseen is a fault of the test's subject."""

import re
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route, ViewportSize

from .requests import Requests
from .server import Server

PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 800}
PATIENCE_MS = 30_000
"""Only a failure waits so long: a busy machine keeps a page for many seconds."""
LINE_LOST = re.compile(
    "WebSocket|ERR_CONNECTION|ERR_CONTENT_LENGTH_MISMATCH|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|ERR_NETWORK|ERR_SOCKET"
    "|Failed to fetch"
)
"""A server that is killed may be in the middle of an answer."""
LINE_TAKEN = "ERR_INTERNET_DISCONNECTED"
"""A browser says so from which a story has taken the line: after a while it looks whether that is still so."""
OWN_SCHEMES = ("data:", "blob:", "about:")


class Visitors:
    """Opens browsers side by side, each a person of their own, and collects what goes wrong in them."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._server = server
        self._told: list[tuple[str, str]] = []
        self._refused: set[str] = set()
        self._exits: set[str] = set()
        self._requests: dict[Page, Requests] = {}
        self.home = server.address

    def phone(self, **options: Any) -> Page:
        """A new person with a phone."""
        return self._visit(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2, **options)

    def wide(self, **options: Any) -> Page:
        """A new person at a desk."""
        return self._visit(viewport=WIDE, **options)

    def may_leave_to(self, address: str) -> None:
        """Allow one address elsewhere (quick exit); nothing is fetched from it, an empty page stands in for it."""
        self._exits.add(address)

    def puts_browsers_away(self) -> None:
        """Close them all; what they had not said yet is heard by then."""
        for context in list(self._browser.contexts):
            context.close()

    def forgive(self, words: re.Pattern[str]) -> None:
        """Take what was said so far in such words as wanted: a browser that refuses says so."""
        self._told = [one for one in self._told if not words.search(one[0])]

    def faults(self) -> list[str]:
        """What went wrong unseen: errors on the console or in a script, and requests to anyone else."""
        return [words for words, address in self._told if not self._was_to_be_expected(words, address)]

    def requests_of(self, page: Page) -> list[str]:
        """What a page has asked for lately, and how long each answer took."""
        return self._requests[page].told() if page in self._requests else []

    def _visit(self, **options: Any) -> Page:
        settings = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "base_url": self._server.address}
        context = self._browser.new_context(**(settings | options))
        context.set_default_timeout(PATIENCE_MS)
        context.route(lambda address: not self._is_ours(address), self._at_the_border)
        page = context.new_page()
        self._requests[page] = Requests(page)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._told.append((f"script: {error}", "")))
        page.on("request", self._see_request)
        page.on("response", self._see_response)
        return page

    def _is_ours(self, address: str) -> bool:
        return address.startswith((f"{self._server.address}/", f"{self._server.by_name}/", *OWN_SCHEMES))

    def _at_the_border(self, route: Route) -> None:
        kind: Literal["text/html"] = "text/html"
        if route.request.url in self._exits:
            route.fulfill(status=200, content_type=kind, body="<title>Elsewhere</title>")
        else:
            route.abort()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._told.append((f"console: {message.text}", message.location["url"]))

    def _see_request(self, request: Request) -> None:
        if not self._is_ours(request.url) and request.url not in self._exits:
            self._told.append((f"request to someone else: {request.url}", request.url))

    def _see_response(self, response: Response) -> None:
        # A browser calls a refused form an error; the page says kindly what it was.
        is_form = response.request.is_navigation_request() or response.request.method == "POST"
        if 400 <= response.status < 500 and is_form:
            self._refused.add(response.url)

    def _was_to_be_expected(self, words: str, address: str) -> bool:
        if "the server responded with a status of 4" in words and address in self._refused:
            return True
        return LINE_TAKEN in words or (self._server.was_killed and LINE_LOST.search(words) is not None)
