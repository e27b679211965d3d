"""What a browser has asked the server for lately, and how long answers took: whether a press came through at all."""

import time
from collections import deque
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

MOST = 12


class Requests:
    """The last requests of one page, without those for its looks and scripts."""

    def __init__(self, page: Page) -> None:
        self._last: deque[_Asked] = deque(maxlen=MOST)
        page.on("request", self._begins)
        page.on("response", lambda response: self._ends(response.request, str(response.status)))
        page.on("requestfailed", lambda request: self._ends(request, request.failure or "failed"))

    def told(self) -> list[str]:
        """A line each, the earliest first."""
        return [one.told() for one in self._last]

    def _begins(self, request: Request) -> None:
        if request.resource_type in ("document", "fetch", "xhr"):
            self._last.append(_Asked(request))

    def _ends(self, request: Request, how: str) -> None:
        for one in self._last:
            if one.request == request and not one.how:
                one.took, one.how = time.monotonic() - one.began, how


class _Asked:
    def __init__(self, request: Request) -> None:
        self.request, self.began = request, time.monotonic()
        self.took, self.how = 0.0, ""

    def told(self) -> str:
        ended = f"{self.how} after {self.took:.2f} s" if self.how else "no answer yet"
        ago = time.monotonic() - self.began
        return f"{ago:.1f} s ago: {self.request.method} {urlsplit(self.request.url).path} → {ended}"
