"""Where pictures are kept, with a page to look through them."""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, FloatRect, Page

from support_groups.operations.demo.visitor import NotServed

SCHEMES = ("light", "dark")
PATIENCE_MS = 90_000
WHOLE_PX = 5_000
"""What lies farther down is more of the same, and takes a browser very long."""

LAID_OUT = """
body { position: relative }
.header { position: static !important }
@media (max-width: 51.99rem) { .places { position: absolute !important; inset: auto 0 0 !important } }
"""
"""On a whole page, what else stands at the edges of the screen would lie over it."""

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title>
<meta name="viewport" content="width=device-width">
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; background: #f4f1ea; color: #222 }
h2 { margin: 3rem 0 .25rem } .row { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start }
figure { margin: 0 } figcaption { font-size: .85rem; color: #555 }
img { display: block; border: 1px solid #ccc; border-radius: .5rem; block-size: 30rem; max-inline-size: 95vw;
  object-fit: cover; object-position: top }
</style>
<h1>Pictures</h1>
"""


@dataclass
class Album:
    """A folder of pictures in the order in which they were taken; with `only`, of titles it is found in."""

    folder: Path
    only: re.Pattern[str] | None = None
    schemes: tuple[str, ...] = SCHEMES
    taken: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()

    def wants(self, title: str) -> bool:
        """Whether a picture of this title is asked for."""
        return self.only is None or bool(self.only.search(title))

    def take(self, page: Page, title: str, size: str, *, whole: bool = False) -> None:
        """Photograph what the page shows, by day and by night; `whole`: the page to its end, not the screen."""
        if not self.wants(title):
            return
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
        for scheme in self.schemes:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            name = f"{slug}--{size}-{scheme}.png"
            height = page.evaluate("document.documentElement.scrollHeight") if whole else 0
            width = page.evaluate("innerWidth")
            part: FloatRect = {"x": 0, "y": 0, "width": width, "height": WHOLE_PX}
            page.screenshot(
                path=self.folder / name,
                full_page=whole,
                clip=part if height > WHOLE_PX else None,
                animations="disabled",
                style=LAID_OUT if whole else None,
                timeout=PATIENCE_MS,
            )
            self.taken.setdefault(title, []).append((name, f"{size}, {scheme}"))

    def take_all(self, seat: Iterable[tuple[str, Page]], title: str) -> None:
        """Photograph the whole of the page that each screen of somebody shows."""
        for size, page in seat:
            self.take(page, title, size, whole=True)

    def tries(self, name: str, part: Callable[[], None]) -> None:
        """Take a part; what stands in the way is told, and the others are taken all the same."""
        try:
            part()
        except (AssertionError, Error, NotServed) as error:
            self.missed.append(name)
            print(f"Not all of “{name}” could be taken: {str(error)[:600]}", flush=True)

    def bind(self) -> Path:
        """Write the page that shows them all."""
        parts = [HEAD]
        for title, pictures in self.taken.items():
            parts.append(f'<h2>{html.escape(title)}</h2><div class="row">')
            parts += (
                f'<figure><a href="{name}"><img loading="lazy" src="{name}" alt=""></a>'
                f"<figcaption>{html.escape(words)}</figcaption></figure>"
                for name, words in pictures
            )
            parts.append("</div>")
        index = self.folder / "index.html"
        index.write_text("\n".join(parts), encoding="utf-8")
        return index
