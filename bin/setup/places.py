"""Where things lie in a clone, and what the set-up makes there."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
LOG = CACHE / "setup.log"

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLER = CACHE / "installer"
NODE_WHEEL = CACHE / "node"
NODE_PEER = CACHE / "bench" / "node"

NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
ICON_NAMES = ROOT / "static" / "icons.txt"

DATA = ROOT / "data"


def environment() -> dict[str, str]:
    """The environment for what installs things; its caches move here when there is no home to keep them."""
    settings = dict(os.environ)
    settings.pop("PYTHONHOME", None)
    settings.pop("PYTHONPATH", None)
    home = settings.get("HOME", "")
    if not (home and os.access(home, os.W_OK)):
        settings["HOME"] = str(CACHE / "home")
    return settings
