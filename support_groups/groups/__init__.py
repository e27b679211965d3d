"""Recovery groups, memberships with a name of their own, a home group, roles and what each may do."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the pages of groups and keep what accounts announce."""
    from . import kept, subscribers
    from .views import bp

    _ = kept, subscribers
    app.register_blueprint(bp)
