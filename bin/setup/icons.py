"""One SVG sheet of the icons that the pages use: `<use href="icons.svg#hand">`."""

import difflib
import re
from pathlib import Path

from setup.steps import SetupFailed

STROKE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


def names_in(listing: Path) -> list[str]:
    """The names in a list of one a line; `#` starts a remark; no list is an empty one."""
    if not listing.exists():
        return []
    lines = (line.split("#")[0].strip() for line in listing.read_text(encoding="utf-8").splitlines())
    return sorted({line for line in lines if line})


def sheet(names: list[str], drawings: Path) -> str:
    """The drawings of that name, each a symbol."""
    symbols = "\n".join(symbol(name, drawings) for name in names)
    licence = "<!-- Lucide icons, ISC licence: licences/lucide.txt -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{licence}\n{symbols}\n</svg>\n'


def symbol(name: str, drawings: Path) -> str:
    """One drawing without its frame."""
    drawing = drawings / f"{name}.svg"
    if not drawing.exists():
        near = difflib.get_close_matches(name, [path.stem for path in drawings.glob("*.svg")], n=3)
        hint = f": perhaps {', '.join(near)}?" if near else "."
        raise SetupFailed(f"static/icons.txt names the icon “{name}”, which Lucide does not have{hint}")
    inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing.read_text(encoding="utf-8"), re.DOTALL)
    if inside is None:
        raise SetupFailed(f"The drawing of the icon “{name}” cannot be read: delete node_modules and try again.")
    lines = " ".join(line.strip() for line in inside[1].strip().splitlines())
    return f'<symbol id="{name}" viewBox="0 0 24 24" {STROKE}>{lines}</symbol>'
