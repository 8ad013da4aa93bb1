"""Ties figures in a body to the data, and unties them: the body's HTML in, the new one out, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from reports.bindings import Binding
from reports.passages import Block, Place, blocks_of_html
from reports.prose.checked import CheckedClaim, CheckedFigure, CheckedText

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^>\"]|\"[^\"]*\")*)>")
_MARKS = frozenset({"strong", "em", "sub", "sup", "a"})
_EMPTY_AT_END = re.compile(r"<(strong|em|sub|sup)></\1>\Z")
_EMPTY_AT_START = re.compile(r"\A<(strong|em|sub|sup)></\1>")


class BindingRefused(Exception):
    """Raised where a figure cannot be bound or released; the message says why, in the reader's language."""


def bind(body_html: str, figures: Iterable[CheckedFigure], *, new_key: Callable[[], UUID] = uuid4) -> str:
    """The body with each of the figures bound to what it cites; those that are bound already stay as they are.

    Raises `BindingRefused` where the body no longer says at a place what was checked there, or where a figure stands
    in a link, across blocks, outside the body, or cites no stored observation.
    """
    chosen = [figure for figure in figures if figure.bound is None]
    pairs = []
    for figure in chosen:
        if figure.citation is None or not figure.cites_observation:
            raise BindingRefused(_("“%(figure)s” chưa có số liệu để gắn.") % {"figure": figure.written.text})
        pairs.append((figure, replace(figure.citation, key=new_key())))
    return bind_to(body_html, pairs)


def bind_to(body_html: str, pairs: Iterable[tuple[CheckedFigure, Binding]]) -> str:
    """The body with each figure bound to what it stands with, whatever the check matched it with; raises as `bind`."""
    edits = [_Edit(_body_place(figure), figure.written.text, None, binding) for figure, binding in pairs]
    return _edited(body_html, edits)


def bindable(checked: CheckedText | Sequence[CheckedClaim]) -> list[CheckedFigure]:
    """The figures that one step may bind: they agree, are free, and stand in the body."""
    claims = checked.claims if isinstance(checked, CheckedText) else checked
    return [
        figure
        for claim in claims
        for figure in claim.figures
        if figure.is_bindable and figure.place is not None and figure.place.part == "body"
    ]


def unbound_claims(checked: CheckedText | Sequence[CheckedClaim]) -> list[CheckedClaim]:
    """The claims of which a figure is not bound."""
    claims = checked.claims if isinstance(checked, CheckedText) else checked
    return [claim for claim in claims if any(figure.bound is None for figure in claim.figures)]


def take_database_figure(body_html: str, figure: CheckedFigure, *, new_key: Callable[[], UUID] = uuid4) -> str:
    """The body with a differing figure reworded to the database's, in the article's own style, and bound to it.

    The binding takes in the number; words before it that change with it ("tăng" to "giảm") stay outside.
    Raises `BindingRefused` where a person must reword it.
    """
    if figure.rewording is None or figure.rewording_place is None or figure.citation is None:
        raise BindingRefused(
            _("Không tự viết lại được “%(figure)s”; hãy sửa câu văn.") % {"figure": figure.written.text}
        )
    place = _body_place(figure)
    wider = figure.rewording_place
    key = figure.bound.key if figure.bound else new_key()
    lead_in, number = lead_in_of(figure.rewording.text)
    html = release_figure(body_html, key) if figure.bound else body_html
    blocks = blocks_of_html(html)
    block = _block(blocks, place)
    original = block.text[wider.start : wider.end]
    binding = replace(figure.citation, key=key)
    return _edited(html, [_Edit(wider, original, (lead_in, number), binding)])


def release_figure(body_html: str, key: UUID) -> str:
    """The body with one figure's words left free. Raises `BindingRefused` where there is no such figure."""
    opening = re.search(rf'<span data-figure="{key}"[^>]*>', body_html)
    if opening is None:
        raise BindingRefused(_("Không thấy số liệu này trong bài."))
    end = body_html.index("</span>", opening.end())
    return body_html[: opening.start()] + body_html[opening.end() : end] + body_html[end + len("</span>") :]


def crossing_marks(inside: str) -> tuple[str, str]:
    """Tags that close, before the figure, the marks that end within it, and those that reopen the ones that begin."""
    opened: list[re.Match[str]] = []
    closing: list[str] = []
    for match in _TAG.finditer(inside):
        if match["name"] not in _MARKS:
            continue
        if not match["close"]:
            opened.append(match)
        elif opened:
            opened.pop()
        else:
            closing.append(match.group())
    return "".join(closing), "".join(match.group() for match in opened)


def lead_in_of(text: str) -> tuple[str, str]:
    """The words before the number, and the number with what follows it."""
    match = re.search(r"[+−-]?\d", text)
    return (text[: match.start()], text[match.start() :]) if match else ("", text)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A place to be bound; `words` are what takes its place, as (free words, bound words), None for its own."""

    place: Place
    original: str
    words: tuple[str, str] | None
    binding: Binding


def _body_place(figure: CheckedFigure) -> Place:
    if figure.place is None or figure.place.part != "body":
        raise BindingRefused(
            _("Chỉ gắn được số liệu trong nội dung bài: “%(figure)s”.") % {"figure": figure.written.text}
        )
    if figure.is_in_link:
        raise BindingRefused(_("“%(figure)s” nằm trong một liên kết.") % {"figure": figure.written.text})
    return figure.place


def _edited(html: str, edits: Iterable[_Edit]) -> str:
    """The edits done from the end of the text to its beginning, so that places stay true."""
    blocks = blocks_of_html(html)
    for edit in sorted(edits, key=lambda e: (e.place.block, e.place.start), reverse=True):
        block = _block(blocks, edit.place)
        if block.text[edit.place.start : edit.place.end] != edit.original:
            raise BindingRefused(_("Văn bản đã đổi: không còn thấy “%(figure)s”.") % {"figure": edit.original})
        if any(words.start < edit.place.end and edit.place.start < words.end for words in block.bound):
            raise BindingRefused(_("“%(figure)s” đã được gắn.") % {"figure": edit.original})
        html = _with_edit(html, block, edit)
    return html


def _block(blocks: Sequence[Block], place: Place) -> Block:
    if place.block >= len(blocks):
        raise BindingRefused(_("Văn bản đã đổi: đoạn này không còn."))
    return blocks[place.block]


def _with_edit(html: str, block: Block, edit: _Edit) -> str:
    start = block.html[edit.place.start][0]
    end = block.html[edit.place.end - 1][1]
    inside = html[start:end]
    free, bound = edit.words or ("", edit.original)
    free = escape(free, quote=False)
    if _is_balanced(inside) and edit.words is None:
        return html[:start] + edit.binding.opening_tag + inside + "</span>" + html[end:]
    if _is_balanced(inside):
        return html[:start] + free + edit.binding.around(bound) + html[end:]
    # A mark begins or ends within the figure ("đạt <strong>230</strong> nghìn tấn"): the figure stands outside of it.
    closing, reopening = crossing_marks(inside)
    before, after = html[:start] + closing, reopening + html[end:]
    while (tidied := _EMPTY_AT_END.sub("", before)) != before:
        before = tidied
    while (tidied := _EMPTY_AT_START.sub("", after)) != after:
        after = tidied
    return before + free + edit.binding.around(bound) + after


def _is_balanced(inside: str) -> bool:
    opened: list[str] = []
    for match in _TAG.finditer(inside):
        if match["name"] not in _MARKS:
            continue
        if not match["close"]:
            opened.append(match["name"])
        elif not opened or opened.pop() != match["name"]:
            return False
    return not opened
