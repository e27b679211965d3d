"""Commands for those who run an installation: `bin/flask steward …` and `bin/flask operations …`."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from support_groups.accounts import actions as accounts
from support_groups.accounts.queries import account_named
from support_groups.core.database import db
from support_groups.core.transaction import transaction
from support_groups.moderation import queries as moderation
from support_groups.operations import actions, queries
from support_groups.operations.rules import Schema

from . import catalogue

CATALOGUE = Path(__file__).resolve().parents[3] / "docs" / "events.md"

steward = AppGroup("steward", help="People who run this installation, and those who may found groups.")
operations = AppGroup("operations", help="The database, demo data, and what is worth a look.")


@steward.command("invite")
def invite() -> None:
    """Print a one-time link that lets whoever holds it found groups."""
    _check_database()
    settings = current_app.config["SETTINGS"]
    token = accounts.invite_founder()
    click.echo("Give this link to one person. It works once, for someone who may then found groups:")
    click.echo(f"{queries.address(settings)}/found#{token}")


@steward.command("name")
@click.argument("name")
@click.option("--no-longer", is_flag=True, help="Let the account be an ordinary one again.")
def name_steward(name: str, no_longer: bool) -> None:
    """Make the account with this sign-in NAME a steward, who sees counts and health and no content."""
    _check_database()
    with transaction():
        account = account_named(name)
        if account is None:
            raise click.ClickException("There is no account with that name.")
        account.is_steward = not no_longer
    click.echo(
        "They are an ordinary member again." if no_longer else "They are a steward now: /steward is open to them."
    )


def _check_database() -> None:
    if actions.schema() is not Schema.CURRENT:
        raise click.ClickException("There is no database of this version here yet: start bin/run once, then ask again.")


@operations.command("prepare")
@click.option("--demo", is_flag=True, help="Fill a new database with the demo groups and people.")
def prepare(demo: bool) -> None:
    """Make or migrate the database; ends with 3, and nothing touched, where it cannot be used."""
    settings = current_app.config["SETTINGS"]
    try:
        is_new = actions.prepare(settings, demo=demo or settings.demo)
    except actions.CannotStart as refusal:
        click.echo(refusal.words, err=True)
        sys.exit(3)
    click.echo("The database is new and ready." if is_new else "The database is ready.")


@operations.command("demo")
def demo() -> None:
    """Add the demo groups and people to this database, once."""
    from support_groups.operations.demo import load
    from support_groups.operations.demo.cast import PASSPHRASE, SIGN_INS

    if queries.has_demo():
        click.echo("The demo groups and people are here already.")
    else:
        load()
    click.echo(f"Sign in as {', '.join(SIGN_INS)}, each with the passphrase: {PASSPHRASE}")


@operations.command("events")
@click.option("--check", is_flag=True, help="Only say whether docs/events.md is true.")
def events(check: bool) -> None:
    """Write docs/events.md from the events themselves."""
    written = catalogue.written()
    if not check:
        CATALOGUE.write_text(written)
    elif not CATALOGUE.exists() or CATALOGUE.read_text() != written:
        raise click.ClickException("docs/events.md is no longer true: run bin/flask operations events")


@operations.command("check")
def check() -> None:
    """Look at the database, the tables' version and every record of moderation; ends with 1 if anything is wrong."""
    settings = current_app.config["SETTINGS"]
    wrong = []
    if not settings.database_url:
        try:
            actions.check_file(Path(actions.place_of(settings)))
        except actions.CannotStart as refusal:
            wrong.append(refusal.words)
    if not wrong:
        found = actions.schema()
        click.echo(f"Tables: {found.value}")
        if found is not Schema.CURRENT:
            wrong.append("The tables are not those of this version: run bin/flask operations prepare")
    if not wrong:
        wrong += verified()
    for words in wrong:
        click.echo(words, err=True)
    sys.exit(1 if wrong else 0)


def verified() -> list[str]:
    """Print the state of every group's record; return what is wrong."""
    wrong = []
    for chain in moderation.chains():
        broken_at = moderation.broken_at(chain.group_id)
        if broken_at is None:
            click.echo(f"Record {chain.group_id}: {chain.length} acts, unbroken, ends in {chain.head.hex()[:16]}")
        else:
            wrong.append(f"Record {chain.group_id} was changed from outside, first at act {broken_at}.")
    db.session.rollback()
    return wrong
