"""Weekly meetings of a group: when they are held, and the opening and closing of their rooms."""

from flask import Flask


def register(app: Flask) -> None:
    """Let groups meet."""
    from . import kept, subscribers, views

    _ = kept, subscribers
    app.register_blueprint(views.bp)
