"""A place for peer support groups: find a meeting, join it under a chosen name, share, find a sponsor."""

import logging
from importlib import import_module
from pathlib import Path

from flask import Flask

from config import Settings

from .accounts.passphrases import STRONG, Cost
from .core import assets, bounds, database, identity, keys, limits, realtime, secret, vouching, web

FEATURES = (
    "accounts",
    "groups",
    "rooms",
    "meetings",
    "sponsorship",
    "conversations",
    "recovery",
    "moderation",
    "directory",
    "notifications",
    "operations",
)
"""The table of contents of the product: each feature imports only what stands before it."""

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None, *, passphrase_cost: Cost = STRONG) -> Flask:
    """Put an installation together from its settings.

    What a guess at a passphrase costs is no setting: no environment can make it cheap by accident.
    """
    settings = settings or Settings()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config["SETTINGS"] = settings
    app.config["SECRET_KEY"] = secret.secret_key(settings)
    app.config["PASSPHRASE_COST"] = passphrase_cost
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.logger.setLevel(logging.INFO)
    keys.init_app(app, settings.keys)
    vouching.init_app(app, settings.slip_key)
    database.init_app(app, settings.database)
    limits.init_app(app, redis_url=settings.redis_url, enabled=settings.limits)
    bounds.receive_first(app)
    identity.init_app(app)
    assets.init_app(app)
    web.init_app(app, settings)
    for name in FEATURES:
        import_module(f"{__name__}.{name}").register(app)
    # Last: the server takes the wishes that the features have registered, and stands before the app.
    realtime.init_app(app)
    web.know_own_address(app, settings)
    return app
