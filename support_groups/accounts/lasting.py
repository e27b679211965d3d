"""How long a sign-in lasts in an installation, however often it is used."""

from flask import current_app


def sign_in_days() -> int:
    """After so many days a device has to sign in anew."""
    days: int = current_app.config["SETTINGS"].sign_in_days
    return days
