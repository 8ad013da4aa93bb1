"""Units of measure with their dimension and scale, read as people write them, converted exactly.

`parse_unit("nghìn tấn")` is mass at 1000 of its base (the tonne). Values convert within a dimension and are refused
across dimensions, so that tonnes are never added to dollars nor percent to percentage points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext

from indicators.refusals import ReadingError, gettext_noop, quotable
from indicators.text import fold
from indicators.unit_reading import UnitParts, read_unit


class UnitError(ReadingError):
    """The text is not a known unit, or a value cannot be taken into the other unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, how many of the dimension's base it is, and its symbol in both languages."""

    dimension: str
    scale: Decimal
    symbol_vi: str
    symbol_en: str

    def __post_init__(self) -> None:
        if not self.scale.is_finite() or self.scale <= 0:
            raise UnitError(gettext_noop("Tỷ lệ của đơn vị “%(unit)s” phải lớn hơn 0."), unit=self.symbol_vi)

    @property
    def code(self) -> str:
        """A stable name for databases and addresses: "nghin-tan", "usd-tren-tan", "phan-tram"."""
        spelled = fold(self.symbol_vi)
        for sign, word in _SPELLED_OUT.items():
            spelled = spelled.replace(sign, word)
        return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in spelled).split())

    def symbol(self, language: str) -> str:
        """The symbol for readers of the language, English where it begins with "en", otherwise Vietnamese."""
        return self.symbol_en if language.lower().startswith("en") else self.symbol_vi

    def measures_as(self, other: Unit) -> bool:
        """Whether a value in one is the same value in the other: tấn and nghìn kg, tỷ đồng and nghìn triệu đồng."""
        return self.dimension == other.dimension and self.scale == other.scale

    def __str__(self) -> str:
        return self.symbol_vi


def parse_unit(text: str) -> Unit:
    """The unit written in `text`: "Nghìn tấn", "1.000 tấn", "(tỷ đồng)", "Tr.USD", "USD/tấn", "Thous. tons".

    Letter case does not matter; diacritics do not where the plain text can mean only one unit. Raises UnitError for
    a unit that the catalogue does not know; whether to take it as a new thing that is counted is the caller's choice.
    """
    parts = read_unit(text)
    if parts is None:
        raise UnitError(
            gettext_noop("Không biết đơn vị “%(text)s”. Viết như: nghìn tấn, tỷ đồng, triệu USD, %%, USD/tấn."),
            text=quotable(text),
        )
    return _unit(parts)


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """The value in `target`, exactly: convert(1233000, tấn, nghìn tấn) is 1233.

    Raises UnitError across dimensions, and where the result has no finite decimal form.
    """
    if source.dimension != target.dimension:
        raise UnitError(
            gettext_noop("Không đổi được từ “%(source)s” sang “%(target)s”: hai đơn vị đo hai đại lượng khác nhau."),
            source=source.symbol_vi,
            target=target.symbol_vi,
        )
    if source.scale == target.scale:
        return value
    with localcontext(_EXACT):
        try:
            return value * source.scale / target.scale
        except Inexact as error:
            raise UnitError(
                gettext_noop("Không đổi được chính xác từ “%(source)s” sang “%(target)s”."),
                source=source.symbol_vi,
                target=target.symbol_vi,
            ) from error


_EXACT = Context(prec=200, traps=[Inexact])
_SPELLED_OUT = {
    "điểm %": " diem phan tram ",
    "%": " phan tram ",
    "‰": " phan nghin ",
    "/": " tren ",
    "²": "2",
    "³": "3",
}


def _unit(parts: UnitParts) -> Unit:
    return Unit(parts.dimension, parts.scale, parts.vietnamese, parts.english)
