"""Health, metrics, the timekeeper, demo data and `flask` commands: for those who run an installation."""

from flask import Flask


def register(app: Flask) -> None:
    """Offer the pages and the commands of the stewards, and count requests."""
    from . import cli, timekeeper
    from .views import bp, count_requests

    app.register_blueprint(bp)
    app.cli.add_command(cli.steward)
    app.cli.add_command(cli.operations)
    app.cli.add_command(cli.keys)
    app.cli.add_command(cli.slips)
    count_requests(app)
    timekeeper.rounds(app)
