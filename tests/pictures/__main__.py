"""`bin/pictures`: start a service of its own with the demo, photograph it, stop it."""

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.services import chromium
from tests.services.server import ROOT, Server

from . import chairs, joining, pages, rooms, table
from .album import SCHEMES, Album
from .gathered import LATE_MEETING
from .prepared import Found

PREPARE = "from tests.pictures.prepared import prepare\nprepare()"

Part = Callable[[Browser, str, Album, Found], None]

PARTS: dict[str, Part] = {
    "pages": pages.photograph,
    "refusals": pages.broken,
    "own": lambda browser, address, album, _: pages.own(browser, address, album),
    "joining": lambda browser, address, album, _: joining.photograph(browser, address, album),
    "two": lambda browser, address, album, _: rooms.conversation(browser, address, album),
    "evening": lambda browser, address, album, _: rooms.Evening(browser, address, album).photograph(),
    "table": table.photograph,
    "after": lambda browser, address, album, found: table.stays_after(
        browser, address, album, found.meetings[LATE_MEETING]
    ),
    "chairs": chairs.photograph,
}


def main() -> int:
    """Take all pictures, or those of some parts only."""
    parser = argparse.ArgumentParser(
        prog="bin/pictures",
        description="Photograph every page and every state of the room, phone and wide, by day and by night.",
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "pictures", help="default: pictures/")
    parser.add_argument("--part", choices=PARTS, action="append", help="not everything; can be given several times")
    parser.add_argument("--title", type=re.compile, help="of the pages only those whose title this pattern finds")
    parser.add_argument("--scheme", choices=SCHEMES, action="append", help="by day or by night only")
    wanted = parser.parse_args()
    began = time.monotonic()
    album = Album(wanted.folder, wanted.title, tuple(wanted.scheme or SCHEMES))
    chrome = chromium.found()
    with tempfile.TemporaryDirectory(prefix="pictures-") as data:
        # Eight people and more sign in from this one machine within a minute.
        server = Server(Path(data), limits="false", work_bits="8")
        print("Inviting the demo people and starting the service …", flush=True)
        server.flask("operations", "prepare", "--demo")
        found = Found(**json.loads(server.runs_in_app(PREPARE).splitlines()[-1]))
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chrome.program, args=chromium.ARGUMENTS, env={**os.environ, **chrome.environment}
                )
                for name, part in PARTS.items():
                    if not wanted.part or name in wanted.part:
                        print(f"Photographing: {name} …", flush=True)
                        # Passkeys need an address with a name.
                        album.tries(name, partial(part, browser, server.by_name, album, found))
                browser.close()
        finally:
            server.stop()
            count = sum(map(len, album.taken.values()))
            minutes = (time.monotonic() - began) / 60
            print(f"{count} pictures of {len(album.taken)} pages and states in {minutes:.1f} minutes.")
            print(f"Look at them: {album.bind()}", flush=True)
    return 1 if album.missed else 0


if __name__ == "__main__":
    sys.exit(main())
