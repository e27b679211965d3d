"""`bin/pictures`: start a service of its own with the demo, photograph it, stop it."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.services import chromium
from tests.services.server import ROOT, Server

from . import pages, rooms
from .album import Album


def main() -> int:
    """Take all pictures, or those of pages or rooms only."""
    parser = argparse.ArgumentParser(
        prog="bin/pictures",
        description="Photograph every page and every state of the room, phone and wide, by day and by night.",
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "pictures", help="default: pictures/")
    parser.add_argument("--only", choices=("pages", "rooms"), help="not everything")
    wanted = parser.parse_args()
    album = Album(wanted.folder)
    found = chromium.found()
    with tempfile.TemporaryDirectory(prefix="pictures-") as data:
        # Eight people and more sign in from this one machine within a minute.
        server = Server(Path(data), limits="false")
        print("Inviting the demo people and starting the service …", flush=True)
        server.flask("operations", "prepare", "--demo")
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=found.program, args=chromium.ARGUMENTS, env={**os.environ, **found.environment}
                )
                if wanted.only != "rooms":
                    print("Photographing the pages …", flush=True)
                    pages.photograph(browser, server.address, album)
                if wanted.only != "pages":
                    print("Photographing the rooms …", flush=True)
                    rooms.conversation(browser, server.address, album)
                    rooms.Evening(browser, server.address, album).photograph()
                browser.close()
        finally:
            server.stop()
            print(f"Look at them: {album.bind()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
