"""Processes that share nothing but the database show each other's changes at once."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from indicators.models import Change, Status, VersionKind
from indicators.services.recording import Stated, record
from tests.factories import Q1_2018, make_indicator, make_observation, make_published_article
from tests.processes import ROOT, environment

pytestmark = pytest.mark.django_db(transaction=True)


class Process:
    """Another process of the portal, with a cache of its own."""

    def __init__(self, var_dir: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("page_process.py"))],
            cwd=ROOT,
            env=environment(var_dir, SIDE_EFFECTS_EVERY="0"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def get(self, address: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{address}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        self.process.communicate(timeout=20)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[list[Process]]:
    running = [Process(tmp_path / name) for name in ("one", "two")]
    yield running
    for process in running:
        process.end()


def test_what_one_process_writes_every_other_one_shows_with_its_next_answer(processes: list[Process]) -> None:
    article = make_published_article("tin", title="Tiêu đề cũ")
    for process in processes:
        assert "Tiêu đề cũ" in process.get("/tin/tin/")["text"]
        assert process.get("/tin/tin/")["queries"] == 1  # kept: only the generation was asked for

    article.withdrawn_at, article.withdrawal_reason = timezone.now(), "Số liệu nguồn sai."
    article.save()

    for process in processes:
        answer = process.get("/tin/tin/")
        assert answer["status"] == 410
        assert "Tiêu đề cũ" not in process.get("/tin/")["text"]


def test_what_is_not_committed_changes_nothing_and_what_is_rolled_back_never_does(processes: list[Process]) -> None:
    cement = make_indicator("xi-mang", is_headline=True)
    shown = make_observation("230", indicator=cement)
    first, second = processes
    before = first.get("/chi-so/xi-mang/")["text"]

    with transaction.atomic():
        stated = Stated(
            VersionKind.OBSERVATION, cement.pk, shown.area_id, Q1_2018, {"value": "777", "status": Status.FINAL.value}
        )
        record([stated], change=Change(reason="Số liệu chính thức"))
        during = first.get("/chi-so/xi-mang/")
        other = second.get("/chi-so/xi-mang/")["text"]
        transaction.set_rollback(True)

    assert during == {"status": 200, "queries": 1, "text": before}
    assert "777" not in other
    assert first.get("/chi-so/xi-mang/")["queries"] == 1

    record([stated], change=Change(reason="Số liệu chính thức"))

    for process in processes:
        assert "777" in process.get("/chi-so/xi-mang/")["text"]


def test_an_article_appears_in_every_process_at_its_second_and_not_before(processes: list[Process]) -> None:
    for process in processes:
        process.get("/")
    minute = timezone.now() + dt.timedelta(seconds=4)
    article = make_published_article("hen-gio", title="Tin hẹn giờ")
    type(article).objects.filter(pk=article.pk).update(published_at=minute)

    seen = []
    while not seen or seen[-1][0] < minute:
        for process in processes:
            asked = timezone.now()
            is_shown = "Tin hẹn giờ" in process.get("/")["text"]
            seen.append((asked, timezone.now(), is_shown))

    assert not any(is_shown for _asked, answered, is_shown in seen if answered < minute)
    assert all(is_shown for asked, _answered, is_shown in seen if asked >= minute)
