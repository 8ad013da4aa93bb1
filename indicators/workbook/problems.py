"""What reading a workbook has to say to a person: refusals, problems at a cell, and explanations."""

from dataclasses import dataclass
from enum import StrEnum


class WorkbookError(Exception):
    """The file cannot be read as a workbook; the message says why, where, and what to do about it."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return self.message


class Severity(StrEnum):
    """How much a problem weighs: an error stops the import, a warning wants a look, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should see, at its cell ("" for the whole sheet, sheet "" for the whole file)."""

    sheet: str
    cell: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Explanation:
    """One decision of the layout in a plain sentence, with the cell or range that it rests on."""

    text: str
    cell: str = ""


def column_letters(column: int) -> str:
    """The letters of a 0-based column: 0 is A, 25 is Z, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The 0-based column of its letters, the inverse of `column_letters`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def a1(row: int, column: int) -> str:
    """The name of a cell as spreadsheets show it, from 0-based row and column."""
    return f"{column_letters(column)}{row + 1}"


def a1_range(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """The name of a rectangle of cells, or of its one cell."""
    first, last = a1(first_row, first_column), a1(last_row, last_column)
    return first if first == last else f"{first}:{last}"
