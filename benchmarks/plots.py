"""How the cost grows, drawn: one SVG for each thing that grows and each thing that it costs."""

from pathlib import Path

import pygal
from pygal.style import CleanStyle

from benchmarks.growth import MEASURES, Growth

FONT = "system-ui, sans-serif"


def draw(growth: Growth, folder: Path, day: str) -> list[Path]:
    """Draw what has been measured along an axis; gives the files."""
    measures = MEASURES if growth.axis.name == "people" else {"cpu": MEASURES["cpu"]}
    return [_chart(growth, measure, folder / f"{day}-{growth.axis.name}-{measure}.svg") for measure in measures]


def _chart(growth: Growth, measure: str, file: Path) -> Path:
    unit, _ = MEASURES[measure]
    chart = pygal.XY(
        title=unit,
        x_title=growth.axis.words,
        width=720,
        height=400,
        legend_at_bottom=True,
        include_x_axis=True,
        range=(0, None),
        # Nothing is fetched from anywhere when it is looked at.
        js=(),
        style=CleanStyle(font_family=FONT, background="white", plot_background="white"),
    )
    for kind in growth.runs:
        chart.add(kind.value, [(0, 0), *growth.line(kind, measure)][1:])
    chart.render_to_file(str(file))
    return file
