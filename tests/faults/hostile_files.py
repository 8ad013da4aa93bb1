"""Files that would harm a careless reader, each made from nothing; run as a script it writes them out.

python -m tests.faults.hostile_files DIRECTORY
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults import hostile_makers as make


@dataclass(frozen=True)
class Hostile:
    """A file and what must come of it: the code of the refusal, or the cells with problems in what was read."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    error_cells: tuple[str, ...] = ()
    drafts: int = 0
    notice: str = ""


HOSTILE: tuple[Hostile, ...] = (
    Hostile("bom-nen.xlsx", make.zip_bomb, "bomb"),
    Hostile("bom-nen-chuoi.xlsx", make.zip_bomb_in_strings, "bomb"),
    Hostile("bom-nen-noi-doi.xlsx", make.zip_bomb_that_lies, "bomb"),
    Hostile("muoi-nghin-phan.xlsx", make.zip_of_ten_thousand_parts, "bomb"),
    Hostile("bom-xml.xlsx", make.entity_bomb, "entity"),
    Hostile("bom-xml-chuoi.xlsx", make.entity_bomb_in_strings, "entity"),
    Hostile("thuc-the-tu-tep.xlsx", make.entity_from_a_file, "entity"),
    Hostile("bom-xml.ods", make.entity_bomb_in_open_document, "entity"),
    Hostile("lap-lai.ods", make.open_document_that_repeats, "too_sparse"),
    Hostile("khai-bao-qua-rong.xlsx", make.claimed_dimensions, "too_sparse"),
    Hostile("hai-goc-xa.xlsx", make.cells_in_far_corners, "too_sparse"),
    Hostile("hai-goc-xa-2.xlsx", make.far_corners_in_other_words, "too_sparse"),
    Hostile("hai-goc-xa.xls", make.xls_with_far_corners, "too_sparse"),
    Hostile("gop-o-chong-cheo.xlsx", make.merged_over_everything, "merges"),
    Hostile("cat-ngang.xlsx", make.truncated_zip, "broken"),
    Hostile("cat-ngang.xls", make.truncated_xls, "broken"),
    Hostile("hong-giua.xlsx", make.spoiled_checksum, "broken"),
    Hostile("mat-khau.xlsx", make.password_protected, "password"),
    Hostile("mat-khau.xls", make.password_protected_xls, "password"),
    Hostile("mat-khau-zip.xlsx", make.password_protected_zip, "password"),
    Hostile("thuc-ra-pdf.xlsx", make.renamed_pdf, "not_workbook"),
    Hostile("thuc-ra-html.xls", make.renamed_web_page, "not_workbook"),
    Hostile("thuc-ra-docx.xlsx", make.renamed_word_document, "not_workbook"),
    Hostile("thuc-ra-anh.xlsx", make.renamed_picture, "not_workbook"),
    Hostile("thuc-ra-xls.xlsx", make.renamed_xls, drafts=1),
    Hostile("rong.xlsx", make.empty_file, "empty"),
    Hostile("ngau-nhien.xlsx", make.random_bytes, "not_workbook"),
    Hostile("macro.xlsm", make.with_macros, drafts=1, notice="macro"),
    Hostile("lien-ket.xlsx", make.with_external_links, drafts=1, notice="liên kết"),
    Hostile("khong-huu-han.xlsx", make.numbers_that_are_none, error_cells=("C2", "C3", "C4"), drafts=1),
    Hostile("ky-tu-dieu-khien.csv", make.control_characters_in_csv, error_cells=("A2",), drafts=1),
    Hostile("ky-tu-dieu-khien.xlsx", make.control_characters, error_cells=("A2", "A3"), drafts=1),
    Hostile("ky-tu-cam.xlsx", make.forbidden_characters, "broken"),
    Hostile("nul.csv", make.nul_bytes_in_csv, "not_workbook"),
    Hostile("o-qua-dai.xlsx", make.endless_cells, error_cells=("A4", "C5"), drafts=1),
    Hostile("ba-tram-trang.xlsx", make.three_hundred_sheets, "too_many_sheets"),
    Hostile("qua-nang.csv", make.over_the_size, "too_large"),
    Hostile("mot-dong-vo-tan.csv", make.one_endless_line, "too_sparse"),
    Hostile("mot-dau-nhay.csv", make.one_endless_quote, "broken"),
    Hostile("long-sau.xlsx", make.deep_elements),
    Hostile("thieu-chuoi.xlsx", make.strings_that_are_counted_wrong, "broken"),
    Hostile("chuoi-noi-doi.xls", make.table_of_strings_that_lies, "broken"),
    Hostile("ngoac-vo-tan.xlsx", make.brackets_without_end, error_cells=tuple(f"A{row}" for row in range(3, 33))),
    Hostile("trieu-so-roi.xlsx", make.a_million_loose_numbers, error_cells=("",)),
)


def main(directory: Path) -> None:
    """Write every file under its own name."""
    directory.mkdir(parents=True, exist_ok=True)
    for hostile in HOSTILE:
        (directory / hostile.name).write_bytes(hostile.make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
