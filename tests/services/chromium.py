"""A real browser: the one `CHROMIUM` names, or Chromium on the path, or the one that rides in an npm package."""

import fcntl
import json
import os
import shutil
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
CACHE = ROOT / ".cache"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Chromium:
    """A browser's program, and what it must find in its environment."""

    program: str
    environment: dict[str, str] = field(default_factory=dict)


def found() -> Chromium:
    """The browser to test with. Raises RuntimeError with what to do if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise RuntimeError(f"CHROMIUM names {named}, which cannot be run")
        return Chromium(named)
    for name in NAMES:
        if program := shutil.which(name):
            return Chromium(program)
    if not (PACKAGE / "bin").is_dir():
        raise RuntimeError("no Chromium to test with: run bin/test, or set CHROMIUM")
    return packaged()


def packaged() -> Chromium:
    """The browser out of the npm package, unpacked once; its libraries and typefaces come with it."""
    version = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    folder = CACHE / f"chromium-{version}"
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            fresh = folder.with_suffix(".new")
            shutil.rmtree(fresh, ignore_errors=True)
            unpack(fresh)
            fresh.rename(folder)
    libraries = [str(folder / "lib"), str(folder), os.environ.get("LD_LIBRARY_PATH", "")]
    return Chromium(
        str(folder / "chromium"),
        {
            "LD_LIBRARY_PATH": ":".join(filter(None, libraries)),
            "FONTCONFIG_FILE": str(folder / "fonts.conf"),
            "XDG_CACHE_HOME": str(folder / "font-cache"),
        },
    )


def unpack(folder: Path) -> None:
    """Unpack the parts of the package side by side."""
    folder.mkdir()
    for part in (PACKAGE / "bin").glob("*.tar.br"):
        archive = folder / part.stem
        archive.write_bytes(brotli.decompress(part.read_bytes()))
        # The first Pythons 3.11 know no filter, and the package was checked by its hash.
        safely: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        shutil.unpack_archive(archive, folder, "tar", **safely)
        archive.unlink()
    program = folder / "chromium"
    program.write_bytes(brotli.decompress((PACKAGE / "bin" / "chromium.br").read_bytes()))
    program.chmod(0o755)
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        '<fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n',
        encoding="utf-8",
    )
