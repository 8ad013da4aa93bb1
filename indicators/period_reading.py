"""Reading periods from text: a whole text that is one, a longer text that contains some, an SDMX time period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from indicators.period_forms import Draft, Form, PeriodError, Phrase, Span
from indicators.period_grammar import BARE_YEAR, FORMS
from indicators.refusals import gettext_noop, quotable
from indicators.text import has_diacritics, normalise, normalise_with_offsets

__all__ = ["PeriodError", "Span", "find_spans", "read_sdmx", "read_span"]

MAX_LENGTH = 120
"""A longer text is not one period."""

_SDMX = re.compile(
    r"(?P<year>[0-9]{4})(?:-Q(?P<q>[1-4])|-S(?P<s>[12])|-A1"
    r"|-M?(?P<m>0[1-9]|1[0-2])(?:/P(?P<n>[1-9][0-9]{0,4})(?P<unit>[MY]))?)?"
)
_JOINED = re.compile(r" ?(?:và|va|and|,|;|-|/|&|\+) ?(?:của |cua )?")
_BARE_NAM = re.compile(r"(?<!\w)nam(?!\w)")
_ENDS_PHRASE = re.compile(r" ?(?:$|[).,;:!?\]\n-])")
_PLAUSIBLE_YEARS = range(1900, 2101)
_OPENING = re.compile(r"^(?:trong|in|kỳ:?) ")


def read_span(text: str, *, year: int | None, month: int | None) -> Span:
    """The period that the whole text writes, `year` and `month` standing in for what it leaves out. Or PeriodError."""
    shown = quotable(text)
    body = _OPENING.sub("", _without_brackets(normalise(text)))
    if not body:
        raise PeriodError(gettext_noop("Chưa ghi kỳ. Viết như: tháng 5/2018, quý I/2018, 9 tháng đầu năm 2018."))
    refusal: PeriodError | None = None
    if len(body) <= MAX_LENGTH:
        for form in (*FORMS, BARE_YEAR):
            match = form.pattern.fullmatch(body)
            if match is None:
                continue
            try:
                draft = form.read(Phrase(match, shown, month))
            except PeriodError as error:
                refusal = refusal or error
                continue
            return _span_in_year(draft, year, shown)
    raise refusal or PeriodError(
        gettext_noop(
            "Không hiểu “%(text)s” là kỳ nào. Viết như: tháng 5/2018, quý I/2018, 6 tháng đầu năm 2018, năm 2018."
        ),
        text=shown,
    )


def find_spans(text: str, *, year: int | None, month: int | None) -> list[tuple[Span, tuple[int, int]]]:
    """Each period phrase of a longer text, in order, with where it stands in `text`."""
    body, offsets = normalise_with_offsets(text)
    phrases, refused = _phrases(body, month=month)
    found: list[tuple[Span, tuple[int, int]]] = []
    for index, phrase in enumerate(phrases):
        following = phrases[index + 1] if index + 1 < len(phrases) else None
        stated = phrase.draft.year or _year_of_joined(body, phrase, following) or year
        if stated is not None:
            span = Span(stated, phrase.draft.month, phrase.draft.months)
            found.append((span, _place(offsets, phrase.start, phrase.end)))
    if found:
        return found
    return [
        (Span(int(match["year"]), 1, 12), _place(offsets, match.start(), match.end()))
        for match in BARE_YEAR.pattern.finditer(body)
        if int(match["year"]) in _PLAUSIBLE_YEARS
        and _ENDS_PHRASE.match(body, match.end())
        and not any(start < match.end() and match.start() < end for start, end in refused)
    ]


def read_sdmx(text: str) -> Span:
    """The span of an SDMX time period: a year, -S1, -Q1, -05, or a first month and a duration such as /P5M."""
    match = _SDMX.fullmatch(text)
    if match is None:
        raise PeriodError(
            gettext_noop("“%(text)s” không phải kỳ theo SDMX. Viết như: 2018, 2018-S1, 2018-Q1, 2018-05, 2018-01/P5M."),
            text=quotable(text),
        )
    year = int(match["year"])
    if match["q"]:
        return Span(year, 3 * int(match["q"]) - 2, 3)
    if match["s"]:
        return Span(year, 6 * int(match["s"]) - 5, 6)
    if match["m"]:
        months = int(match["n"] or 1) * (12 if match["unit"] == "Y" else 1)
        return Span(year, int(match["m"]), months)
    return Span(year, 1, 12)


class _Found(NamedTuple):
    start: int
    end: int
    draft: Draft


def _phrases(body: str, *, month: int | None) -> tuple[list[_Found], list[tuple[int, int]]]:
    """The phrases of the text from left to right, and the stretches that look like a period and are none."""
    accented = has_diacritics(body)
    forms = [form for form in FORMS if not (form.is_english and accented)]
    matches = [(match, form) for form in forms for match in form.pattern.finditer(body)]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    found: list[_Found] = []
    refused: list[tuple[int, int]] = []
    position = 0
    for start, beginning_here in groupby(matches, key=lambda pair: pair[0].start()):
        if start < position:
            continue
        phrase, stretch = _longest(beginning_here, accented=accented, month=month)
        if phrase is not None:
            found.append(phrase)
            position = phrase.end
        elif stretch is not None:
            refused.append(stretch)
            position = stretch[1]
    return found, refused


def _longest(
    matches: Iterable[tuple[re.Match[str], Form]], *, accented: bool, month: int | None
) -> tuple[_Found | None, tuple[int, int] | None]:
    """The first of the matches, longest first, that is a period; otherwise the shortest stretch that was refused.

    The month inside a date and the "5/2018" inside a "quý 5/2018" are no periods.
    """
    refused: tuple[int, int] | None = None
    for match, form in matches:
        if form.is_refused:
            return None, match.span()
        try:
            draft = form.read(Phrase(match, match[0], month))
        except PeriodError:
            refused = match.span()
            continue
        if _is_likely_in_text(match, form, draft, accented=accented):
            return _Found(*match.span(), draft), None
    return None, refused


def _is_likely_in_text(match: re.Match[str], form: Form, draft: Draft, *, accented: bool) -> bool:
    """Whether a phrase that could be a period is one inside a longer text."""
    if accented and _BARE_NAM.search(match[0]):
        return False  # "Việt Nam 2018": where other words carry their signs, "nam" is not "năm"
    if draft.year is None:
        return not form.is_short
    return draft.year in _PLAUSIBLE_YEARS and draft.year + draft.months // 12 in _PLAUSIBLE_YEARS


def _year_of_joined(body: str, phrase: _Found, following: _Found | None) -> int | None:
    if following is None or not _JOINED.fullmatch(body, phrase.end, following.start):
        return None
    return following.draft.year


def _span_in_year(draft: Draft, year: int | None, shown: str) -> Span:
    stated = draft.year if draft.year is not None else year
    if stated is None:
        raise PeriodError(
            gettext_noop("“%(text)s” thiếu năm. Viết thêm năm, như tháng 5/2018 hoặc quý I/2018."), text=shown
        )
    return Span(stated, draft.month, draft.months)


def _place(offsets: tuple[int, ...], start: int, end: int) -> tuple[int, int]:
    return offsets[start], offsets[end - 1] + 1 if end < len(offsets) - 1 else offsets[end]


def _without_brackets(body: str) -> str:
    while body[:1] + body[-1:] in {"()", "[]"}:
        body = body[1:-1].strip()
    return body.rstrip(".,:; ")
