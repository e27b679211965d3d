"""What every page has: protection of forms, compression, error pages in kind words."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_compress import Compress
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings

from . import bounds, forwarded, headers
from .database import db
from .errors import DomainError, SignInNeeded
from .forms import FormRefused, texts_sent
from .headers import csp_nonce
from .identity import IDLE_SECONDS, is_discreet
from .logs import place
from .origin import pinned

WORDS = {
    400: "We could not read what your browser sent. Going back and trying again usually helps.",
    403: "That is not open to you here.",
    404: "There is nothing here that we can show you. It may have ended, or the link may be incomplete.",
    405: "This address cannot be used that way. Going back is safe.",
    410: "This has ended and is gone.",
    411: "We can take in only what says how long it is.",
    413: "That was more than we can take in at once. Please send something shorter.",
    415: "We can take in words only, typed into a form of ours.",
    429: "That was a little fast for us. Please wait a moment and try again.",
    500: "Something broke on our side; it is not your fault. Please try again in a moment.",
    503: "We are busy right now. Please try again in a moment.",
}
RULES_SAY_NO = (403, 409)
"""A rule that refuses with one of these says all there is to say; nothing went wrong on the way."""
CSRF_WORDS = (
    "This page was open for a long time, so to keep you safe we did not go on. Please go back and send it again."
)
CSRF_WORDS_WITH_TEXTS = (
    "This page was open for a long time, so to keep you safe we did not go on. What you wrote is still here, below: "
    "copy it, open the page again, and send it once more."
)
FROM_ELSEWHERE_WORDS = (
    "This came from a page of another site, so to keep you safe we did not go on. "
    "If it was you, please open the page here and send it from there."
)

csrf = CSRFProtect()
_log = logging.getLogger(__name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Put bounds, headers, form protection, compression and error pages around every view."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-visit" if settings.https else "visit",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # No shorter than the sign-in it shows, which the table of sign-ins ends, and says so.
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.sign_in_days + 1),
        # Only an answer that changes it carries the cookie: never a file that anyone may cache.
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=24 * 3600,
        # Pages carry secrets beside text a visitor chose; compressed together they could be guessed by length.
        COMPRESS_MIMETYPES=["text/css", "text/javascript", "application/javascript", "image/svg+xml"],
    )
    bounds.init_app(app)
    csrf.init_app(app)
    Compress(app)
    headers.init_app(app, settings)
    forwarded.init_app(app, settings.trusted_proxies)
    app.context_processor(lambda: _in_every_template(settings))
    app.register_error_handler(DomainError, _show_refusal)
    app.register_error_handler(CSRFError, lambda _: _show_stale_form())
    app.register_error_handler(bounds.FromElsewhere, lambda _: _show_error(403, FROM_ELSEWHERE_WORDS))
    app.register_error_handler(HTTPException, lambda error: _show_http_error(error))
    app.register_error_handler(Exception, _show_failure)


def know_own_address(app: Flask, settings: Settings) -> None:
    """Be found where the settings say; without that, believe as many proxies as stand in front, and nobody else."""
    if settings.public_address:
        app.wsgi_app = pinned(app.wsgi_app, settings.public_address)
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)


def _in_every_template(settings: Settings) -> dict[str, object]:
    signed_in = current_user.is_authenticated
    return {
        "csp_nonce": csp_nonce,
        "me": current_user.account if signed_in else None,
        "place_name": settings.place_name,
        "quick_exit_url": settings.quick_exit_url,
        "plain_title": settings.plain_title if is_discreet() else None,
        "idle_seconds": IDLE_SECONDS if signed_in and is_discreet() else None,
    }


def _show_refusal(error: DomainError) -> ResponseReturnValue:
    answer = current_app.make_response(_refusal(error))
    if error.retry_seconds is not None:
        answer.headers["Retry-After"] = str(error.retry_seconds)
    return answer


def _refusal(error: DomainError) -> ResponseReturnValue:
    if request.is_json:
        errors = error.errors if isinstance(error, FormRefused) else {error.field: error.words} if error.field else {}
        return {"words": error.words, "errors": errors}, error.status
    texts = texts_sent() if isinstance(error, SignInNeeded) and request.method == "POST" else []
    return _show_error(error.status, error.words, texts, by_rule=error.status in RULES_SAY_NO)


def _show_stale_form() -> ResponseReturnValue:
    texts = texts_sent()
    return _show_error(400, CSRF_WORDS_WITH_TEXTS if texts else CSRF_WORDS, texts)


def _show_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    return _show_error(error.code, WORDS.get(error.code, WORDS[400 if error.code < 500 else 500]))


def _show_failure(error: Exception) -> ResponseReturnValue:
    # The message of an error may hold what a person typed: log the kind and the place, not the words.
    _log.error("%s at %s in %s", type(error).__name__, place(error.__traceback__), request.endpoint)
    # What failed may have been a query: the page that says so must be able to ask again.
    try:
        db.session.rollback()
        return _show_error(500, WORDS[500])
    except Exception:
        return Response(WORDS[500], 500, mimetype="text/plain")


def _show_error(
    status: int, words: str, texts: Sequence[tuple[str, str]] = (), *, by_rule: bool = False
) -> ResponseReturnValue:
    if request.is_json:
        return {"words": words, "errors": {}}, status
    rule = request.url_rule
    again = request.path if rule and "GET" in (rule.methods or ()) else None
    page = render_template("core/error.html", status=status, words=words, texts=texts, again=again, by_rule=by_rule)
    return page, status
