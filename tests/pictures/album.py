"""Where pictures are kept, with a page to look through them."""

import html
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

SCHEMES = ("light", "dark")

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
    """A folder of pictures in the order in which they were taken."""

    folder: Path
    taken: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()

    def take(self, page: Page, title: str, size: str, *, whole: bool = False) -> None:
        """Photograph what the page shows, by day and by night; `whole`: the page to its end, not the screen."""
        slug = "".join(letter if letter.isalnum() else "-" for letter in title.lower()).strip("-")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            name = f"{slug}--{size}-{scheme}.png"
            page.screenshot(
                path=self.folder / name, full_page=whole, animations="disabled", style=LAID_OUT if whole else None
            )
            self.taken.setdefault(title, []).append((name, f"{size}, {scheme}"))

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
