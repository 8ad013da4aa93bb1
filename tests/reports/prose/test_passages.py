"""Labelled passages of the genre, in many voices, and the bar that finding has to clear on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports.prose.scoring import PASSAGES, score_passage, score_passages


def test_figures_of_all_passages_are_found_above_the_bar() -> None:
    score = score_passages(PASSAGES)

    assert score.f1 >= 0.99, score.faults


def test_units_periods_status_and_bases_are_right_above_the_bar() -> None:
    score = score_passages(PASSAGES)

    assert score.attribute_share >= 0.99, score.faults


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_no_passage_is_misread_as_a_whole(path: Path) -> None:
    score = score_passage(path)

    assert score.f1 >= 0.75 or score.labelled == score.found == 0, score.faults
