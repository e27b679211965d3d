"""What a browser is asked to fetch, and what it refuses to do, on one page after the other."""

import re
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

WATCH = """addEventListener("securitypolicyviolation", (event) => {
    tellViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`.trim());
});"""

# A refused form, and a permission that this browser has never heard of.
EXPECTED = re.compile("responded with a status of 4|Permissions-Policy header: Unrecognized feature")


class Trace:
    """Keeps every address the browser asks for, as its own tools see them, and every word of its guards."""

    def __init__(self, page: Page) -> None:
        self.stopped: list[str] = []
        self._asked: dict[str, str] = {}
        self.violations: list[str] = []
        self.complaints: list[str] = []
        page.context.expose_binding("tellViolation", lambda _, words: self.violations.append(words))
        page.context.add_init_script(WATCH)
        page.on("console", self._hear)
        self._tools = page.context.new_cdp_session(page)
        self._tools.on("Network.requestWillBeSent", lambda event: self._see(event, event["request"]["url"]))
        self._tools.on("Network.webSocketCreated", lambda event: self._see(event, event["url"]))
        self._tools.on("Network.loadingFailed", self._see_failure)
        self._tools.send("Network.enable")

    @property
    def asked(self) -> list[str]:
        """Every address that was asked for."""
        # What these tools have seen reaches us before their answer does, but not before another listener's event.
        self._tools.send("Network.enable")
        return list(self._asked.values())

    def strangers(self, *ours: str) -> list[str]:
        """Every address asked for that is none of ours."""
        return [one for one in self.asked if not one.startswith((*ours, "data:", "blob:"))]

    def _see(self, event: dict[str, Any], address: str) -> None:
        # One that was led on keeps its number.
        self._asked[f"{event['requestId']} {address}"] = address

    def _see_failure(self, event: dict[str, Any]) -> None:
        if event.get("blockedReason") != "csp":
            return
        for name in [one for one in self._asked if one.split(" ")[0] == event["requestId"]]:
            self.stopped.append(self._asked.pop(name))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(message.text)
