"""What was on the screens of a story when it failed; one that fails once in a hundred runs tells little else."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

from tests.services.server import Server
from tests.services.visitors import Visitors

MOST_CHARS = 1500
LOG_CHARS = 3000
PATIENCE_MS = 3000


def told(known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A section for each open page and one for the server's log, out of the fixtures of a test."""
    browser, server, visitors = known.get("browser"), known.get("server"), known.get("visitors")
    if isinstance(browser, Browser) and isinstance(server, Server):
        pages = [page for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages, 1):
            asked = visitors.requests_of(page) if isinstance(visitors, Visitors) else []
            yield f"page {number} of {len(pages)}", "\n".join((_page(page, server, number), *asked))
    if isinstance(server, Server):
        yield "the server's log", server.log[-LOG_CHARS:]


def _page(page: Page, server: Server, number: int) -> str:
    # Beside what goes with the run, so that it can be looked at.
    picture = Path(tempfile.gettempdir()) / f"page-{server.port}-{number}.png"
    try:
        page.screenshot(path=picture, timeout=PATIENCE_MS)
        words = page.locator("main").inner_text(timeout=PATIENCE_MS)
    except Error as error:
        words = f"(cannot be read: {error.message})"
    return f"{page.url}\n{words[:MOST_CHARS]}\nas a picture: {picture}"
