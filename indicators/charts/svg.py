"""SVG elements as safe text: every attribute and every text escaped, coordinates short and exact."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html import escape

from django.utils.safestring import SafeString

HUNDREDTH = Decimal("0.01")


def element(name: str, *children: str, **attributes: object) -> SafeString:
    """`element("text", "Quý I", x="3%", text_anchor="end", class_="chart-label")`; None leaves an attribute out."""
    # A chart has hundreds of elements: text is joined here, where format_html would take five times as long.
    written = "".join(
        [f' {spelt(attribute)}="{escaped(value)}"' for attribute, value in attributes.items() if value is not None]
    )
    if not children:
        return SafeString(f"<{name}{written}/>")
    return SafeString(f"<{name}{written}>{''.join([escaped(child) for child in children])}</{name}>")


def joined(parts: Iterable[str]) -> SafeString:
    return SafeString("".join([escaped(part) for part in parts]))


@cache
def spelt(attribute: str) -> str:
    """An attribute's name as SVG has it."""
    return attribute.rstrip("_").replace("_", "-")


def escaped(value: object) -> str:
    """The value as it may stand in a text or an attribute; what is safe already stays as it is."""
    if isinstance(value, SafeString):
        return value
    return escape(coordinate(value) if isinstance(value, Decimal) else str(value))


def coordinate(value: Decimal) -> str:
    """The position to a hundredth, without needless zeros: 12.5, 40, never 4E+1 or −0."""
    text = format(value.quantize(HUNDREDTH, rounding=ROUND_HALF_UP), "f").rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def percent(share: Decimal) -> str:
    """A share of the width, 0 to 1, as SVG wants it: 12.5%."""
    return f"{coordinate(share * 100)}%"
