"""Draws the cover pictures of the demo's articles: `python scripts/demo_covers.py`. Run again, it writes the same."""

from __future__ import annotations

from pathlib import Path

from cover_scenes import SCENES

FOLDER = Path(__file__).resolve().parent.parent / "reports" / "demo" / "images"
MOST_BYTES = 40_000


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, scene in SCENES.items():
        path = FOLDER / f"{name}.webp"
        scene().save(path, "WEBP", quality=70, method=6)
        assert path.stat().st_size <= MOST_BYTES, f"{path.name} is larger than {MOST_BYTES} bytes"


if __name__ == "__main__":
    main()
