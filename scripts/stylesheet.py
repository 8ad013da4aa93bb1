"""Joins the layers of static/css/ into the one stylesheet that pages load: `python scripts/stylesheet.py [--check]`.

A page may wait for one request only, and an @import would make it wait for six. Comments and indentation go.
"""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static" / "css"
LAYERS = ("tokens", "base", "layout", "components", "pages")
JOINED = FOLDER / "site.css"


def joined() -> str:
    """The stylesheet: the order of the layers, then the files of each."""
    written = [without_padding(as_seen_from_joined(path)) for layer in LAYERS for path in files_of(layer)]
    return f"@layer {', '.join(LAYERS)};\n" + "".join(f"{text}\n" for text in written)


def files_of(layer: str) -> list[Path]:
    """A layer is a file, or a folder of files, one a subject."""
    folder = FOLDER / layer
    return sorted(folder.glob("*.css")) if folder.is_dir() else [FOLDER / f"{layer}.css"]


def as_seen_from_joined(path: Path) -> str:
    """The text of a layer; addresses in one that lies in a folder are a step further from the pictures than ours."""
    text = path.read_text(encoding="utf-8")
    return text if path.parent == FOLDER else text.replace('url("../../', 'url("../')


def without_padding(source: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    on_one_line = re.sub(r"\s+", " ", without_comments)
    return re.sub(r"\s*([{};,])\s*", r"\1", on_one_line).replace(";}", "}").strip()


if __name__ == "__main__":
    if "--check" in sys.argv:
        if JOINED.read_text(encoding="utf-8") != joined():
            sys.exit("static/css/site.css is older than its layers: run python scripts/stylesheet.py")
    else:
        JOINED.write_text(joined(), encoding="utf-8")
