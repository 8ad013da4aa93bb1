"""Makes the two upright fonts that charts are drawn with as pictures, from the typeface of the pages.

    pip install "fonttools>=4.55" brotli
    python scripts/chart_fonts.py

The renderer reads neither WOFF2 nor the weights of a variable font, so each weight is a TrueType file of its own.
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "fonts" / "portal-sans.woff2"
TARGET = ROOT / "indicators" / "exchange" / "fonts"
WEIGHTS = {400: "Regular", 600: "SemiBold"}


def cut(weight: int, style: str) -> None:
    """One weight, named so that the renderer finds it by family and weight."""
    font = instancer.instantiateVariableFont(TTFont(SOURCE), {"wght": weight})
    font.flavor = None
    font["OS/2"].usWeightClass = weight
    for record in font["name"].names:
        if record.nameID == 2:
            record.string = style
        elif record.nameID in {4, 6}:
            record.string = f"PortalSans-{style}"
    font.save(TARGET / f"portal-sans-{weight}.ttf")


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for weight, style in WEIGHTS.items():
        cut(weight, style)
