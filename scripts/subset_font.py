"""Cuts the reading typeface to the letters and weights the portal sets, so that one small file serves every page.

    npm pack source-sans@3.52.0        # OFL-1.1; unpack it anywhere
    pip install "fonttools>=4.55" brotli
    python scripts/subset_font.py PATH/VF/SourceSans3VF-Upright.ttf static/fonts/portal-sans.woff2

The licence reserves the name "Source" for the unmodified fonts; a subset is a modification, so it is renamed.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Portal Sans"
WEIGHTS = (400, 700)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "pnum"]

ASCII = range(0x20, 0x7F)
LATIN_1 = range(0xA0, 0x100)
VIETNAMESE = [
    *(0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *range(0x1EA0, 0x1EFA),
    # Combining tone marks, for text that arrives decomposed.
    *(0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323),
]
PUNCTUATION = [
    *(0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2020, 0x2022, 0x2026, 0x202F, 0x2030),
    # Minus, arrows and triangles of growth, superscript digits of m², m³ are in Latin-1; ₫ for money.
    *(0x2212, 0x2190, 0x2191, 0x2192, 0x2193, 0x2197, 0x2198, 0x25B2, 0x25BC, 0x2264, 0x2265, 0x2248, 0x20AB, 0x20AC),
]


def cut(source: Path, target: Path) -> None:
    font = narrowed(source)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.hinting = False
    options.flavor = "woff2"
    options.drop_tables += ["STAT", "DSIG"]
    cutter = subset.Subsetter(options)
    rename(font)
    cutter.populate(unicodes={*ASCII, *LATIN_1, *VIETNAMESE, *PUNCTUATION})
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def narrowed(source: Path) -> TTFont:
    """The font with fewer weights, read back from bytes: the subsetter expects an entry for every glyph."""
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": WEIGHTS})
    written = io.BytesIO()
    font.save(written)
    written.seek(0)
    return TTFont(written)


def rename(font: TTFont) -> None:
    font["fvar"].instances = []
    for record in font["name"].names:
        if record.nameID in {1, 4, 16}:
            record.string = FAMILY
        elif record.nameID in {3, 6}:
            record.string = FAMILY.replace(" ", "")


if __name__ == "__main__":
    cut(Path(sys.argv[1]), Path(sys.argv[2]))
