"""Every sample workbook gives exactly the observations that it states."""

import pytest

from indicators.workbook.drafts import ObservationDraft
from indicators.workbook.grid import open_workbook
from indicators.workbook.problems import Severity
from indicators.workbook.reading import read_workbook
from tests.indicators.workbook.building import Expected, Sample
from tests.indicators.workbook.sheets import MAKERS


def _stated(draft: ObservationDraft) -> Expected:
    return Expected(
        draft.sheet,
        draft.cell,
        " / ".join((*draft.parents, draft.indicator_text)),
        draft.area_text,
        draft.period.sdmx,
        str(draft.measure),
        format(draft.value, "f") if draft.value is not None else str(draft.absence),
        draft.unit_text,
        str(draft.status) if draft.status and draft.measure == "value" else None,
        draft.footnote,
    )


def _wanted(expected: Expected) -> Expected:
    if expected.measure == "value":
        return expected
    return Expected(
        *(getattr(expected, name) for name in list(expected.__dataclass_fields__)[:8]), None, expected.footnote
    )


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_sample_gives_the_observations_that_it_states(make):
    sample: Sample = make()

    readings = read_workbook(open_workbook(sample.content))

    stated = [_stated(draft) for reading in readings for draft in reading.drafts]
    assert stated == [_wanted(expected) for expected in _in_order(sample.expected, stated)]
    assert len(stated) == len(sample.expected)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_sample_has_problems_only_where_it_is_wrong(make):
    sample: Sample = make()

    readings = read_workbook(open_workbook(sample.content))

    problems = [problem for reading in readings for problem in reading.problems]
    assert sorted(p.cell for p in problems if p.severity is Severity.ERROR) == sorted(sample.errors)
    assert sorted(p.cell for p in problems if p.severity is Severity.WARNING) == sorted(sample.warnings)


def _in_order(expected: tuple[Expected, ...], stated: list[Expected]) -> list[Expected]:
    """The expectation in the order of the reading, what was not read at its end."""
    places = {(item.sheet, item.cell): number for number, item in enumerate(stated)}
    return sorted(expected, key=lambda item: places.get((item.sheet, item.cell), len(stated)))
