"""`bin/run`: prepare what is missing, look whether it can be served, and hand over to the server."""

import argparse
import errno
import os
import socket
import sys
import tempfile
from pathlib import Path

from setup import front_end, python_packages
from setup.places import DATA, PYTHON, ROOT
from setup.steps import SetupFailed, one_at_a_time

WORKERS_MAX = 64
DATABASE_FILES = ("support_groups.sqlite3", "support_groups.sqlite3-wal", "support_groups.sqlite3-shm")


def arguments(given: list[str]) -> argparse.Namespace:
    """What a person may ask of `bin/run`."""
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Set up what is missing and serve the support groups on this machine.",
        epilog="The data folder holds everything people write. Every other setting: docs/operators-guide.md.",
    )
    parser.add_argument(
        "--host", default=os.environ.get("SUPPORT_GROUPS_HOST", "127.0.0.1"), help="default: %(default)s"
    )
    parser.add_argument(
        "--port", type=port, default=os.environ.get("SUPPORT_GROUPS_PORT", "8000"), help="default: %(default)s"
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=os.environ.get("SUPPORT_GROUPS_DATA_DIR", str(DATA)),
        help="the folder for the database and the secret key; default: %(default)s",
    )
    parser.add_argument(
        "--workers",
        type=workers,
        metavar="N",
        default=os.environ.get("SUPPORT_GROUPS_WORKERS", "1"),
        help="how many processes serve; more than one share PostgreSQL and Redis; default: %(default)s",
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        default=os.environ.get("SUPPORT_GROUPS_DATABASE_URL"),
        help="another database than SQLite in the data folder: postgresql+psycopg://name@host/database",
    )
    parser.add_argument(
        "--redis",
        metavar="URL",
        default=os.environ.get("SUPPORT_GROUPS_REDIS_URL"),
        help="the Redis or Valkey that several workers share: redis://host:6379",
    )
    parser.add_argument("--no-demo", action="store_true", help="leave a new database empty, for real use")
    parser.add_argument("--reset", action="store_true", help="erase the database in the data folder and begin anew")
    return parser.parse_args(given)


def port(text: str) -> int:
    """A port as typed."""
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is no port: give a number from 1 to 65535")
    return int(text)


def workers(text: str) -> int:
    """A number of workers as typed."""
    if not text.isdigit() or not 1 <= int(text) <= WORKERS_MAX:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of workers: give one from 1 to {WORKERS_MAX}")
    return int(text)


def main(given: list[str]) -> int:
    """Serve until stopped; returns only when that is impossible."""
    wanted = arguments(given)
    with one_at_a_time():
        python_packages.prepare(with_tests=False)
        front_end.prepare()
    data = wanted.data.expanduser().resolve()
    check_folder(data)
    check_port(wanted.host, wanted.port)
    if wanted.reset:
        reset(data)
    settings = {
        "SUPPORT_GROUPS_HOST": wanted.host,
        "SUPPORT_GROUPS_PORT": str(wanted.port),
        "SUPPORT_GROUPS_DATA_DIR": str(data),
        "SUPPORT_GROUPS_DEMO": "0" if wanted.no_demo else os.environ.get("SUPPORT_GROUPS_DEMO", "1"),
        "SUPPORT_GROUPS_WORKERS": str(wanted.workers),
    }
    if wanted.database:
        settings["SUPPORT_GROUPS_DATABASE_URL"] = wanted.database
    if wanted.redis:
        settings["SUPPORT_GROUPS_REDIS_URL"] = wanted.redis
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "wsgi.py"], os.environ | settings)


def check_folder(folder: Path) -> None:
    """Make the data folder, readable by its owner alone, and see that it can be written to."""
    try:
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SetupFailed(
            f"The data folder {folder} cannot be written to ({error.strerror}): choose another with --data DIR."
        ) from error


def check_port(host: str, port: int) -> None:
    """See that the address is free before anything else is started for it."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise SetupFailed(why_not(host, port, error)) from error


def why_not(host: str, port: int, error: OSError) -> str:
    """What to do about an address that cannot be served on."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use already, perhaps by this service: stop that, or try --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for the system: choose one above 1023, such as --port 8000."
    return f"This machine has no address “{host}” to serve on ({error.strerror}): leave --host out, or give one it has."


def reset(data: Path) -> None:
    """Erase the database, after asking at a terminal; the secret key and all else in the folder stay."""
    files = [data / name for name in DATABASE_FILES if (data / name).exists()]
    if not files:
        return
    if sys.stdin.isatty():
        answer = input(f"This erases everything that people wrote in {data}. Type “erase” to go on: ")
        if answer.strip().lower() != "erase":
            raise SetupFailed("Nothing was erased.")
    for file in files:
        file.unlink()
    print(f"Erased the database in {data}.")
