"""The translation command, on small sources of its own, and the promises that the real catalogues keep."""

import gettext
import json
from collections.abc import Mapping
from pathlib import Path

import phrases
import pytest
import translations

ROOT = Path(__file__).resolve().parent.parent
Project = Path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one module and one template."""
    for folder in ("config", "indicators", "reports", "templates"):
        (tmp_path / folder).mkdir()
    (tmp_path / "reports" / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext_lazy\n"
        'title = _("Tin " "bài")\n'
        'count = ngettext("%(count)d bài", "%(count)d bài viết", 2)\n'
        'may = pgettext_lazy("tháng", "Năm")\n'
        "other = _(labels['not a phrase'])\n",
        encoding="utf-8",
    )
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}\n"
        '  <h1>{% translate "Xuất khẩu" %}</h1>\n'
        "  {% blocktranslate with name=name trimmed %}\n    Xin chào\n    {{ name }}\n  {% endblocktranslate %}\n"
        '  {% include "x.html" with label=_("Nhập khẩu") %}\n'
        "  {% blocktranslate count n=n %}một chỉ số{% plural %}{{ n }} chỉ số{% endblocktranslate %}\n",
        encoding="utf-8",
    )
    return tmp_path


def run(project: Project, *arguments: str) -> int:
    return translations.main([*arguments, "--locale", "en"], root=project)


def set_translations(project: Project, texts: Mapping[str, object]) -> int:
    path = project / "new.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    return run(project, "set", str(path))


EVERYTHING = {
    "Tin bài": "News",
    "%(count)d bài": ["%(count)d article", "%(count)d articles"],
    "tháng\x04Năm": "May",
    "Xuất khẩu": "Exports",
    "Xin chào %(name)s": "Hello %(name)s",
    "Nhập khẩu": "Imports",
    "một chỉ số": ["one indicator", "%(n)s indicators"],
}


def test_every_way_of_marking_a_phrase_is_found(project: Project) -> None:
    found = translations.source_phrases("en", project)

    assert {phrase.key for phrase in found} == set(EVERYTHING)


def test_missing_prints_what_set_takes(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    set_translations(project, {"Xuất khẩu": "Exports"})

    run(project, "missing")

    missing = json.loads(capsys.readouterr().out)
    assert missing["Tin bài"] == ""
    assert missing["một chỉ số"] == ["", ""]
    assert "Xuất khẩu" not in missing


def test_complete_catalogue_passes_and_its_compiled_form_answers(project: Project) -> None:
    set_translations(project, EVERYTHING)

    status = run(project, "check")

    with (project / "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert status == 0
    assert catalogue.gettext("Xuất khẩu") == "Exports"
    assert catalogue.pgettext("tháng", "Năm") == "May"
    assert catalogue.ngettext("%(count)d bài", "%(count)d bài viết", 5) == "%(count)d articles"


def test_untranslated_phrase_fails_the_check(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    set_translations(project, {key: text for key, text in EVERYTHING.items() if key != "Nhập khẩu"})

    status = run(project, "check")

    assert status == 1
    assert 'untranslated: "Nhập khẩu"' in capsys.readouterr().out


def test_lost_placeholder_fails_the_check(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    set_translations(project, EVERYTHING | {"Xin chào %(name)s": "Hello %(nom)s"})

    status = run(project, "check")

    assert status == 1
    assert "placeholders differ" in capsys.readouterr().out


def test_new_phrase_in_the_source_fails_the_check_until_it_is_taken_up(project: Project) -> None:
    set_translations(project, EVERYTHING)
    (project / "templates" / "new.html").write_text('{% load i18n %}{% translate "Mới" %}', encoding="utf-8")

    before = run(project, "check")
    set_translations(project, {"Mới": "New"})
    after = run(project, "check")

    assert (before, after) == (1, 0)


def test_update_drops_what_left_the_source_and_keeps_the_rest(project: Project) -> None:
    set_translations(project, EVERYTHING)
    (project / "templates" / "page.html").unlink()

    run(project, "update")

    entries = {translations.key_of(each): each.string for each in translations.load("en", project).entries()}
    assert set(entries) == {"Tin bài", "%(count)d bài", "tháng\x04Năm"}
    assert entries["Tin bài"] == "News"


def test_set_before_the_source_exists_is_kept(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    set_translations(project, {"Sắp có": "Coming"})

    set_translations(project, EVERYTHING)

    entry = translations.load("en", project).find("Sắp có")
    assert entry is not None
    assert entry.string == "Coming"
    assert "Sắp có" in capsys.readouterr().err


def test_stale_compiled_file_fails_the_check(project: Project) -> None:
    set_translations(project, EVERYTHING)
    (project / "locale/en/LC_MESSAGES/django.mo").write_bytes(b"old")

    assert run(project, "check") == 1


def test_update_refuses_a_source_that_it_cannot_read(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    set_translations(project, EVERYTHING)
    (project / "reports" / "broken.py").write_text("def :", encoding="utf-8")

    status = run(project, "update")

    assert status == 1
    assert "broken.py" in capsys.readouterr().err
    assert translations.load("en", project).find("Xuất khẩu") is not None


def test_catalogue_is_written_the_same_whatever_the_order_of_adding(project: Project) -> None:
    set_translations(project, EVERYTHING)
    first = (project / "locale/en/LC_MESSAGES/django.po").read_bytes()

    for key, text in reversed(EVERYTHING.items()):
        set_translations(project, {key: text})

    assert (project / "locale/en/LC_MESSAGES/django.po").read_bytes() == first


def test_unreadable_template_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("{% load i18n %}{% blocktranslate %}{% if x %}{% endblocktranslate %}", encoding="utf-8")

    with pytest.raises(phrases.SourceError, match=r"page\.html"):
        phrases.phrases_of(path)


def test_third_party_strings_all_have_vietnamese() -> None:
    assert translations.check("vi", ROOT) + translations.check("vi-js", ROOT) == []
