"""Notices: what a person should hear of, in kind words, made from what the other features announce."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the page of notices and keep what is announced."""
    from . import broadcasts, kept, subscribers
    from .views import bp

    _ = broadcasts, kept, subscribers
    app.register_blueprint(bp)
