"""`bin/flask keys …`: which keys there are, and another in place of the old."""

import click
from flask.cli import AppGroup

from support_groups.core import rotation

keys = AppGroup("keys", help="The keys under which words of people are kept.")


@keys.command("show")
def show() -> None:
    """Print the ids of the keys and how many values hang on each; no key is shown."""
    for use in rotation.uses():
        state = "seals and opens" if use.is_current else "opens only" if use.is_known else "missing: nobody opens them"
        click.echo(f"{use.key_id}  {use.count} values  {state}")


@keys.command("rotate")
def rotate() -> None:
    """Seal everything under a new key and let the old ones go, while the service runs; takes a minute at least.

    Broken off, it goes on where it was the next time. Backups from before open with a copy of the old keys only.
    """
    for words in rotation.rotate():
        click.echo(words)
