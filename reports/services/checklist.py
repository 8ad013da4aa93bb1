"""What an article should have before it is published: what it must not lack, and what would make it better.

One definition, shown beside the form while one writes, on the step that publishes, and asked by the step itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.services.table_contents import load_contents
from indicators.table_description import DescriptionError, TableDescription
from reports.body_blocks import ImageBlock, TableBlock, blocks_in
from reports.models import Article, Image, Language
from reports.passages import Block, blocks_of_html
from reports.prose.checked import CheckedText
from reports.prose.verification import Verdict
from reports.reading_time import Length, length_of
from reports.services.article_check import check_article, moment_of
from reports.services.internal_links import CheckedLink, Target, check_links
from reports.services.publication_check import hindrance_to_publication
from reports.text_language import untranslated

LONGEST_TITLE = 120
LONGEST_LEAD = 350
NAMED = 3
EMPTY_WORDS = frozenset(
    {
        "tại đây",
        "đây",
        "ở đây",
        "xem thêm",
        "xem tại đây",
        "link",
        "here",
        "click here",
        "read more",
        "this link",
        "more",
    }
)


class Weight(StrEnum):
    """Whether an article may go out without it."""

    BLOCKING = "blocking"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Item:
    """A point of the list. `problem` says what is wrong, empty where nothing is; `field` is where to mend it."""

    code: str
    weight: Weight
    label: str
    problem: str = ""
    field: str = ""

    @property
    def is_met(self) -> bool:
        return not self.problem

    @property
    def is_blocking(self) -> bool:
        return self.weight is Weight.BLOCKING


@dataclass(frozen=True, slots=True)
class Checklist:
    items: tuple[Item, ...]
    length: Length
    links: tuple[CheckedLink, ...] = ()

    @property
    def blocking(self) -> list[Item]:
        return [item for item in self.items if item.is_blocking and not item.is_met]

    @property
    def advice(self) -> list[Item]:
        return [item for item in self.items if not item.is_blocking and not item.is_met]

    @property
    def met(self) -> list[Item]:
        return [item for item in self.items if item.is_met]

    @property
    def is_ready(self) -> bool:
        return not self.blocking


def checklist_of(
    article: Article,
    *,
    tables: Sequence[dict[str, Any]] | None = None,
    at: dt.datetime | None = None,
    checked: CheckedText | None = None,
) -> Checklist:
    """The list of a working copy as it is to be public at `at`, now by default.

    `tables` are the descriptions of one that is not saved yet, `checked` its figures where they were checked already.
    """
    moment = moment_of(article, at=at)
    checked = checked or check_article(article, at=moment)
    if tables is None:
        tables = [table.description for table in article.statistics_tables.all()] if article.pk else []
    blocks = blocks_of_html(article.body)
    links = check_links(article.body, at=moment)
    items = [
        *blocking_items(article, at=moment, checked=checked),
        *_texts(article),
        *_language(article, blocks),
        _headings(blocks),
        _figures(checked),
        *_described(article),
        *_tables(article, tables, moment),
        _links(links),
        _link_words(links, article.body),
    ]
    texts = [article.title, article.lead, *(block.text for block in blocks)]
    return Checklist(tuple(items), length_of(texts, article.language), tuple(links))


def blocking_items(
    article: Article, *, at: dt.datetime | None = None, checked: CheckedText | None = None
) -> list[Item]:
    """The points without which nothing is published."""
    has_words = any(block.text for block in blocks_of_html(article.body))
    pictures = _pictures(article)
    mute = [image for image in pictures if not (image.alt_vi or image.alt_en)]
    return [
        _must("title", _("Có tiêu đề"), "" if article.title.strip() else _("Bài chưa có tiêu đề."), "title"),
        _must("lead", _("Có tóm tắt"), "" if article.lead.strip() else _("Bài chưa có tóm tắt."), "lead"),
        _must("body", _("Có nội dung"), "" if has_words else _("Bài chưa có nội dung."), "body"),
        _must("section", _("Có chuyên mục"), "" if article.section_id else _("Bài chưa có chuyên mục."), "section"),
        _must("alt", _("Mọi ảnh có mô tả"), _mute_said(mute), "body"),
        _must(
            "figures", _("Số liệu khớp với cơ sở dữ liệu"), hindrance_to_publication(article, at=at, checked=checked)
        ),
    ]


def blocking_problems(article: Article, *, at: dt.datetime | None = None) -> str:
    """Why the article cannot be public at `at`, in sentences; else ""."""
    return " ".join(item.problem for item in blocking_items(article, at=at) if not item.is_met)


def _must(code: str, label: str, problem: str, field: str = "") -> Item:
    return Item(code, Weight.BLOCKING, label, problem, field)


def _should(code: str, label: str, problem: str, field: str = "") -> Item:
    return Item(code, Weight.ADVICE, label, problem, field)


def _texts(article: Article) -> Iterator[Item]:
    length = len(article.title)
    too_long = _("Tiêu đề dài %(count)d ký tự; quá %(limit)d thì bị cắt khi chia sẻ.")
    problem = too_long % {"count": length, "limit": LONGEST_TITLE} if length > LONGEST_TITLE else ""
    yield _should("title-length", _("Tiêu đề vừa độ dài"), problem, "title")
    length = len(article.lead)
    too_long = _("Tóm tắt dài %(count)d ký tự; nên dưới %(limit)d, một hai câu nêu điều chính.")
    problem = too_long % {"count": length, "limit": LONGEST_LEAD} if length > LONGEST_LEAD else ""
    yield _should("lead-length", _("Tóm tắt vừa độ dài"), problem, "lead")
    problem = "" if article.source.strip() else _("Bài chưa ghi nguồn tin.")
    yield _should("source", _("Có nguồn tin"), problem, "source")


def _language(article: Article, blocks: Iterable[Block]) -> Iterator[Item]:
    """What a translation began with is not to be forgotten in it."""
    if article.language != Language.ENGLISH:
        return
    left = untranslated([article.title, article.lead, *(block.text for block in blocks), article.cover_caption])
    problem = ""
    if left:
        said = ngettext(
            "%(count)d đoạn còn là tiếng Việt: %(passages)s.",
            "%(count)d đoạn còn là tiếng Việt: %(passages)s.",
            len(left),
        )
        passages = ", ".join(f"“{Truncator(each).words(6)}”" for each in left[:NAMED])
        problem = said % {"count": len(left), "passages": passages + ("…" if len(left) > NAMED else "")}
    yield _should("language", _("Mọi đoạn đã dịch"), problem, "body")


def _headings(blocks: Iterable[Block]) -> Item:
    """Headings go down one step at a time, so that those who hear the page can find their way in it."""
    problem, above = "", 1
    for block in blocks:
        if not block.is_heading:
            continue
        level = int(block.kind[1])
        if not block.text.strip():
            problem = _("Có tiêu đề mục để trống.")
        elif level > above + 1:
            problem = _("Tiêu đề “%(text)s” nhảy cấp: trước nó chưa có tiêu đề cấp trên.") % {"text": block.text}
        if problem:
            break
        above = level
    return _should("headings", _("Tiêu đề mục đúng thứ bậc"), problem, "body")


def _figures(checked: CheckedText) -> Item:
    open_figures = [f for f in checked.figures if f.verdict in (Verdict.NO_DATA, Verdict.UNMATCHED)]
    problem = ""
    if open_figures:
        said = ngettext(
            "%(count)d số liệu chưa đối chiếu được: %(words)s.",
            "%(count)d số liệu chưa đối chiếu được: %(words)s.",
            len(open_figures),
        )
        words = ", ".join(f"“{' '.join(figure.written.text.split())}”" for figure in open_figures[:NAMED])
        rest = "…" if len(open_figures) > NAMED else ""
        problem = said % {"count": len(open_figures), "words": words + rest}
    return _should("figures-known", _("Mọi số liệu đã đối chiếu"), problem, "body")


def _described(article: Article) -> Iterator[Item]:
    """Images whose words are only in the other language; the cover's own caption is no description."""
    lacking = []
    if article.language == Language.ENGLISH:
        own = {block.image for block in blocks_in(article.body) if isinstance(block, ImageBlock) and block.alt}
        lacking = [i for i in _pictures(article) if i.alt_vi and not i.alt_en and i.pk not in own]
    problem = ""
    if lacking:
        problem = _("Ảnh chưa có mô tả tiếng Anh: %(images)s.") % {"images": _named(lacking)}
    yield _should("alt-language", _("Mô tả ảnh đúng ngôn ngữ của bài"), problem, "body")


def _tables(article: Article, tables: Sequence[dict[str, Any]], moment: dt.datetime) -> Iterator[Item]:
    placed = [block.number for block in blocks_in(article.body) if isinstance(block, TableBlock)]
    missing = sorted({number for number in placed if number > len(tables)})
    readable: dict[int, TableDescription] = {}
    for number, description in enumerate(tables, start=1):
        try:
            readable[number] = TableDescription.from_json(description)
        except DescriptionError:
            missing.append(number)
    contents = load_contents(list(readable.values()), at=moment) if readable else []
    empty = [number for number, content in zip(readable, contents, strict=True) if not _has_values(content)]
    problems = []
    if missing:
        problems.append(_("Bảng số %(numbers)s không có hoặc không đọc được.") % {"numbers": _numbers(missing)})
    if empty:
        problems.append(
            _("Bảng số %(numbers)s chưa có số liệu nào công khai khi bài đăng.") % {"numbers": _numbers(empty)}
        )
    yield _should("tables", _("Các bảng số liệu hiện được"), " ".join(problems), "body")


def _has_values(content: Any) -> bool:
    return any(cell.value is not None for row in content.rows for cell in row.cells)


def _links(links: Iterable[CheckedLink]) -> Item:
    said = {
        Target.WITHDRAWN: _("“%(words)s” dẫn tới bài đã gỡ"),
        Target.GONE: _("“%(words)s” dẫn tới bài không còn"),
        Target.NOT_PUBLIC: _("“%(words)s” dẫn tới bài chưa đăng"),
        Target.COMING: _("“%(words)s” dẫn tới bài chưa đến giờ đăng"),
    }
    dead = [said[link.target] % {"words": link.words} for link in links if link.target in said]
    problem = _("%(links)s; người đọc chỉ thấy chữ, không có liên kết.") % {"links": ", ".join(dead)} if dead else ""
    return _should("links", _("Liên kết tới các bài mở được"), problem, "body")


def _link_words(links: Sequence[CheckedLink], body: str) -> Item:
    """Words that say nothing of where they lead are no help to who hears a list of links."""
    empty = sorted({words for words in _words_of_links(body) if words.casefold().strip(" .:…") in EMPTY_WORDS})
    problem = ""
    if empty:
        words = ", ".join(f"“{each}”" for each in empty)
        problem = _("Chữ của liên kết không nói nó dẫn tới đâu: %(words)s.") % {"words": words}
    return _should("link-words", _("Chữ của liên kết nói rõ nơi đến"), problem, "body")


def _words_of_links(body: str) -> Iterator[str]:
    for block in blocks_of_html(body):
        for start, end in block.links:
            yield block.text[start:end]


def _pictures(article: Article) -> list[Image]:
    """The cover and the images of the text; one query, none without images in the text."""
    wanted = {block.image for block in blocks_in(article.body) if isinstance(block, ImageBlock) and not block.alt}
    placed = list(Image.objects.filter(pk__in=wanted)) if wanted else []
    return [*([article.cover] if article.cover else []), *placed]


def _mute_said(images: Sequence[Image]) -> str:
    if not images:
        return ""
    return ngettext(
        "%(count)d ảnh chưa có mô tả cho người không nhìn thấy.",
        "%(count)d ảnh chưa có mô tả cho người không nhìn thấy.",
        len(images),
    ) % {"count": len(images)}


def _named(images: Sequence[Image]) -> str:
    return ", ".join(f"“{image}”" for image in images[:NAMED]) + ("…" if len(images) > NAMED else "")


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in sorted(set(numbers)))
