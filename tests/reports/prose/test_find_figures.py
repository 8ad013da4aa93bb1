"""The command that lists the figures of an article."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

TEXT = "Kim ngạch xuất khẩu quý I/2018 ước đạt 769 triệu USD, tăng 33,4% so với cùng kỳ, bằng 29,6% KH năm."


def _run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("find_figures", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_json_lists_claims_without_a_database(article: str) -> None:
    (claim,) = json.loads(_run(article, "--date", "2018-04-02", "--json"))

    assert claim["sentence"] == TEXT
    assert claim["value"] == "769"
    assert claim["period"] == "2018-Q1"


def test_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))

    assert len(json.loads(_run("-", "--json"))) == 1


def test_plain_output_is_one_line_a_claim(article: str) -> None:
    first, count = _run(article).splitlines()

    assert first == "Kim ngạch xuất khẩu · Quý I/2018 · 769 triệu USD · +33,4% · 29,6% kế hoạch"
    assert count == "1 số liệu"


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        _run(str(tmp_path / "nowhere.txt"))


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("đạt".encode("utf-16"))

    with pytest.raises(CommandError, match="UTF-8"):
        _run(str(path))


def test_empty_text_has_no_claims(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")

    assert json.loads(_run(str(path), "--json")) == []
