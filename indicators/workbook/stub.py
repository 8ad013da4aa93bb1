"""The rows of a table as a tree: numbering, indentation, bold, dashes and "Trong đó:" give each row its parents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.workbook.row_names import UNNUMBERED, RowName

Amounts = Mapping[int, tuple[Decimal, str]]
"""The first figure of a row with its unit, by row: parts that add up to their whole show themselves."""

_TOLERANCE = Decimal("0.005")
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class StubRow:
    """One row's name with the names above it, outermost first."""

    row: int
    column: int
    name: str
    parents: tuple[str, ...]
    footnotes: tuple[str, ...] = ()
    is_heading: bool = False
    is_total: bool = False
    assumed: bool = False
    is_place: bool = False


DEEPEST = 12
"""So many rows above name a row; sheets that nest deeper do not mean it."""


def read_tree(names: Sequence[RowName], amounts: Amounts) -> dict[int, StubRow]:
    """The rows by number; a row's parents are the rows it stands under, totals left out."""
    return _Tree(names, amounts).rows()


class _Tree:
    """Finds each row's parent from the rows before it, and from sums where signs are missing."""

    def __init__(self, names: Sequence[RowName], amounts: Amounts) -> None:
        self._names = names
        self._amounts = amounts
        self._parents: list[int | None] = []
        self._assumed: set[int] = set()
        self._places: set[int] = set()
        self._by_area = False
        numbered = sum(1 for name in names if name.rank != UNNUMBERED)
        self._is_numbered = numbered * 3 >= len(names)
        bold = sum(1 for name in names if name.is_bold)
        self._uses_bold = 0 < bold < len(names)

    def rows(self) -> dict[int, StubRow]:
        parts: tuple[int, int] | None = None
        path: list[int] = []
        for index, name in enumerate(self._names):
            if name.opens_parts:
                # "Phân theo …" divides the whole anew; "Trong đó:" divides the row above it.
                whole = parts[0] if name.divides and parts is not None else self._whole(path)
                self._by_area = name.by_area
                parts = (whole, self._parts_end(whole, index + 1)) if whole is not None else None
                self._parents.append(None)
                continue
            if name.is_part and (parts is None or index >= parts[1]):
                whole = self._whole(path)
                parts = (whole, self._parts_end(whole, index)) if whole is not None else None
            if parts is not None and index < parts[1]:
                if self._by_area:
                    self._places.add(index)
                while path and path[-1] != parts[0] and not self._under_in_parts(path[-1], index, parts[0]):
                    path.pop()
            else:
                parts, self._by_area = None, False
                while path and not self._is_under(path[-1], index):
                    path.pop()
            self._parents.append(path[-1] if path else None)
            path.append(index)
        return {name.row: self._row(index) for index, name in enumerate(self._names) if not name.opens_parts}

    def _row(self, index: int) -> StubRow:
        name = self._names[index]
        parents: list[str] = []
        above = self._parents[index]
        while above is not None and len(parents) < DEEPEST:
            if not self._names[above].is_total:
                parents.insert(0, self._names[above].name)
            above = self._parents[above]
        if name.group and name.group not in parents:
            parents.insert(0, name.group)
        return StubRow(
            name.row,
            name.column,
            name.name,
            tuple(parents),
            name.footnotes,
            name.is_heading,
            name.is_total,
            index in self._assumed,
            index in self._places,
        )

    def _whole(self, path: Sequence[int]) -> int | None:
        """The row that "Trong đó" divides: the last one that is no part itself."""
        return path[-1] if path else None

    def _under_in_parts(self, above: int, index: int, whole: int) -> bool:
        """Whether a part stands under another part: "+ Than" under "- Khai khoáng"."""
        over, row = self._names[above], self._names[index]
        if over.is_part:
            # What follows "Trong đó: - Xuất khẩu" is indented as far as the words before its dash.
            return not row.is_part and row.mark > over.mark
        return above > whole and not row.is_part and self._is_under(above, index)

    def _is_under(self, above: int, index: int) -> bool:
        """Whether the row hangs below the row above it, from what both show."""
        over, row = self._names[above], self._names[index]
        if over.rank != UNNUMBERED and row.rank != UNNUMBERED:
            return row.rank > over.rank
        if row.rank != UNNUMBERED:
            return self._numbered_under(over, row)
        if over.rank != UNNUMBERED:
            return self._plain_under(over, row)
        if row.indent != over.indent:
            return row.indent > over.indent
        if row.mark != over.mark:
            return row.mark > over.mark
        if self._uses_bold and row.is_bold != over.is_bold:
            return over.is_bold
        return over.is_heading and not row.is_heading

    def _numbered_under(self, over: RowName, row: RowName) -> bool:
        if over.mark or over.indent > row.indent:
            return False
        return over.is_heading or (over.is_bold and not row.is_bold)

    def _plain_under(self, over: RowName, row: RowName) -> bool:
        if row.mark or row.indent > over.indent:
            return True
        if row.is_total or (self._uses_bold and row.is_bold and not over.is_bold):
            return False
        return self._is_numbered

    def _parts_end(self, whole: int, first: int) -> int:
        """One past the last row that divides the whole, from its first part on."""
        shown = self._shown_parts(whole, first)
        if shown > first + 1 or first >= len(self._names):
            return shown
        added = self._added_parts(whole, first)
        if added is not None:
            self._assumed.update(range(first + 1, added))
            return added
        return shown

    def _shown_parts(self, whole: int, first: int) -> int:
        """The parts that hang below the whole by their own signs, or repeat the words "trong đó"."""
        over = self._names[whole]
        opened = first > 0 and self._names[first - 1].opens_parts
        end = first
        while end < len(self._names):
            row = self._names[end]
            if row.divides and end > first:
                break
            if not (self._is_under(whole, end) or row.is_part or row.opens_parts):
                # Behind a line "Trong đó:" of its own, names like the first part's are parts as well.
                alike = opened and self._alike(first, end) and not self._alike(whole, end)
                if not alike and end > first:
                    break
            if end > first and over.rank != UNNUMBERED and UNNUMBERED < row.rank <= over.rank:
                break
            end += 1
        return end

    def _alike(self, one: int, other: int) -> bool:
        a, b = self._names[one], self._names[other]
        return (a.rank == UNNUMBERED, a.indent, a.mark, a.is_bold) == (
            b.rank == UNNUMBERED,
            b.indent,
            b.mark,
            b.is_bold,
        )

    def _added_parts(self, whole: int, first: int) -> int | None:
        """The rows whose figures add up to the whole's, where there are at least two of them."""
        total, unit = self._amounts.get(self._names[whole].row, (None, ""))
        if total is None or total <= 0:
            return None
        running = Decimal(0)
        for index in range(first, min(first + _MOST_PARTS, len(self._names))):
            amount, own_unit = self._amounts.get(self._names[index].row, (None, ""))
            if amount is None or own_unit not in {"", unit}:
                return None
            running += amount
            if index > first and abs(running - total) <= total * _TOLERANCE:
                return index + 1
            if running > total * (1 + _TOLERANCE):
                return None
        return None
