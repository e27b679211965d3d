"""The record of every decision: append-only, chained, and open to those it concerns."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the record's pages and keep what groups and rooms announce."""
    from . import broadcasts, kept, sockets, subscribers
    from .views import bp

    _ = broadcasts, kept, sockets, subscribers
    app.register_blueprint(bp)
