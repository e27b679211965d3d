"""The colours of the house can be read, by day and by night."""

import math
import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[2] / "static" / "core" / "tokens.css"
AA, AAA, EDGE = 4.5, 7.0, 3.0
DAY, NIGHT = 0, 1

READ = [(ink, ground, AAA) for ink in ("ink", "ink-soft") for ground in ("paper", "paper-raised", "paper-sunk")]
READ += [("ink", ground, AAA) for ground in ("accent-soft", "care-soft", "danger-soft", "glow")]
PRESSED = [
    (ink, ground, AA) for ink in ("accent", "care", "danger") for ground in ("paper", "paper-raised", "paper-sunk")
]
PRESSED += [(ink, f"{ink}-soft", AA) for ink in ("accent", "care", "danger")]
PRESSED += [(f"on-{ink}", ground, AA) for ink in ("accent", "danger") for ground in (ink, f"{ink}-firm")]
EDGES = [("line-firm", ground, EDGE) for ground in ("paper", "paper-raised", "paper-sunk")]


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _tokens() -> dict[str, tuple[str, str]]:
    pair = re.compile(r"--([\w-]+): light-dark\(oklch\(([^()]+)\), oklch\(([^()]+)\)\)")
    return {name: (day, night) for name, day, night in pair.findall(SHEET.read_text(encoding="utf-8"))}


TOKENS = _tokens()


def _luminance(token: str, time: int) -> float:
    lightness, chroma, hue = (float(part) for part in TOKENS[token][time].split(" / ")[0].split())
    red, green, blue = (min(1.0, max(0.0, part)) for part in _linear(lightness, chroma, hue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("time", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("ink", "ground", "least"), READ + PRESSED + EDGES)
def test_what_is_written_stands_out_from_its_ground(ink: str, ground: str, least: float, time: int) -> None:
    dark, light = sorted((_luminance(ink, time), _luminance(ground, time)))
    assert (light + 0.05) / (dark + 0.05) >= least


@pytest.mark.parametrize("token", [name for name in TOKENS if name not in ("veil",)])
def test_every_colour_can_be_shown_on_a_plain_screen(token: str) -> None:
    for colour in TOKENS[token]:
        lightness, chroma, hue = (float(part) for part in colour.split())
        assert all(-0.002 <= part <= 1.002 for part in _linear(lightness, chroma, hue))
