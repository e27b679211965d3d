"""Sponsors who offer, people who ask, the agreement between two, and its end."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the pages of sponsorship and keep what accounts announce."""
    from . import kept, subscribers
    from .views import bp

    _ = kept, subscribers
    app.register_blueprint(bp)
