"""What a spreadsheet number format says about a value: its decimals, percent, thousands scaling, dates."""

import re
from dataclasses import dataclass
from functools import lru_cache

BUILT_IN_FORMATS = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 41: "#,##0",
    42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that ECMA-376 part 1, 18.8.30 numbers without writing them into the file."""

# Quoted text, escaped characters, padding and fill marks, and bracketed colours or locales carry no digits.
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?(,*)")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a cell shows its number; `decimals` is None where the format leaves them to the value."""

    code: str = "General"
    decimals: int | None = None
    is_percent: bool = False
    thousands_hidden: int = 0
    is_date: bool = False

    @property
    def changes_reading(self) -> bool:
        """Whether a value reads differently under this format than under General."""
        return self.is_percent or self.thousands_hidden > 0 or bool(self.decimals)


GENERAL = NumberFormat()


@lru_cache(maxsize=2048)
def parse_number_format(code: str) -> NumberFormat:
    """The meaning of a format code such as `#,##0.0`, `0.0%` or `_-* #,##0\\ _₫_-`."""
    section = _LITERALS.sub("", code.split(";")[0]).strip()
    if not section or section.lower() in {"general", "standard", "@"}:
        return NumberFormat(code)
    if re.search(r"[ymdhs]", section, re.IGNORECASE) and "0" not in section.replace("s.0", "").replace("ss.0", ""):
        return NumberFormat(code, is_date=True)
    digits = _DIGITS.search(section)
    if digits is None or "E" in section.upper() or "/" in section:
        return NumberFormat(code, is_percent="%" in section)
    # Only "0" promises a digit; "#" shows one where there is one.
    decimals = len((digits.group(1) or "").rstrip("#?"))
    optional = "#" in (digits.group(1) or "") or "?" in (digits.group(1) or "")
    trailing = digits.group(2) if digits.group(1) is not None else _trailing_commas(digits.group(0))
    return NumberFormat(
        code,
        decimals=None if optional and not decimals else decimals,
        is_percent="%" in section,
        thousands_hidden=len(trailing),
    )


def _trailing_commas(digits: str) -> str:
    return digits[len(digits.rstrip(",")) :]
