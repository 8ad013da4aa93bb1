"""Imports in the background: progress moves, a cancel leaves nothing, a crash neither loses nor doubles."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from indicators.models import BatchState, Change, ImportBatch, Observation, ObservationVersion, Refusal, Stage
from indicators.services import background, live, recording
from indicators.services.confirming import AlreadyDecided, confirm
from indicators.services.importing import import_file
from indicators.services.undoing import undo
from tests.factories import make_user
from tests.indicators.background import (
    OPTIONS,
    confirmation,
    make_catalogue,
    start_worker,
    tidy_file,
    uploaded,
    wait_for,
)

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 600


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    make_catalogue()


@pytest.fixture
def officer() -> User:
    return make_user("can-bo", "indicators.import_observation")


@pytest.fixture
def batch(officer: User) -> ImportBatch:
    return uploaded(tidy_file(ROWS), actor=officer)


def is_over(batch: ImportBatch) -> bool:
    return background.progress(batch).is_over


def stored() -> tuple[int, int]:
    """How many figures and how many versions there are."""
    return Observation.objects.count(), ObservationVersion.objects.count()


def use_backend(settings: Any, name: str) -> None:
    settings.TASKS = {"default": {"BACKEND": settings.TASKS_BACKENDS[name]}}


def wait_in_queue(settings: Any) -> None:
    """Nobody works on what is started."""
    use_backend(settings, "database")


def test_a_confirmed_file_is_written_in_a_thread_of_this_process(batch: ImportBatch, officer: User):
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    wait_for(lambda: is_over(batch))

    assert background.progress(batch).state == BatchState.COMMITTED
    assert stored() == (ROWS, ROWS)
    assert ObservationVersion.objects.latest("pk").actor == officer


def test_a_worker_beside_the_site_writes_what_waits_for_it(batch: ImportBatch, officer: User, settings: Any):
    use_backend(settings, "database")
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    before = background.progress(batch).state
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}

    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)

    for number, handler in handlers.items():
        signal.signal(number, handler)
    assert (before, background.progress(batch).state) == (BatchState.WAITING, BatchState.COMMITTED)
    assert stored() == (ROWS, ROWS)


def test_progress_goes_through_every_stage_and_never_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recording, "CHUNK", 50)
    told: list[tuple[Stage, int, int]] = []

    import_file(tidy_file(ROWS), "chuoi.csv", OPTIONS, progress=lambda *sign: told.append(sign))

    shares = [background.percent(*sign) for sign in told]
    assert list(dict.fromkeys(stage for stage, _done, _total in told)) == list(Stage)
    assert shares == sorted(shares)
    assert len(set(shares)) > 10


def test_cancelling_what_nobody_began_with_leaves_nothing(batch: ImportBatch, officer: User, settings: Any):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)

    is_cancelled = background.cancel(batch)
    background.write_import.call(batch.pk)

    assert (is_cancelled, background.progress(batch).state) == (True, BatchState.CANCELLED)
    assert stored() == (0, 0)


def test_cancelling_in_the_midst_of_writing_takes_everything_back(
    batch: ImportBatch, officer: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recording, "CHUNK", 2)
    monkeypatch.setattr(live, "EVERY_SECONDS", 0)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    wait_for(lambda: background.progress(batch).stage is Stage.WRITING or is_over(batch))

    is_cancelled = background.cancel(batch)
    wait_for(lambda: is_over(batch))

    assert (is_cancelled, background.progress(batch).state) == (True, BatchState.CANCELLED)
    assert stored() == (0, 0)


def test_what_is_written_is_not_cancelled_any_more(batch: ImportBatch, officer: User):
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    wait_for(lambda: is_over(batch))

    assert not background.cancel(batch)
    assert background.progress(batch).state == BatchState.COMMITTED


def test_an_import_whose_worker_was_killed_is_written_once(
    batch: ImportBatch, officer: User, settings: Any, own_files: Path
):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    worker = start_worker(batch, own_files)
    wait_for(lambda: background.progress(batch).stage is Stage.WRITING and background.progress(batch).done > 0)
    worker.kill()
    worker.wait()
    after_the_crash = (background.progress(batch).state, stored())

    use_backend(settings, "thread")
    resumed = background.resume_stalled(after_seconds=0)
    wait_for(lambda: is_over(batch))

    assert after_the_crash == (BatchState.RUNNING, (0, 0))
    assert resumed == [batch.pk]
    assert background.progress(batch).state == BatchState.COMMITTED
    assert stored() == (ROWS, ROWS)


def test_what_gives_signs_is_not_taken_up_again(batch: ImportBatch, officer: User, settings: Any):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)

    assert background.resume_stalled() == []


def test_an_attempt_that_was_given_up_writes_nothing_when_it_wakes(batch: ImportBatch, officer: User, settings: Any):
    wait_in_queue(settings)
    seen = confirmation(tidy_file(ROWS))
    background.start(batch, seen, actor=officer)
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.RUNNING, attempt=1)
    background.resume_stalled(after_seconds=0)
    background.write_import.call(batch.pk)

    with pytest.raises(AlreadyDecided):
        confirm(batch, seen, actor=officer, attempt=1)

    assert stored() == (ROWS, ROWS)


def test_a_batch_is_worked_on_once_however_often_it_is_queued(batch: ImportBatch, officer: User, settings: Any):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)

    states = [background.write_import.call(batch.pk) for _ in range(3)]

    assert states == [BatchState.COMMITTED, "", ""]
    assert stored() == (ROWS, ROWS)


def test_figures_that_somebody_changed_meanwhile_bring_the_batch_back_to_its_person(
    batch: ImportBatch, officer: User, settings: Any
):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    import_file(tidy_file(8, first=500), "khac.csv", OPTIONS)

    background.write_import.call(batch.pk)

    progress = background.progress(batch)
    assert (progress.state, progress.refusal) == (BatchState.READ, Refusal.CHANGED)
    assert stored() == (8, 8)


def test_a_file_that_cannot_be_read_any_more_brings_the_batch_back_with_a_reason(
    batch: ImportBatch, officer: User, settings: Any
):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    Path(batch.file.path).unlink()

    background.write_import.call(batch.pk)

    assert background.progress(batch).refusal == Refusal.FAILED
    assert stored() == (0, 0)


def test_what_is_decided_is_not_started_again(batch: ImportBatch, officer: User, settings: Any):
    wait_in_queue(settings)
    seen = confirmation(tidy_file(ROWS))
    background.start(batch, seen, actor=officer)

    with pytest.raises(AlreadyDecided):
        background.start(batch, seen, actor=officer)


def test_what_the_background_wrote_is_undone_like_any_import(batch: ImportBatch, officer: User, settings: Any):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    background.write_import.call(batch.pk)
    batch.refresh_from_db()

    undone = undo(batch, change=Change(officer))

    assert (undone.removed, Observation.objects.count()) == (ROWS, 0)


def test_the_command_takes_up_what_was_left_behind(
    batch: ImportBatch, officer: User, settings: Any, capsys: pytest.CaptureFixture[str]
):
    wait_in_queue(settings)
    background.start(batch, confirmation(tidy_file(ROWS)), actor=officer)
    use_backend(settings, "thread")

    call_command("resume_imports", after=0)

    assert str(batch.pk) in capsys.readouterr().out
    assert background.progress(batch).state == BatchState.COMMITTED
