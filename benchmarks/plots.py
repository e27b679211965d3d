"""How the cost grows, drawn as plain SVG: both axes begin at nothing, so that a straight line means what it shows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.growth import MEASURES, Growth
from benchmarks.servers import Kind

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 120, 44, 52
STEPS = 5
NAME_HEIGHT = 16
COLOURS = {Kind.OURS: "#b3541e", Kind.NODE: "#3a6ea5", Kind.STOCK: "#6b7280"}
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #374151; }
.title { font-size: 15px; font-weight: 600; }
.grid { stroke: #e5e7eb; }
.line { fill: none; stroke-width: 2; }
"""

Line = list[tuple[int, float]]


@dataclass(frozen=True)
class Scale:
    """From a value to its place on the picture; the top is a round number."""

    top: float
    begin: int
    end: int

    @classmethod
    def over(cls, values: list[float], begin: int, end: int) -> "Scale":
        """Room for all of these values, in round steps."""
        step = (max(values) or 1) / STEPS
        size: float = 10 ** math.floor(math.log10(step))
        step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= step)
        return cls(step * math.ceil(max(values) / step or 1), begin, end)

    def __call__(self, value: float) -> float:
        """Where a value lies."""
        return round(self.begin + (self.end - self.begin) * value / self.top, 1)

    def steps(self) -> list[float]:
        """The round values that are written at the axis."""
        return [self.top * step / STEPS for step in range(STEPS + 1)]


def draw(growth: Growth, folder: Path, day: str) -> list[Path]:
    """Draw what has been measured along an axis; gives the files."""
    measures = MEASURES if growth.axis.name == "people" else {"cpu": MEASURES["cpu"]}
    files = []
    for measure, (unit, _) in measures.items():
        lines = {kind: growth.line(kind, measure) for kind in growth.runs}
        files.append(folder / f"{day}-{growth.axis.name}-{measure}.svg")
        files[-1].write_text(picture(f"{unit}, by {growth.axis.words}", lines), encoding="utf-8")
    return files


def picture(title: str, lines: dict[Kind, Line]) -> str:
    """A chart of some lines, each with its name at its end."""
    across = Scale.over([x for line in lines.values() for x, _ in line], LEFT, WIDTH - RIGHT)
    up = Scale.over([y for line in lines.values() for _, y in line], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text class="title" x="{LEFT}" y="24">{escape(title)}</text>',
        *(_rung(up, value) for value in up.steps()),
        *(_words(across(value), HEIGHT - BOTTOM + 20, f"{value:,.6g}", "middle") for value in across.steps()),
        *(_line(kind, line, across, up) for kind, line in lines.items()),
        *_names({kind: up(line[-1][1]) for kind, line in lines.items()}),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _words(x: float, y: float, words: str, anchor: str, colour: str = "") -> str:
    fill = f' style="fill:{colour}"' if colour else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{fill}>{escape(words)}</text>'


def _rung(up: Scale, value: float) -> str:
    y = up(value)
    path = f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
    return path + _words(LEFT - 8, y + 4, f"{value:,.6g}", "end")


def _line(kind: Kind, line: Line, across: Scale, up: Scale) -> str:
    places = [(across(x), up(y)) for x, y in line]
    points = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{COLOURS[kind]}"/>' for x, y in places)
    return f'<polyline class="line" stroke="{COLOURS[kind]}" points="{points}"/>{dots}'


def _names(ends: dict[Kind, float]) -> Iterator[str]:
    """The name of each line beside its end, from the top down and never one upon the other."""
    free = 0.0
    for kind, end in sorted(ends.items(), key=lambda item: item[1]):
        y = max(end + 4, free)
        free = y + NAME_HEIGHT
        yield _words(WIDTH - RIGHT + 10, y, kind.value, "start", COLOURS[kind])
