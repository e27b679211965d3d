"""A person known only by a chosen name: sign up, sign in, devices, recovery, be forgotten."""

from flask import Flask


def register(app: Flask) -> None:
    """Put the feature into the app."""
    from support_groups.core.identity import login

    from . import broadcasts, challenges, kept, passphrases, views, work

    _ = broadcasts, kept
    passphrases.init_app(app)
    work.init_app(app)
    challenges.init_app(app)
    login.user_loader(views.visitor)
    app.register_blueprint(views.bp)
