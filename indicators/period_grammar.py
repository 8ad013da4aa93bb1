"""The grammar of periods: for each form in which people write one, a pattern over normalised text and its reader."""

from __future__ import annotations

import re

from indicators import period_forms as forms
from indicators import period_words as w
from indicators.period_forms import Form, Reader


def _form(
    pattern: str, read: Reader, *, is_short: bool = False, is_english: bool = False, is_refused: bool = False
) -> Form:
    whole = rf"(?<!\w)(?<!\d[/.,-])(?:{pattern})(?!\w)(?![/.,-]\d)"
    return Form(re.compile(whole), read, is_short=is_short, is_english=is_english, is_refused=is_refused)


def _ranges(word: str, first: str, last: str, read: Reader) -> tuple[Form, ...]:
    """From one month or quarter to another, and two that are joined; the word may be left out the second time.

    After "and" or a comma it may be left out only before a year: "tháng 5, 6 doanh nghiệp" is one month.
    """
    return (
        _form(
            rf"(?:{w.FROM} )?{word} ?{first}{w.year_after('y1')}"
            rf"{_UP_TO}(?:{word} ?)?{last}(?! ?{w.MONTH}){w.year_after('y2')}",
            read,
        ),
        _form(rf"{word} ?{first}{w.year_after('y1')}{_AND}{word} ?{last}{w.year_after('y2')}", read),
        _form(rf"{word} ?{first}{_AND}{last}{w.year_behind('y2')}", read),
    )


_YEAR_OR_NONE = w.year_after()
_CUMULATED_OR_TOGETHER = rf"(?:{w.CUMULATED}|{w.TOGETHER})"
_TARGET = (
    rf"(?:{w.MONTH} ?{w.month('m')}{w.year_after()}"
    rf"|{w.QUARTER} ?{w.quarter('q')}{w.year_after('year_q')}"
    rf"|(?P<m_n>\d{{1,2}})[/-]{w.year('year_n')})"
)
_TO_TARGET = rf"{w.TO} {w.END_OF}{_TARGET}"
_SINCE_JANUARY = rf"{w.FROM} {w.FIRST} {w.YEAR}(?: ?/? ?{w.year('y0')})?"
_UP_TO = rf"(?: ?- ?| (?:{w.TO}|to|through) ){w.END_OF}"
_AND = rf"(?P<and> ?, ?| {w.AND} )"
_LATTER = rf"(?:{w.LAST}|sau)"

_DAYS = (
    _form(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", forms.read_day, is_refused=True),
    _form(r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}", forms.read_day, is_refused=True),
    _form(
        rf"(?:ng[àa]y|m[ùồu]ng) \d{{1,2}} ?(?:[/-] ?\d{{1,2}}|{w.MONTH} {w.month('m')}){_YEAR_OR_NONE}",
        forms.read_day,
        is_refused=True,
    ),
    _form(rf"\d{{1,2}} {w.MONTH} \d{{1,2}}{_YEAR_OR_NONE}", forms.read_day, is_refused=True),
    _form(
        rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{w.english_month('m')}{w.english_year_after()}",
        forms.read_day,
        is_refused=True,
    ),
    _form(rf"{w.english_month('m')} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {w.year()})?", forms.read_day, is_refused=True),
)

_CODES = (
    _form(rf"{w.year()}-a1", forms.read_year),
    _form(rf"{w.year()} ?[/-]? ?q(?P<q>\d)", forms.read_quarter),
    _form(rf"{w.year()} ?[/-]? ?[sh](?P<h>\d)", forms.read_half),
    _form(rf"{w.year()}[/-]m?(?P<m>\d{{1,2}})(?!/)", forms.read_month),
    _form(rf"{w.year()}-(?P<m>\d{{1,2}})/p(?P<n>\d{{1,5}})(?P<unit>[my])", forms.read_months_with_duration),
    _form(rf"q\.? ?(?P<q>\d|iv|i{{1,3}}){_YEAR_OR_NONE}", forms.read_quarter, is_short=True),
    _form(rf"(?P<q>\d)q(?: ?[/-]? ?{w.year()})?", forms.read_quarter, is_short=True),
    _form(rf"[sh](?P<h>\d){_YEAR_OR_NONE}", forms.read_half, is_short=True),
    _form(rf"(?P<h>\d)h(?: ?[/-]? ?{w.year()})?", forms.read_half, is_short=True),
    _form(rf"t\.? ?(?P<m>\d{{1,2}}){_YEAR_OR_NONE}", forms.read_month, is_short=True),
    _form(rf"(?P<n>\d{{1,2}}) ?[tm](?: ?[/-]? ?(?:{w.YEAR} )?{w.year()})?", forms.read_months, is_short=True),
    _form(rf"(?P<m>\d{{1,2}}) ?[/-] ?{w.year()}(?!/)", forms.read_month),
    _form(
        rf"(?:(?:{w.MONTH}|{w.QUARTER}|t|q) ?)?(?:\d{{1,2}}|iv|i{{1,3}})/\d{{2}}",
        forms.read_short_year,
        is_refused=True,
    ),
)

_MONTHS = (
    _form(rf"{w.MONTH} ?{w.month('m')}{_YEAR_OR_NONE}", forms.read_month),
    *_ranges(w.MONTH, w.month("m1"), w.month("m2"), forms.read_month_range),
    _form(
        rf"(?:{w.FROM} )?(?P<m1>\d{{1,2}})/{w.year('y1')} ?- ?(?P<m2>\d{{1,2}})/{w.year('y2')}",
        forms.read_month_range,
    ),
)

_QUARTERS = (
    _form(rf"{w.QUARTER} ?{w.quarter('q')}{_YEAR_OR_NONE}", forms.read_quarter),
    *_ranges(w.QUARTER, w.quarter("q1"), w.quarter("q2"), forms.read_quarter_range),
)

_SPANS_OF_MONTHS = (
    _form(
        rf"(?:{_CUMULATED_OR_TOGETHER}[,:]? )?{w.count('n')} ?(?:{w.MONTH}|t)(?: {w.FIRST}| (?P<last>{w.LAST}))?"
        rf"(?: {w.OF}{w.YEAR}(?: nay)?)?(?: ?[/,-]? ?{w.year()})?(?! ?\d)",
        forms.read_months,
    ),
    _form(
        rf"(?:nửa|nua) (?:{w.FIRST}|(?P<last>{_LATTER}))(?: {w.OF}{w.YEAR})?(?: ?[/,-]? ?{w.year()})?",
        forms.read_half_in_words,
    ),
    _form(
        rf"(?:nửa|nua) {w.YEAR} (?:{w.FIRST}|(?P<last>{_LATTER}))(?: ?[/,-]? ?{w.year()})?", forms.read_half_in_words
    ),
)

_TO_DATE = (
    _form(rf"(?:{_CUMULATED_OR_TOGETHER}[,:]? )?{_SINCE_JANUARY},? (?:cho )?{_TO_TARGET}", forms.read_to_date),
    _form(rf"{_CUMULATED_OR_TOGETHER} {_TO_TARGET}", forms.read_to_date),
    _form(rf"{w.CUMULATED} {w.END_OF}{_TARGET}", forms.read_to_date),
)

_YEARS = (
    _form(rf"(?:(?:{w.CUMULATED} )?(?:cả |ca )?{w.YEAR} ){w.year()}", forms.read_year),
    _form(rf"(?:cả|ca) {w.YEAR}", forms.read_year),
    _form(
        rf"(?:(?:giai đoạn|giai doan|thời kỳ|thoi ky|{w.YEAR}) )?"
        rf"{w.year('y1')} ?(?:-|{w.TO}|to) ?(?:{w.YEAR} )?{w.year('y2')}",
        forms.read_years_apart,
    ),
    _form(rf"(?:year|full year) {w.year()}", forms.read_year),
)

_POINTING = (
    _form(rf"{w.MONTH} {w.THIS}", forms.read_this_month),
    _form(rf"{w.QUARTER} {w.THIS}", forms.read_this_quarter),
    _form(
        rf"(?:{w.CUMULATED}(?:,? {w.FROM} {w.FIRST} {w.YEAR})?|{w.FROM} {w.FIRST} {w.YEAR})"
        rf"(?: {w.TO} (?:nay|{w.END_OF}(?:{w.MONTH}|kỳ|ky) {w.THIS}))?(?: ?[/,-]? ?{w.OF}(?:{w.YEAR} )?{w.year()})?",
        forms.read_year_so_far,
    ),
)

_ENGLISH = (
    _form(rf"{w.english_month('m')}{w.english_year_after()}", forms.read_month, is_english=True),
    _form(
        rf"(?:from )?{w.english_month('m1')}{w.english_year_after('y1')}"
        rf"(?:{_UP_TO}|{_AND}){w.english_month('m2')}{w.english_year_after('y2')}",
        forms.read_month_range,
        is_english=True,
    ),
    _form(rf"(?:the )?first {w.english_count('n')} months?{w.english_year_after()}", forms.read_months),
    _form(rf"(?:the )?(?P<last>last|final) {w.english_count('n')} months{w.english_year_after()}", forms.read_months),
    _form(rf"{w.english_count('n')} months(?: of)? {w.year()}", forms.read_months),
    _form(rf"(?:the )?{w.english_ordinal('h')} half{w.english_year_after()}", forms.read_half),
    _form(rf"(?:the )?{w.english_ordinal('q')} quarter{w.english_year_after()}", forms.read_quarter),
    _form(rf"quarter (?P<q>\d|iv|i{{1,3}}){w.english_year_after()}", forms.read_quarter),
    _form(rf"year to date,? (?:to |through )?{w.english_month('m')}{w.english_year_after()}", forms.read_to_date),
)

FORMS: tuple[Form, ...] = (
    *_DAYS,
    *_CODES,
    *_MONTHS,
    *_QUARTERS,
    *_SPANS_OF_MONTHS,
    *_TO_DATE,
    *_YEARS,
    *_POINTING,
    *_ENGLISH,
)

BARE_YEAR = _form(w.year(), forms.read_year)
"""Four digits are a year when they are the whole text, or end a phrase in a text that has no other period."""
