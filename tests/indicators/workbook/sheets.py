"""Every sample workbook of the collection; run as a script it writes them into a directory.

python -m tests.indicators.workbook.sheets DIRECTORY
"""

import sys
from pathlib import Path

from tests.indicators.workbook import (
    samples_cells,
    samples_department,
    samples_files,
    samples_offices,
    samples_places,
    samples_statistics,
)
from tests.indicators.workbook.building import Sample, SampleMaker

MAKERS: tuple[SampleMaker, ...] = (
    *samples_department.SAMPLES,
    *samples_places.SAMPLES,
    *samples_statistics.SAMPLES,
    *samples_offices.SAMPLES,
    *samples_cells.SAMPLES,
    *samples_files.SAMPLES,
)


def samples() -> list[Sample]:
    """The whole collection, freshly made."""
    return [make() for make in MAKERS]


def main(directory: Path) -> None:
    """Write every sample under its own name."""
    directory.mkdir(parents=True, exist_ok=True)
    for sample in samples():
        (directory / sample.name).write_bytes(sample.content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
