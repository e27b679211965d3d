"""Known barriers on a page, as axe finds them."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_ALL = {"resultTypes": ["violations"]}
# Amid a change of colours its words may be hard to read for a tenth of a second.
_SETTLED = "() => Promise.allSettled(document.getAnimations().map((one) => one.finished))"
_COLOURS = {**_ALL, "runOnly": {"type": "rule", "values": ["color-contrast"]}}


def barriers(page: Page, *, colours_alone: bool = False) -> list[tuple[str, list[str]]]:
    """What keeps somebody out, with where it is; of colours alone where the same page was looked at by day already."""
    page.evaluate(_SETTLED)
    found = Axe().run(page, options=_COLOURS if colours_alone else _ALL).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
