"""Sentences from templates: each gap filled with the words of a fact, each figure among them bound to the data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape
from uuid import uuid4

from indicators.comparisons import rounded
from indicators.measures import Measure, Status
from indicators.numbers import decimals_of, format_number
from reports.bindings import Binding
from reports.prose.draft_material import Fact
from reports.prose.sentence_templates import Gap, Template

_REACHES = {Status.ESTIMATE: "ước đạt", Status.PRELIMINARY: "sơ bộ đạt", Status.FINAL: "đạt"}
_PREVIOUS = {"month": "tháng trước", "quarter": "quý trước", "half": "nửa năm trước", "year": "năm trước"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence, bound where they are a figure."""

    text: str
    binding: Binding | None = None


Sentence = tuple[Piece, ...]


def filled(template: Template, fact: Fact, *, release: str, parts: Sentence = ()) -> Sentence | None:
    """The sentence of a template about a fact; None where a gap of it has nothing to be filled with."""
    written: list[Piece] = []
    for part in template.parts:
        if not isinstance(part, Gap):
            written.append(Piece(part))
            continue
        filling = parts if part is Gap.PARTS else _filling(part, fact, release)
        if filling is None:
            return None
        written += filling
    return tuple(written)


def html_of(sentence: Sentence) -> str:
    return "".join(
        piece.binding.around(piece.text) if piece.binding else escape(piece.text, quote=False) for piece in sentence
    )


def text_of(sentence: Sentence) -> str:
    return "".join(piece.text for piece in sentence)


def with_capital(sentence: Sentence) -> Sentence:
    """As it stands at the beginning of a paragraph or after a full stop."""
    first, *rest = sentence
    if not first.text and rest:
        return (first, *with_capital(tuple(rest)))
    return (Piece(high(first.text), first.binding), *rest)


def high(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def low(text: str) -> str:
    """A name as it stands within a sentence; an abbreviation keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def shown_share(exact: Decimal) -> Decimal:
    """A computed percentage as it is written: whole where it is, else to one decimal, more only for what is tiny."""
    if exact == exact.to_integral_value():
        return rounded(exact, 0)
    for decimals in range(1, 5):
        if shown := rounded(exact, decimals):
            return shown
    return rounded(exact, 1)


def _filling(gap: Gap, fact: Fact, release: str) -> Sentence | None:
    match gap:
        case Gap.VALUE:
            joint = "" if fact.subject.unit == "%" else " "
            shown = f"{format_number(fact.value, 'vi')}{joint}{fact.subject.unit}"
            return (Piece(shown, _binding(fact, Measure.VALUE)),)
        case Gap.CHANGE:
            return _change(fact, fact.growth, Measure.GROWTH_YOY)
        case Gap.CHANGE_ON_PREVIOUS:
            return _change(fact, fact.growth_previous, Measure.GROWTH_PREVIOUS)
        case Gap.PLAN:
            if fact.plan_share is None:
                return None
            shown = f"{format_number(fact.plan_share, 'vi')}%"
            return (Piece(shown, _binding(fact, Measure.PLAN_SHARE)),)
    words = {
        Gap.INDICATOR: low(fact.subject.name),
        Gap.PERIOD: low(fact.period.vi),
        Gap.AREA: fact.area_name,
        Gap.TOPIC: low(fact.subject.topic_name),
        Gap.RELEASE: release,
        Gap.REACHES: _REACHES[fact.status],
        Gap.BASE: "năm trước" if fact.period.kind == "year" else "cùng kỳ năm trước",
        Gap.PREVIOUS: _PREVIOUS.get(fact.period.kind, ""),
    }[gap]
    return (Piece(words),) if words else None


def _change(fact: Fact, growth: Decimal | None, measure: Measure) -> Sentence | None:
    """ "tăng 11,2%", "giảm 3%", and "bằng 100%" where nothing changed."""
    if growth is None:
        return None
    binding = _binding(fact, measure)
    if not growth:
        return (Piece("bằng "), Piece("100%", binding))
    size = format_number(abs(growth), "vi", decimals=decimals_of(growth))
    return (Piece("tăng " if growth > 0 else "giảm "), Piece(f"{size}%", binding))


def _binding(fact: Fact, measure: Measure) -> Binding:
    return Binding(uuid4(), fact.subject.code, fact.area, fact.period, measure, fact.version)
