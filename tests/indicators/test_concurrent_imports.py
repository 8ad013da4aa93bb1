"""Two imports of the same figures at once: one is written, the other is shown what changed, nothing by halves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections

from indicators.models import BatchState, Change, ImportBatch, Observation, ObservationVersion, VersionKind
from indicators.periods import Period
from indicators.services import background
from indicators.services.comparing import Outcome, Stated, compare
from indicators.services.confirming import Confirmation, confirm
from indicators.services.recording import DifferenceChanged, record
from indicators.services.undoing import CannotUndo, undo
from tests.factories import make_area, make_indicator, make_user
from tests.indicators.background import confirmation, make_catalogue, start_worker, tidy_file, uploaded

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 300


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    make_catalogue()


@pytest.fixture
def officer() -> User:
    return make_user("can-bo", "indicators.import_observation")


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gives or raises when all begin at the same moment, each in a thread with a connection of its own."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def confirming(content: bytes, officer: User) -> tuple[ImportBatch, Callable[[], object]]:
    """A batch whose difference was seen, and what confirming it does."""
    batch = uploaded(content, actor=officer)
    seen: Confirmation = confirmation(content)
    return batch, lambda: confirm(batch, seen, actor=officer)


def values() -> set[Decimal | None]:
    return set(Observation.objects.values_list("value", flat=True))


@pytest.mark.parametrize("are_stored", [False, True], ids=["new", "changed"])
def test_of_two_imports_of_the_same_figures_one_wins_and_the_other_is_shown_what_changed(
    are_stored: bool, officer: User
):
    if are_stored:
        confirming(tidy_file(ROWS), officer)[1]()
    first, confirm_first = confirming(tidy_file(ROWS, first=500), officer)
    second, confirm_second = confirming(tidy_file(ROWS, first=700), officer)

    outcomes = at_once(confirm_first, confirm_second)

    [refused] = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert isinstance(refused, DifferenceChanged)
    assert refused.difference.count(Outcome.CHANGED) == ROWS
    winner = first if outcomes[0] is not refused else second
    states = {batch.pk: batch.state for batch in ImportBatch.objects.filter(pk__in=[first.pk, second.pk])}
    assert states == {
        batch.pk: BatchState.COMMITTED if batch == winner else BatchState.READ for batch in (first, second)
    }
    assert values() == {Decimal((500 if winner == first else 700) + n) for n in range(7)}
    assert ObservationVersion.objects.count() == ROWS * (2 if are_stored else 1)


def test_two_imports_of_different_figures_are_both_written(officer: User):
    make_catalogue("khac")
    _first, confirm_first = confirming(tidy_file(ROWS), officer)
    _second, confirm_second = confirming(tidy_file(ROWS, codes="khac"), officer)

    outcomes = at_once(confirm_first, confirm_second)

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Observation.objects.count() == ObservationVersion.objects.count() == 2 * ROWS


def test_of_five_people_who_write_the_same_figure_at_once_four_are_told(officer: User):
    indicator, area, period = make_indicator(), make_area(), Period.of_year(2020)

    def writing(value: int) -> Callable[[], object]:
        stated = Stated(VersionKind.OBSERVATION, indicator.pk, area.pk, period, {"value": Decimal(value)})
        seen = compare([stated]).digest
        return lambda: record([stated], change=Change(officer), expected_digest=seen)

    outcomes = at_once(*[writing(value) for value in range(1, 6)])

    assert sum(isinstance(outcome, DifferenceChanged) for outcome in outcomes) == 4
    assert (Observation.objects.count(), ObservationVersion.objects.count()) == (1, 1)


def test_an_import_is_undone_or_overtaken_never_both(officer: User):
    batch, confirm_batch = confirming(tidy_file(ROWS), officer)
    confirm_batch()
    _later, confirm_later = confirming(tidy_file(ROWS, first=900), officer)

    undone, overtaken = at_once(lambda: undo(batch, change=Change(officer)), confirm_later)

    if isinstance(undone, CannotUndo):
        assert undone.count == ROWS
        assert values() == {Decimal(900 + n) for n in range(7)}
    else:
        assert isinstance(overtaken, DifferenceChanged)
        assert not Observation.objects.exists()


def test_two_processes_that_write_the_same_figures_leave_those_of_one(officer: User, settings: Any, own_files: Path):
    settings.TASKS = {"default": {"BACKEND": settings.TASKS_BACKENDS["database"]}}
    batches = []
    for first in (500, 700):
        content = tidy_file(ROWS, first=first)
        batch = uploaded(content, actor=officer)
        background.start(batch, confirmation(content), actor=officer)
        batches.append(batch)

    for worker in [start_worker(batch, own_files) for batch in batches]:
        worker.wait()

    states = sorted(background.progress(batch).state for batch in batches)
    assert states == [BatchState.COMMITTED, BatchState.READ]
    assert values() in [{Decimal(first + n) for n in range(7)} for first in (500, 700)]
    assert ObservationVersion.objects.count() == ROWS
