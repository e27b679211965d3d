"""Health and metrics for machines; the stewards' page, which shows counts and never content."""

import ipaddress
import time

from flask import Blueprint, Flask, Response, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from support_groups.accounts import actions as accounts
from support_groups.accounts.models import Account
from support_groups.accounts.queries import me
from support_groups.core import forwarded
from support_groups.core.errors import NotFound
from support_groups.core.forms import Nothing, parse
from support_groups.core.identity import public
from support_groups.core.retention import declared
from support_groups.moderation.queries import count_stranded

from . import queries, timekeeper

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")

HEADINGS = {
    "accounts": "Your account",
    "groups": "Your groups",
    "rooms": "Meetings and messages",
    "meetings": "When groups meet",
    "sponsorship": "Sponsors",
    "conversations": "Messages with a sponsor",
    "recovery": "Your clean time",
    "moderation": "What is done by those who serve",
    "notifications": "Your notices",
    "core": "On the way to us",
}
"""What the parts of the page about privacy are called, in its order."""

_EXTENSION = "support_groups.metrics"

bp = Blueprint("operations", __name__)


class Metrics:
    """What is counted in this process. Labels name views and statuses, never a person, a group or a room."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "support_groups_requests", "Answers to requests.", ["view", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "support_groups_request_seconds", "Time until an answer.", ["view"], registry=self.registry
        )
        self.there_are = Gauge("support_groups_there_are", "How many there are.", ["what"], registry=self.registry)
        self.age = Gauge(
            "support_groups_timekeeper_age_seconds", "Since the timekeeper's last look.", registry=self.registry
        )
        self.failures = Gauge(
            "support_groups_timekeeper_failures", "Chores that failed since the start.", registry=self.registry
        )

    def written(self) -> bytes:
        """All figures as they are now."""
        for what, number in vars(queries.counts()).items():
            self.there_are.labels(what).set(number)
        self.age.set(timekeeper.age(current_app) or 0)
        self.failures.set(timekeeper.rounds(current_app).failures)
        return generate_latest(self.registry)


def count_requests(app: Flask) -> None:
    """Count every answer by view and status, and how long it took."""
    metrics = Metrics()
    app.extensions[_EXTENSION] = metrics

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        view = request.endpoint or "none"
        metrics.requests.labels(view, response.status_code).inc()
        if "began" in g:
            metrics.seconds.labels(view).observe(time.perf_counter() - g.began)
        return response


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    """Whether people are served as they should be: 200 if so, 503 if not."""
    found = queries.health(current_app)
    body = {"ok": found.is_well, "database": found.database, "timekeeper_age_seconds": found.timekeeper_age}
    return body, 200 if found.is_well else 503


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Figures for a collector on this very machine; to everyone else there is nothing here."""
    # Whoever comes through a proxy on this machine looks like this machine, but for these headers.
    if not _is_loopback(request.remote_addr) or any(name in request.headers for name in FORWARDED):
        raise NotFound
    return Response(current_app.extensions[_EXTENSION].written(), content_type=CONTENT_TYPE_LATEST)


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is kept, for how long and why, as the features declare it and their chores obey it."""
    return render_template("operations/privacy.html", kept=declared(), headings=HEADINGS)


@bp.get("/steward")
def steward() -> ResponseReturnValue:
    """How the installation is; no content, no names, no words of groups."""
    _steward()
    return _page()


@bp.post("/steward/invitations")
def invite() -> ResponseReturnValue:
    """Make a link that lets whoever holds it found groups, and show it once."""
    _steward()
    parse(Nothing, request.form)
    token = accounts.invite_founder()
    return _page(link=url_for("accounts.founder_link", _anchor=token, _external=True))


def _page(link: str | None = None) -> str:
    settings = current_app.config["SETTINGS"]
    return render_template(
        "operations/steward.html",
        health=queries.health(current_app),
        came_unbelieved=forwarded.came_unbelieved(current_app),
        counts=queries.counts(),
        stranded=count_stranded(),
        disk=queries.disk(settings),
        versions=queries.versions(),
        revision=queries.revision(),
        link=link,
    )


def _steward() -> Account:
    account = me()
    if not account.is_steward:
        raise NotFound
    return account
