"""A proxy in front that the settings do not know of: everybody who comes through it counts as one network."""

import logging

from flask import Flask, current_app, request

HEADERS = ("X-Forwarded-For", "Forwarded")
WORDS = (
    "A request says that it was forwarded, and SUPPORT_GROUPS_TRUSTED_PROXIES is 0. If a proxy stands in front, all "
    "visitors count as one network and share its limits: set it to the number of proxies (docs/operators-guide.md). "
    "This is told once."
)

EXTENSION = "support_groups.forwarded"
_log = logging.getLogger(__name__)


def init_app(app: Flask, trusted_proxies: int) -> None:
    """Tell the log once if requests come through a proxy while none is believed."""
    app.extensions[EXTENSION] = False
    if trusted_proxies == 0:
        app.before_request(_look)


def came_unbelieved(app: Flask) -> bool:
    """Whether this process has seen a request that was forwarded by a proxy the settings do not name."""
    seen: bool = app.extensions[EXTENSION]
    return seen


def _look() -> None:
    extensions = current_app.extensions
    if not extensions[EXTENSION] and any(name in request.headers for name in HEADERS):
        extensions[EXTENSION] = True
        _log.warning(WORDS)
