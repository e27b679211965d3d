"""Several workers of this service on PostgreSQL and Valkey, the ones that the tests use, under the crowd."""

import subprocess
from functools import cache
from pathlib import Path

from benchmarks.crowd import Crowd
from benchmarks.places import ROOT
from benchmarks.settling import settle
from config import Settings
from tests.services import postgres, valkey

RUN = ROOT / "bin" / "run"
NOT_YET = "bin/run has no --workers here, so nothing is told about several workers."


@cache
def are_possible() -> bool:
    """Whether this version serves with more than one worker."""
    told = subprocess.run([str(RUN), "--help"], capture_output=True, text=True, check=False)
    return "--workers" in told.stdout


def prepared(workers: int, crowd: Crowd, folder: Path, port: int) -> tuple[list[str], dict[str, str]]:
    """The command that starts so many workers, and its settings; the crowd is in the database before."""
    database = postgres.new_database("bench").render_as_string(hide_password=False)
    redis = valkey.address()
    settle(Settings(data_dir=folder, database_url=database, redis_url=redis, limits=False), crowd, folder / "plan")
    chosen = ["--workers", str(workers), "--database", database, "--redis", redis]
    place = ["--host", "127.0.0.1", "--port", str(port), "--data", str(folder), "--no-demo"]
    return [str(RUN), *chosen, *place], {"SUPPORT_GROUPS_LIMITS": "false"}
