"""The few files of others that the pages load: the Socket.IO client, the typeface, the icons and the list of words."""

import shutil
from pathlib import Path

from setup import icons, stamps
from setup.node import npm
from setup.places import CACHE, ICON_NAMES, NODE_MODULES, ROOT, VENDOR
from setup.steps import SetupFailed, build_in_place, run, step

PACKAGE = ROOT / "package.json"
LOCK = ROOT / "package-lock.json"
NPM_SETTINGS = ROOT / ".npmrc"

FONT = "@fontsource-variable/atkinson-hyperlegible-next"
FILES = (
    "@scure/bip39/wordlists/english.js",
    "socket.io-client/dist/socket.io.esm.min.js",
    f"{FONT}/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    f"{FONT}/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
)
LICENCES = {
    "atkinson-hyperlegible-next.txt": f"{FONT}/LICENSE",
    "lucide.txt": "lucide-static/LICENSE",
    "scure-bip39.txt": "@scure/bip39/LICENSE",
    "socket.io-client.txt": "socket.io-client/LICENSE",
}

NOT_DOWNLOADED = "The front-end packages could not be installed: check the network connection and try again."


def prepare() -> None:
    """Fill static/vendor/ if the locked packages or the list of icons have changed."""
    recipe = Path(__file__)
    wanted = stamps.of(LOCK, ICON_NAMES, recipe)
    if stamps.fits(VENDOR, wanted):
        return
    install_packages(with_tests=False)
    build_in_place(VENDOR, lambda folder: build(folder, wanted))


def install_packages(*, with_tests: bool) -> None:
    """Install what package-lock.json lists, without running any package's own scripts."""
    wanted = stamps.of(LOCK) | ({"with": "tests"} if with_tests else {})
    if stamps.fits(NODE_MODULES, wanted):
        return
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if not with_tests:
        command.append("--omit=dev")

    def install(folder: Path) -> None:
        workshop = CACHE / "npm-install"
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir(parents=True)
        for file in (PACKAGE, LOCK, NPM_SETTINGS):
            shutil.copy(file, workshop)
        try:
            run(command, NOT_DOWNLOADED, cwd=workshop)
            (workshop / "node_modules").rename(folder)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
        stamps.write(folder, wanted)

    with step(
        "Installing the front-end packages, the tests' too" if with_tests else "Installing the front-end packages"
    ):
        build_in_place(NODE_MODULES, install)


def build(folder: Path, stamp: dict[str, str]) -> None:
    """Copy the named files, with their licences, and draw the icons into one sheet."""
    (folder / "licences").mkdir(parents=True)
    copies = {folder / Path(name).name: name for name in FILES}
    copies |= {folder / "licences" / name: source for name, source in LICENCES.items()}
    for target, source in copies.items():
        if not (NODE_MODULES / source).exists():
            raise SetupFailed(f"The front-end package lacks {source}: delete node_modules and try again.")
        shutil.copyfile(NODE_MODULES / source, target)
    names = icons.names_in(ICON_NAMES)
    sheet = icons.sheet(names, NODE_MODULES / "lucide-static" / "icons")
    (folder / "icons.svg").write_text(sheet, encoding="utf-8")
    stamps.write(folder, stamp)
