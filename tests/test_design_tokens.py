"""The colours of the stylesheet keep the contrast that readers need, in light and dark."""

import re
from itertools import combinations
from pathlib import Path

import pytest
import stylesheet

TOKENS = (stylesheet.FOLDER / "tokens.css").read_text(encoding="utf-8")
TEXT = ("ink", "ink-soft", "link", "link-hover", "brand", "accent-ink", "rise", "fall")
GRAPHICS = ("line-strong", "accent", "focus", *(f"series-{k}" for k in range(1, 7)))
BUDGET = 60_000


def theme(name: str) -> dict[str, str]:
    """The colours of a theme; dark ones stand over those of the light theme."""
    light, dark = TOKENS.split("prefers-color-scheme: dark")
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light))
    if name == "dark":
        colours |= dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", dark.split("prefers-contrast")[0]))
    return colours


def channels(colour: str) -> tuple[float, float, float]:
    """Linear light of red, green, blue (sRGB, IEC 61966-2-1)."""
    values = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    first, second = (
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels(x), strict=True)) for x in (one, other)
    )
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "paper-sunk", "paper-raised", "notice"])
def test_text_reads_on_every_ground(name: str, ground: str) -> None:
    colours = theme(name)

    weak = {text: contrast(colours[text], colours[ground]) for text in TEXT}

    assert {text: ratio for text, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "paper-sunk"])
def test_graphics_stand_out_from_every_ground(name: str, ground: str) -> None:
    colours = theme(name)

    ratios = {graphic: contrast(colours[graphic], colours[ground]) for graphic in GRAPHICS}

    assert {graphic: ratio for graphic, ratio in ratios.items() if ratio < 3} == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_reads_on_the_band(name: str) -> None:
    colours = theme(name)

    for text in ("on-band", "on-band-soft", "band-accent"):
        assert contrast(colours[text], colours["band"]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
def test_neighbouring_series_differ_for_every_eye(name: str, sight: str) -> None:
    colours = theme(name)
    seen = [perceived(channels(colours[f"series-{k}"]), sight) for k in range(1, 7)]

    for one, other in combinations(seen, 2):
        assert distance(one, other) > 9


def test_the_joined_stylesheet_is_as_new_as_its_layers() -> None:
    assert stylesheet.JOINED.read_text(encoding="utf-8") == stylesheet.joined()


def test_no_rule_shouts_and_none_imports() -> None:
    joined = stylesheet.joined()

    assert "!important" not in joined
    assert "@import" not in joined


def test_the_typeface_leaves_room_for_the_page() -> None:
    typeface = Path(stylesheet.FOLDER).parent / "fonts" / "portal-sans.woff2"

    assert typeface.stat().st_size < 35_000


SIMULATION = {
    # Machado, Oliveira, Fernandes 2009, severity 1.0, on linear light.
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def perceived(light: tuple[float, float, float], sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as an eye of that sight has it."""
    if sight in SIMULATION:
        red, green, blue = (
            min(max(sum(w * c for w, c in zip(row, light, strict=True)), 0), 1) for row in SIMULATION[sight]
        )
    else:
        red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
