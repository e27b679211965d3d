"""Keeps one server running for as long as a test run lives, however that run ends, and leaves nothing behind.

Run as a program of its own: `keeper.py RUN_PID FOLDER USER COMMAND…`. A pidfd tells when the test run is gone, be it
finished, interrupted or killed.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys

STOP_SECONDS = 5


def keep(run: int, folder: str, user: str, command: list[str]) -> int:
    """Start the server, wait for the end of the test run, stop the server and remove its folder."""
    try:
        watched = os.pidfd_open(run)
    except ProcessLookupError:
        remove(folder)
        return 1
    # Nobody reads from this file: it is for the person who looks why a server did not start.
    with open(os.path.join(folder, "log"), "ab") as log:
        server = subprocess.Popen(command, user=user or None, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        select.select([watched, os.pidfd_open(server.pid)], [], [])
        # To PostgreSQL SIGINT means: break off what goes on and stop now.
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
    remove(folder)
    return 0


def remove(folder: str) -> None:
    """Remove what the server left, and the lock under which it was started."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(f"{folder}.lock")


if __name__ == "__main__":
    # Twice removed from the worker that asked: it is nobody's child to wait for.
    if os.fork():
        os._exit(0)
    sys.exit(keep(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]))
