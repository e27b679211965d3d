"""Clean time and key tags, a private plan, six plain questions, what helps, and where to find help at once."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the pages of recovery."""
    from . import kept
    from .views import bp

    _ = kept
    app.register_blueprint(bp)
