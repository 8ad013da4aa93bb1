"""What a reader asks of an indicator's page by its query string: which series, which place, which years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from indicators.frequencies import Frequency, series_of
from indicators.models import Area, Indicator
from indicators.periods import FIRST_YEAR, LAST_YEAR, Period
from indicators.text import without_nul

FREQUENCY, AREA, FROM_YEAR, TO_YEAR, COMPARED = "ky", "dia-ban", "tu", "den", "so-voi"
MOST_COMPARED = 5
"""As many more lines as a chart can tell apart."""


class ChoiceError(ValueError):
    """A query string that cannot be answered; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """None where the reader leaves it to the page. `compared` are codes of areas or of indicators."""

    frequency: Frequency | None = None
    area: str | None = None
    from_year: int | None = None
    to_year: int | None = None
    compared: tuple[str, ...] = ()

    @classmethod
    def read(cls, params: QueryDict) -> SeriesChoice:
        """Raises `ChoiceError`, naming the parameter and what it takes."""
        choice = cls(
            _frequency(params.get(FREQUENCY, "").strip()),
            params.get(AREA, "").strip() or None,
            _year(params, FROM_YEAR),
            _year(params, TO_YEAR),
            _compared(params),
        )
        if choice.from_year and choice.to_year and choice.from_year > choice.to_year:
            raise ChoiceError(
                _("Năm đầu (%(first)s) đứng sau năm cuối (%(last)s).")
                % {"first": choice.from_year, "last": choice.to_year}
            )
        return choice

    def as_query(self) -> str:
        """The query string that `read` reads back as this choice; empty for none."""
        parts = {
            FREQUENCY: self.frequency,
            AREA: self.area,
            FROM_YEAR: self.from_year,
            TO_YEAR: self.to_year,
            COMPARED: ",".join(self.compared),
        }
        return urlencode({name: said for name, said in parts.items() if said}, safe=",")


def series_address(indicator: Indicator, area: Area, period: Period) -> str:
    """The indicator's page with the series of the area that the period stands in."""
    asked = {FREQUENCY: series_of(period).value, AREA: area.code}
    return f"{indicator.get_absolute_url()}?{urlencode(asked)}"


def _compared(params: QueryDict) -> tuple[str, ...]:
    """Repeated or with commas between, each once."""
    texts = (part.strip() for text in params.getlist(COMPARED) for part in without_nul(text).split(","))
    codes = tuple(dict.fromkeys(text for text in texts if text))
    if len(codes) > MOST_COMPARED:
        raise ChoiceError(
            _("Tham số “%(name)s” nhận nhiều nhất %(most)s mã.") % {"name": COMPARED, "most": MOST_COMPARED}
        )
    return codes


def _frequency(text: str) -> Frequency | None:
    if not text:
        return None
    try:
        return Frequency(text)
    except ValueError:
        raise ChoiceError(
            _("“%(text)s” không phải một loại kỳ. Tham số “%(name)s” nhận: %(choices)s.")
            % {"text": text[:40], "name": FREQUENCY, "choices": ", ".join(Frequency)}
        ) from None


def _year(params: Mapping[str, str], name: str) -> int | None:
    text = params.get(name, "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise ChoiceError(
        _("“%(text)s” không phải một năm. Tham số “%(name)s” nhận bốn chữ số, ví dụ 2018.")
        % {"text": text[:40], "name": name}
    )
