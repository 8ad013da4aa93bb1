"""The part each column plays: numbering, name, unit, code, note, figures, or nothing; each with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from indicators.text import fold
from indicators.units import UnitError, parse_unit
from indicators.workbook import phrases
from indicators.workbook.blocks import Block
from indicators.workbook.headers import Head
from indicators.workbook.outline import Outline
from indicators.workbook.problems import Explanation, a1, a1_range


class Role(StrEnum):
    """What a column is for."""

    ORDINAL = "ordinal"
    STUB = "stub"
    UNIT = "unit"
    CODE = "code"
    NOTE = "note"
    MEASURE = "measure"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of each column of a table, and why."""

    by_column: dict[int, Role]
    explanations: tuple[Explanation, ...]

    def of(self, role: Role) -> tuple[int, ...]:
        return tuple(column for column, found in self.by_column.items() if found is role)


@dataclass(slots=True)
class _Contents:
    """What the body holds in one column."""

    texts: int = 0
    figures: int = 0
    units: int = 0
    ordinals: int = 0


def find_roles(outline: Outline, block: Block, heads: dict[int, Head], *, stub: int | None = None) -> Roles:
    """Decide the role of every column; `stub` fixes the column of names."""
    contents = {column: _contents(outline, block, column) for column in heads}
    roles: dict[int, Role] = {}
    for column, head in heads.items():
        roles[column] = _role(fold(head.texts[-1]) if head.texts else "", contents[column], column, block)
    _settle_stub(roles, heads, contents, block, stub)
    return Roles(roles, tuple(_explain(roles, heads, block)))


def _contents(outline: Outline, block: Block, column: int) -> _Contents:
    found = _Contents()
    for line in block.body:
        if column in line.texts:
            text = outline.shown(line.row, column)
            found.texts += 1
            found.units += _is_unit(text)
            found.ordinals += is_ordinal(text)
        elif column in line.numbers or column in line.signs:
            found.figures += 1
            found.ordinals += column in line.numbers and is_ordinal(outline.shown(line.row, column))
    return found


def is_ordinal(text: str) -> bool:
    """Whether a text is the number of a row: 1, 1.1, I, IV.2, a), A, -."""
    bare = text.strip().rstrip(".)").strip("( ")
    parts = bare.split(".")
    if not bare or len(bare) > 9:
        return bare in {"-", "+", "*", "•"}
    return all(
        (part.isdigit() and len(part) <= 3) or (len(part) == 1 and part.isalpha()) or set(part.upper()) <= set("IVX")
        for part in parts
        if part
    )


def _role(head: str, found: _Contents, column: int, block: Block) -> Role:
    total = found.texts + found.figures
    if phrases.ORDINAL_HEAD.match(head) and column <= min(block.value_columns):
        return Role.ORDINAL
    if phrases.UNIT_HEAD.match(head) and found.texts >= found.figures:
        # "Đơn vị" also heads the names of offices and districts.
        return Role.UNIT if found.units * 2 >= found.texts or head.startswith(("dvt", "don vi tinh")) else Role.STUB
    if phrases.CODE_HEAD.match(head):
        return Role.CODE
    if phrases.NOTE_HEAD.match(head) and found.texts >= found.figures:
        return Role.NOTE
    if column in block.value_columns and found.figures >= found.texts:
        return Role.MEASURE
    if not total:
        return (
            Role.MEASURE
            if head and column > min(block.value_columns) and not phrases.NOTE_HEAD.match(head)
            else Role.SKIP
        )
    if found.texts > found.figures and found.units * 5 >= found.texts * 4 and column > block.first_column:
        return Role.UNIT
    if total and found.ordinals == total and column < min(block.value_columns):
        return Role.ORDINAL
    if column in block.value_columns:
        return Role.MEASURE
    return Role.STUB if column < max(block.value_columns) else Role.NOTE


def _settle_stub(
    roles: dict[int, Role], heads: dict[int, Head], contents: dict[int, _Contents], block: Block, fixed: int | None
) -> None:
    """Leave the names in the columns before the figures, and make sure that there is one."""
    if fixed is not None and fixed in heads:
        for column, role in roles.items():
            if role is Role.STUB and column > fixed:
                roles[column] = Role.NOTE
        roles[fixed] = Role.STUB
        return
    first_measure = min((c for c, role in roles.items() if role is Role.MEASURE), default=block.last_column + 1)
    stubs = [column for column, role in roles.items() if role is Role.STUB]
    for column in stubs:
        if column > first_measure:
            roles[column] = Role.NOTE
    stubs = [column for column in stubs if column < first_measure]
    if stubs:
        return
    # Years, months or numbers may be the names themselves.
    candidates = [c for c, role in roles.items() if role in {Role.ORDINAL, Role.MEASURE} and c <= first_measure]
    named = [c for c in candidates if heads[c].texts and not phrases.ORDINAL_HEAD.match(fold(heads[c].texts[-1]))]
    if pick := (named or candidates):
        roles[pick[0]] = Role.STUB


def _explain(roles: dict[int, Role], heads: dict[int, Head], block: Block) -> Sequence[Explanation]:
    sentences = {
        Role.ORDINAL: _("Cột “%(head)s” là số thứ tự, dùng để nhận ra cấp của dòng."),
        Role.STUB: _("Cột “%(head)s” chứa tên dòng: cột chữ đứng trước các cột số."),
        Role.UNIT: _("Cột “%(head)s” chứa đơn vị tính của từng dòng."),
        Role.CODE: _("Cột “%(head)s” chứa mã."),
        Role.NOTE: _("Cột “%(head)s” là ghi chú."),
    }
    explanations = []
    if block.header:
        place = a1_range(block.header[0].row, block.first_column, block.header[-1].row, block.last_column)
        explanations.append(
            Explanation(_("Đầu bảng: các dòng chữ ngay trên những dòng có số, phủ lên các cột số."), place)
        )
    for column, role in roles.items():
        if role in sentences:
            cell = heads[column].cell if heads[column].texts else a1(block.first_row, column)
            explanations.append(Explanation(sentences[role] % {"head": heads[column].text}, cell))
    return explanations


def _is_unit(text: str) -> bool:
    try:
        parse_unit(text)
    except UnitError:
        return text.strip() in {'"', "''", "”", "nt", "-nt-"}
    return True
