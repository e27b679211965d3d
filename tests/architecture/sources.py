"""The sources that the tests of this folder read."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "support_groups"
TEMPLATES = ROOT / "templates"


def features() -> list[Path]:
    """The folders of the features."""
    return sorted(
        path for path in PACKAGE.iterdir() if path.is_dir() and path.name not in {"core", "migrations", "__pycache__"}
    )


def modules() -> list[Path]:
    """Every Python file of the product itself, without the migrations."""
    inside = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
    return [*sorted(inside), ROOT / "wsgi.py"]


def committed() -> list[Path]:
    """Every file that is or would be in a commit."""
    git = shutil.which("git")
    assert git, "git is needed to list the sources"
    listing = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


@cache
def tree(module: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def dotted(node: ast.expr) -> str:
    """A name as written: `datetime.now` for the function in `datetime.now()`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def calls(module: Path) -> Iterator[tuple[str, int]]:
    """Every call in a module: the name that is called, and the line."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node.lineno


def told(path: Path, line: int | None = None) -> str:
    """A place for a person to look at."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))
