"""Finding a meeting: the first door, all meetings of the week, and a member's own home page."""

from flask import Flask


def register(app: Flask) -> None:
    """Open the first door."""
    from .views import bp

    app.register_blueprint(bp)
