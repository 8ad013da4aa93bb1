"""Every hostile file ends in a clear message or in what can safely be read, quickly and in little memory."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.hostile_files import HOSTILE, Hostile

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEBIBYTES = 5, 500


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What came of each file, every one read by a process of its own."""
    directory = tmp_path_factory.mktemp("hostile")
    found = {}
    for hostile in HOSTILE:
        path = directory / hostile.name
        path.write_bytes(hostile.make())
        run = subprocess.run(
            [sys.executable, "-m", "tests.faults.read_one", str(path)],
            cwd=ROOT, capture_output=True, text=True, timeout=300, check=False, env={**os.environ},
        )  # fmt: skip
        found[hostile.name] = json.loads(run.stdout) if run.returncode == 0 else {"crashed": run.stderr[-2000:]}
        path.unlink()
    return found


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_hostile_file_ends_as_it_should(hostile: Hostile, outcomes: dict[str, dict[str, object]]):
    outcome = outcomes[hostile.name]

    assert "crashed" not in outcome, outcome.get("crashed")
    assert outcome["refused"] == hostile.refused, outcome["message"]
    assert outcome["drafts"] == hostile.drafts
    assert outcome["errors"] == list(hostile.error_cells)
    assert outcome["message"] or not (hostile.refused or hostile.error_cells)
    assert hostile.notice in " ".join(outcome["notices"])


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_hostile_file_costs_little(hostile: Hostile, outcomes: dict[str, dict[str, object]]):
    outcome = outcomes[hostile.name]

    assert outcome["seconds"] < SECONDS
    assert outcome["mebibytes"] < MEBIBYTES
