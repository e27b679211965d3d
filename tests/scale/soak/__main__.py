"""`bin/soak`: serve on SQLite with one worker, let the crowd live there, and tell how it was."""

import argparse
import json
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from benchmarks import machine
from benchmarks.crowd import Crowd
from benchmarks.settling import settle
from config import Settings
from support_groups import create_app
from support_groups.core.database import db
from support_groups.rooms.models import Room
from support_groups.rooms.queries import log_between
from tests.services.server import ROOT, Server

from ..house import files_of, soon
from ..ledger import Told, told_of
from ..loop import Loop
from .brief import BriefLedger, verdict
from .crowd import SoakCrowd
from .figures import SPARE_FILES_MAX, Look, complaints, growth, line_of, look

LOOKS = 40
SETTLE_SECONDS = 90.0
GONE_SECONDS = 15.0
SEED_MAX = 1_000_000
SEQ_MAX = 2**31 - 1
FAULTS_SHOWN = 20


def arguments(given: list[str]) -> argparse.Namespace:
    """What a person may ask of `bin/soak`."""
    parser = argparse.ArgumentParser(
        prog="bin/soak", description="Let a crowd come, talk, go and come back, and see that nothing is lost or grows."
    )
    parser.add_argument("--minutes", type=float, default=20.0, help="for how long; default: %(default)s")
    parser.add_argument("--people", type=int, default=2000, help="how many come; default: %(default)s")
    parser.add_argument("--rooms", type=int, default=100, help="in how many rooms; default: %(default)s")
    parser.add_argument("--rate", type=float, default=4.0, help="messages a second in each room; default: %(default)s")
    parser.add_argument("--seed", type=int, help="what decides by chance; default: another one each time")
    return parser.parse_args(given)


def main(given: list[str]) -> int:
    """Soak; 0 if all was well."""
    wanted = arguments(given)
    machine.allow_many_files()
    seed = secrets.randbelow(SEED_MAX) if wanted.seed is None else wanted.seed
    workshop = ROOT / ".cache"
    workshop.mkdir(exist_ok=True)
    # On the disk of the clone: a commit must cost what it costs.
    folder = Path(tempfile.mkdtemp(prefix="soak-", dir=workshop))
    try:
        return soak(wanted, folder, seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def soak(wanted: argparse.Namespace, folder: Path, seed: int) -> int:
    """Do it in a folder."""
    print(f"{wanted.people} people in {wanted.rooms} rooms for {wanted.minutes:g} minutes; --seed {seed}", flush=True)
    settle(Settings(data_dir=folder), Crowd(wanted.rooms, wanted.people // wanted.rooms), folder / "plan")
    plan = [(cookie, room) for cookie, room in map(str.split, (folder / "plan").read_text().splitlines())]
    server, loop = Server(folder), Loop()
    serving, living = machine.cores()
    with machine.on_core(serving):
        server.start()
    try:
        with machine.on_core(living):
            loop.start()
            crowd = SoakCrowd(loop, server.port, plan, wanted.rate, seed)
            looks = watched(crowd, loop, server, wanted.minutes * 60)
            loop.ask(crowd.end)
            well = soon(lambda: loop.ask(crowd.is_well), SETTLE_SECONDS, pause=0.5)
        found = [] if well else [f"I10: not everybody was back after {SETTLE_SECONDS:.0f} s"]
        found += judged(crowd, folder)
        loop.ask(crowd.leave)
        soon(lambda: len(files_of(server.pid)) <= SPARE_FILES_MAX, GONE_SECONDS, pause=0.5)
        files_left = len(files_of(server.pid))
        found += complaints(looks, files_left)
    finally:
        loop.stop()
        server.stop()
    return told(looks, files_left, found)


def watched(crowd: SoakCrowd, loop: Loop, server: Server, seconds: float) -> list[Look]:
    """Let the crowd live, and look at the server meanwhile."""
    began = time.monotonic()
    loop.ask(crowd.begin)
    looks = []
    for number in range(1, LOOKS + 1):
        time.sleep(max(0.0, began + seconds * number / LOOKS - time.monotonic()))
        looks.append(look(server.pid, time.monotonic() - began, *loop.ask(crowd.count)))
        print(line_of(looks[-1]), flush=True)
    return looks


def judged(crowd: SoakCrowd, folder: Path) -> list[str]:
    """What the checker finds, room by room."""
    found = []
    with create_app(Settings(data_dir=folder)).app_context():
        for public_id, room in crowd.rooms.items():
            reached = [page.ledger.reached for page in room.pages if isinstance(page.ledger, BriefLedger)]
            found += verdict(public_id, room.record, log_of(public_id), reached)
        db.engine.dispose()
    return found


def log_of(public_id: str) -> list[Told]:
    """The log of a room as it is kept."""
    room_id = db.session.scalars(select(Room.id).where(Room.public_id == public_id)).one()
    told = [told_of(json.loads(event.wire)) for event in log_between(room_id, 0, SEQ_MAX)]
    db.session.rollback()
    return told


def told(looks: list[Look], files_left: int, found: list[str]) -> int:
    """Tell the verdict; the exit code."""
    before, after = growth(looks)
    last = looks[-1]
    print(f"Memory: {before / 1e6:.1f} MB in the second quarter, {after / 1e6:.1f} MB in the last.")
    print(f"{files_left} files are open once everybody has gone.")
    print(f"{last.said} messages were said, and {last.told} times somebody was told something.")
    print(*found[:FAULTS_SHOWN], sep="\n")
    print("Nothing was lost, and nothing grew." if not found else f"{len(found)} faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
