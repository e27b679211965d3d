"""What a browser may do with an answer: load and run what is ours, send forms back to us, and nothing else."""

import secrets
from collections.abc import Mapping

from flask import Flask, Response, g

from config import Settings

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self' 'nonce-{nonce}'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    # The one policy there is makes an address a worker may be started from: static/core/workers.js.
    "trusted-types": "own-worker",
}
"""The Content-Security-Policy; `'self'` also allows a WebSocket to this very place. Nothing is reported to anyone."""

NOTHING_ALLOWED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For an answer that is no page at all."""

OWN = (
    "clipboard-write",
    "fullscreen",
    "publickey-credentials-create",
    "publickey-credentials-get",
)
NOBODYS = (
    "accelerometer",
    "attribution-reporting",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "captured-surface-control",
    "clipboard-read",
    "compute-pressure",
    "cross-origin-isolated",
    "deferred-fetch",
    "deferred-fetch-minimal",
    "digital-credentials-get",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "keyboard-map",
    "language-detector",
    "language-model",
    "local-fonts",
    "local-network-access",
    "magnetometer",
    "microphone",
    "midi",
    "on-device-speech-recognition",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "summarizer",
    "sync-xhr",
    "translator",
    "unload",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in OWN), *(f"{name}=()" for name in NOBODYS)])

EVERYWHERE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": PERMISSIONS,
    # A link to elsewhere on a page tells nobody's name server about it before it is followed.
    "X-DNS-Prefetch-Control": "off",
}

PLAIN = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Security-Policy", NOTHING_ALLOWED),
    ("Cache-Control", "no-store"),
    *EVERYWHERE.items(),
]
"""The headers of a plain line that is said before the app is asked."""

TWO_YEARS = 2 * 365 * 24 * 3600


def csp_nonce() -> str:
    """The one-time word that lets this response's own inline scripts run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def init_app(app: Flask, settings: Settings) -> None:
    """Give every answer its headers."""

    @app.after_request
    def add(response: Response) -> Response:
        policy = "; ".join(f"{name} {value}" for name, value in POLICY.items())
        response.headers["Content-Security-Policy"] = policy.format(nonce=csp_nonce())
        for name, value in EVERYWHERE.items():
            response.headers[name] = value
        if settings.https:
            response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
        response.headers.setdefault("Cache-Control", "no-store")
        return response
