"""SVG elements as safe text: every attribute and every text escaped, coordinates short and exact."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

HUNDREDTH = Decimal("0.01")


def element(name: str, *children: str, **attributes: object) -> SafeString:
    """`element("text", "Quý I", x="3%", text_anchor="end", class_="chart-label")`; None leaves an attribute out."""
    written = format_html_join(
        "",
        ' {}="{}"',
        (
            (attribute.rstrip("_").replace("_", "-"), shown(value))
            for attribute, value in attributes.items()
            if value is not None
        ),
    )
    if not children:
        return format_html("<{0}{1}/>", mark_safe(name), written)
    return format_html("<{0}{1}>{2}</{0}>", mark_safe(name), written, joined(children))


def joined(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(conditional_escape(part) for part in parts))


def shown(value: object) -> object:
    return coordinate(value) if isinstance(value, Decimal) else value


def coordinate(value: Decimal) -> str:
    """The position to a hundredth, without needless zeros: 12.5, 40, never 4E+1 or −0."""
    text = format(value.quantize(HUNDREDTH, rounding=ROUND_HALF_UP), "f").rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def percent(share: Decimal) -> str:
    """A share of the width, 0 to 1, as SVG wants it: 12.5%."""
    return f"{coordinate(share * 100)}%"
