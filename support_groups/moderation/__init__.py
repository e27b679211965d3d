"""The record of every decision: append-only, chained, and open to those it concerns."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the record's pages and keep what groups and rooms announce."""
    from . import kept, subscribers
    from .views import bp

    _ = kept, subscribers
    app.register_blueprint(bp)
