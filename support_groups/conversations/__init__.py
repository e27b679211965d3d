"""Private messages between the two of a sponsorship, in a room of their own."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the pages of conversations and keep what sponsorship, rooms and accounts announce."""
    from . import broadcasts, kept, subscribers, views

    _ = broadcasts, kept, subscribers
    app.register_blueprint(views.bp)
