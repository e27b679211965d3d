"""`bin/flask slips …`: attendance slips, as those look at them to whom they are shown."""

import click
from flask.cli import AppGroup

from support_groups.core.vouching import is_vouched, own_public_key
from support_groups.meetings.rules import NoSuchSlip, read_code, to_sign

slips = AppGroup("slips", help="Attendance slips: the key that vouches for them, and checking one.")


@slips.command("key")
def key() -> None:
    """Print the public key with which anybody can check a slip; it is no secret."""
    click.echo(own_public_key().hex())


@slips.command("check")
@click.argument("code")
@click.option("--key", "hex_key", help="The public key of the place it is from; without it, that of this one.")
def check(code: str, hex_key: str | None) -> None:
    """Say what was signed in a CODE; ends with 1 if it is none of that place."""
    try:
        public_key = bytes.fromhex(hex_key) if hex_key else own_public_key()
        slip, body, signature = read_code(code)
        if not is_vouched(to_sign(body), signature, public_key):
            raise NoSuchSlip
    except (NoSuchSlip, ValueError):
        raise click.ClickException("This is no slip of that place, or a letter of it is another.") from None
    click.echo(f"{slip.title}, {slip.on.isoformat()}, {slip.minutes} minutes. Who it was is not in it.")
