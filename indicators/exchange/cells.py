"""What may stand in a cell of a spreadsheet: no formulas, no digits that it would lose."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

SPREADSHEET_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number; longer ones go out as text."""

# The wide forms are what some spreadsheets of East Asia read as the narrow ones.
_STARTS_A_FORMULA = frozenset("=+-@\t\r＝＋－＠")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*%?")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def formula_safe(cell: Any) -> Any:
    """The cell with an apostrophe before what a spreadsheet would run as a formula; numbers stay numbers.

    Space before the sign does not count: some programs cut it off when they open a file.
    """
    if not isinstance(cell, str) or not cell or _NUMBER.fullmatch(cell):
        return cell
    begins = cell[0] in _STARTS_A_FORMULA or cell.lstrip()[:1] in _STARTS_A_FORMULA
    return f"'{cell}" if begins else cell


def is_spreadsheet_number(value: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit."""
    return len(value.as_tuple().digits) <= SPREADSHEET_DIGITS


def spreadsheet_number(cell: Any) -> Any:
    """A decimal with more digits than a spreadsheet keeps as text, everything else as it is."""
    is_too_long = isinstance(cell, Decimal) and not is_spreadsheet_number(cell)
    return format(cell, "f") if is_too_long else cell


def without_controls(text: str) -> str:
    """The text without what XML cannot carry: control characters and halves of letters. (XML 1.0, production 2.)"""
    return _NOT_XML.sub("", text)
