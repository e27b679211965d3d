"""The live room: a log of everything that happens, its fold, presence, and the floor."""

from flask import Flask


def register(app: Flask) -> None:
    """Add rooms to the app."""
    from . import broadcasts, kept, sockets, subscribers, views

    _ = broadcasts, kept, sockets, subscribers
    app.register_blueprint(views.bp)
