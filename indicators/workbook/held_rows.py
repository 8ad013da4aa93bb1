"""The rows of a sheet as they are held in memory: equal texts once, cells that no reading should use marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sys import float_info
from typing import TypeVar

from indicators.workbook.details import Fault, FaultKind, Place
from indicators.workbook.faults import text_fault

Cell = TypeVar("Cell")

_REMEMBERED = 200_000
"""So many distinct texts are looked for again; a sheet with more repeats too little to gain by it."""


def held_rows(
    rows: Iterable[Sequence[Cell]], *, top: int, left: int, longest: int, faults: dict[Place, Fault]
) -> list[tuple[Cell, ...]]:
    """The rows, with a fault added at each cell that is not finite, has control characters, or goes on endlessly.

    The first row stands at `top`, its first cell at `left`. A table of a hundred thousand rows holds a few thousand
    different texts; held once each they take a third of the memory.
    """
    texts = _Texts(longest)
    held: list[tuple[Cell, ...]] = []
    for number, cells in enumerate(rows, top):
        row = tuple(
            [
                texts[value]  # type: ignore[index]  # `type(...) is` narrows for us, not for the checker
                if type(value) is str
                else value
                if type(value) is not float or -_LARGEST <= value <= _LARGEST  # type: ignore[operator]
                else texts.spoil(value)
                for value in cells
            ]
        )
        held.append(row)  # type: ignore[arg-type]  # every cell is itself or its equal
        if texts.is_spoiled:
            texts.is_spoiled = False
            for column, value in enumerate(row, left):
                if fault := _fault(value, longest):
                    faults[number, column] = fault
    return held


_LARGEST = float_info.max


class _Texts(dict[str, str]):
    """Each sound text by itself; looking up an unsound one, or any beyond the first many, notes that it was met."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest
        self.is_spoiled = False

    def __missing__(self, text: str) -> str:
        if text_fault(text, self._longest) is not None:
            self.is_spoiled = True
        elif len(self) < _REMEMBERED:
            self[text] = text
        return text

    def spoil(self, value: Cell) -> Cell:
        self.is_spoiled = True
        return value


def _fault(value: object, longest: int) -> Fault | None:
    if type(value) is str:
        return text_fault(value, longest)
    if type(value) is float and not -_LARGEST <= value <= _LARGEST:
        return Fault(FaultKind.NOT_FINITE, str(value))
    return None
