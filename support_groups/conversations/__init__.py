"""Private messages between the two of a sponsorship, in a room of their own."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the pages of conversations and keep what sponsorship, rooms and accounts announce."""
    from . import broadcasts, subscribers, views

    _ = broadcasts, subscribers
    app.register_blueprint(views.bp)
