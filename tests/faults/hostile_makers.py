"""What makes each hostile file: bombs, false claims, broken containers, strangers, cells that no reading can use."""

import io
import struct
import zipfile

from tests.faults.packages import MAIN, inflated, letters_of, open_document, package, row_of_texts, with_part, worksheet
from tests.indicators.workbook.building import Look as SheetLook
from tests.indicators.workbook.building import delimited, one_sheet, xlsx
from tests.indicators.workbook.old_formats import compound_file, xls

REPORT = [
    ["CÔNG NGHIỆP THÁNG 5 NĂM 2020"],
    ["Chỉ tiêu", "ĐVT", "Tháng 5/2020"],
    ["Xi măng", "Tấn", 100],
]


def zip_bomb() -> bytes:
    """A quarter of a gigabyte of blanks inside a sheet part."""
    return inflated("xl/worksheets/sheet1.xml", worksheet("").encode(), b" ", 256)


def zip_bomb_in_strings() -> bytes:
    """A quarter of a gigabyte of one letter as a shared string."""
    return inflated("xl/sharedStrings.xml", f"<sst {MAIN}><si><t>".encode(), b"a", 256, b"</t></si></sst>")


def zip_bomb_that_lies() -> bytes:
    """A part whose directory entry claims a thousandth of what it unpacks to."""
    head = worksheet("").encode()
    data = inflated("xl/worksheets/sheet1.xml", head, b" ", 256)
    return data.replace(struct.pack("<I", len(head) + (256 << 20)), struct.pack("<I", 400_000))


def zip_of_ten_thousand_parts() -> bytes:
    """A directory with more entries than a workbook has."""
    return package(worksheet(""), more={f"xl/media/{number}.bin": b"" for number in range(10_000)})


def entity_bomb() -> bytes:
    """A billion laughs in the sheet part."""
    return package(worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&h;</t></is></c></row>', before=_laughs()))


def entity_bomb_in_strings() -> bytes:
    """The same in the shared strings, after a comment that pushes it far from the beginning."""
    padding = "<!--" + "x" * 300_000 + "-->"
    strings = f"{padding}{_laughs()}<sst {MAIN}><si><t>&h;</t></si></sst>"
    return package(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=strings)


def entity_from_a_file() -> bytes:
    """An entity that would read a file of the server."""
    doctype = '<!DOCTYPE worksheet [<!ENTITY h SYSTEM "file:///etc/hostname">]>'
    return package(worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&h;</t></is></c></row>', before=doctype))


def entity_bomb_in_open_document() -> bytes:
    """A billion laughs in an OpenDocument sheet."""
    return open_document(_laughs() + "<office:spreadsheet>&h;</office:spreadsheet>")


def open_document_that_repeats() -> bytes:
    """One cell repeated over every row and column there is."""
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    return open_document(
        '<office:body><office:spreadsheet><table:table table:name="A">'
        f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
        "</table:table></office:spreadsheet></office:body>"
    )


def claimed_dimensions() -> bytes:
    """Sixteen thousand columns by a million rows claimed over ten cells."""
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 11))
    return package(worksheet(cells, dimension="A1:XFD1048576"))


def cells_in_far_corners() -> bytes:
    """Two real cells, in the first and the last place of the sheet."""
    far = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    return package(worksheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}'))


def far_corners_in_other_words() -> bytes:
    """The same with attributes in another order and a prefix on every element."""
    data = (
        f'<x:worksheet xmlns:x="{MAIN[7:-1]}"><x:sheetData><x:row r="1"><x:c t="n" r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="1048576"><x:c t="n" r="XFD1048576"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    return package(data)


def xls_with_far_corners() -> bytes:
    """The corners of an old sheet, many times over."""
    rows: list[list[object]] = [[1]] + [[] for _ in range(65_534)] + [[None] * 255 + [2]]
    return xls({f"S{number}": rows for number in range(3)})


def merged_over_everything() -> bytes:
    """A thousand merged ranges, each over the whole of a full sheet."""
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{letters_of(c)}{r}"><v>1</v></c>' for c in range(200)) + "</row>"
        for r in range(1, 501)
    )
    merges = "".join('<mergeCell ref="A1:XFD1048576"/>' for _ in range(1000))
    return package(worksheet(rows).replace("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"))


def truncated_zip() -> bytes:
    """The first two thirds of a workbook."""
    data = one_sheet("A", REPORT)
    return data[: len(data) * 2 // 3]


def truncated_xls() -> bytes:
    """The first half of an old workbook."""
    data = xls({"A": REPORT * 200})
    return data[: len(data) // 2]


def spoiled_checksum() -> bytes:
    """A workbook with some bytes of a part overwritten."""
    data = bytearray(one_sheet("A", [*REPORT, *[[f"Dòng {n}", "Tấn", n * 7919 % 1000] for n in range(3000)]]))
    data[4000:4040] = bytes(40)
    return bytes(data)


def password_protected() -> bytes:
    """A workbook encrypted as Office does it."""
    return compound_file({"EncryptionInfo": b"\x04\0\x04\0" + b"x" * 200, "EncryptedPackage": b"y" * 5000})


def password_protected_xls() -> bytes:
    """An old workbook with the record that says it is encrypted."""
    return xls({"A": REPORT}, extra=struct.pack("<HHHHHH", 0x002F, 6, 1, 1, 1, 0))


def password_protected_zip() -> bytes:
    """A zip whose parts are flagged as encrypted."""
    data = bytearray(one_sheet("A", REPORT))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


def renamed_pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def renamed_web_page() -> bytes:
    table = "<table><tr><td>Chỉ tiêu</td></tr></table>"
    return f"<html><head><meta charset='utf-8'></head><body>{table}</body></html>".encode()


def renamed_word_document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    return buffer.getvalue()


def renamed_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20


def renamed_xls() -> bytes:
    """An old workbook under the new ending: the bytes say what it is."""
    return xls({"A": REPORT})


def empty_file() -> bytes:
    return b""


def random_bytes() -> bytes:
    seed, out = 1, bytearray()
    for _ in range(20_000):
        seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
        out.append(seed >> 16 & 0xFF)
    return bytes(out)


def with_macros() -> bytes:
    """A workbook with a macro project: its cells are read, nothing runs."""
    return with_part(one_sheet("A", REPORT), "xl/vbaProject.bin", compound_file({"VBA": b"Sub Auto_Open()"}))


def with_external_links() -> bytes:
    """A workbook linked to another: the values saved in it are read."""
    link = f"<externalLink {MAIN}><externalBook/></externalLink>"
    return with_part(one_sheet("A", REPORT), "xl/externalLinks/externalLink1.xml", link.encode())


def numbers_that_are_none() -> bytes:
    """1e309, NaN and infinity where numbers belong."""
    rows = [row_of_texts(1, ["Chỉ tiêu", "ĐVT", "Tháng 5/2020"])]
    for number, text in enumerate(["1e309", "NaN", "-INF", "5"], start=2):
        rows.append(row_of_texts(number, [f"Dòng {number}", "Tấn"])[:-6] + f'<c r="C{number}"><v>{text}</v></c></row>')
    return package(worksheet("".join(rows)))


def control_characters() -> bytes:
    """Control characters, written out and escaped, in the names of a report."""
    rows = [row_of_texts(1, ["Chỉ tiêu", "ĐVT", "Tháng 5/2020"])]
    for number, name in enumerate(["Xi _x0001_ măng", "Đá _x0000_ vôi", "Cát"], start=2):
        rows.append(row_of_texts(number, [name, "Tấn"])[:-6] + f'<c r="C{number}"><v>{number}</v></c></row>')
    return package(worksheet("".join(rows)))


def forbidden_characters() -> bytes:
    """A character that XML does not allow, written as a reference."""
    return package(worksheet(row_of_texts(1, ["Chỉ &#1; tiêu", "Tháng 5/2020"])))


def nul_bytes_in_csv() -> bytes:
    return b"Ch\xe1\xbb\x89 ti\xc3\xaau,K\xe1\xbb\xb3,Gi\xc3\xa1 tr\xe1\xbb\x8b\nXi\x00 m\xc4\x83ng,2020-05,1\n"


def control_characters_in_csv() -> bytes:
    return delimited([["Chỉ tiêu", "Kỳ", "Giá trị"], ["Xi\x01 măng", "2020-05", 1], ["Đá", "2020-05", 2]])


def endless_cells() -> bytes:
    """Cells of ten thousand characters as name and as figure."""
    long = "dài " * 2500
    return one_sheet("A", [*REPORT, [long, "Tấn", 5], ["Đá", "m3", long]])


def three_hundred_sheets() -> bytes:
    return xlsx({f"Trang {number}": (REPORT, SheetLook()) for number in range(300)})


def over_the_size() -> bytes:
    """A byte more than the limit."""
    return b"a;b\n" * (26 << 20)


def one_endless_line() -> bytes:
    """A csv of a million fields in a line."""
    return b"1," * 1_000_000


def one_endless_quote() -> bytes:
    """A csv whose first quote never ends."""
    return b'"' + b"a,b\n" * 1_000_000


def deep_elements() -> bytes:
    """Elements nested a hundred thousand deep."""
    return package(worksheet("<row>" * 100_000 + "</row>" * 100_000))


def strings_that_are_counted_wrong() -> bytes:
    """A shared string that does not exist."""
    return package(worksheet('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'), strings=f"<sst {MAIN}/>")


def table_of_strings_that_lies() -> bytes:
    """An old workbook that claims two billion shared texts."""
    return xls({"A": REPORT}, extra=struct.pack("<HHII", 0x00FC, 8, 0x7FFFFFFF, 0x7FFFFFFF))


def brackets_without_end() -> bytes:
    """Names made to slow a pattern down."""
    names = ["(" * 3900, "a " * 1900 + "(", "- " * 1900, "1." * 1900, "so voi " * 500, "tháng 5 và " * 340]
    rows = [["BIỂU " + "(x " * 1200], ["Chỉ tiêu " + ", a" * 1200, "ĐVT", "Tháng 5/2020 " + "so với " * 500]]
    return one_sheet("A", [*rows, *[[name, "Tấn", n] for n, name in enumerate(names * 5, start=1)]])


def a_million_loose_numbers() -> bytes:
    """A great sheet of numbers that is neither tidy nor a report."""
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{letters_of(c)}{r}"><v>{r + c}</v></c>' for c in range(25)) + "</row>"
        for r in range(1, 40_001)
    )
    return package(worksheet(rows))


def _laughs() -> str:
    lines = ['<!DOCTYPE l [<!ENTITY a "ha">']
    for name, before in zip("bcdefgh", "abcdefg", strict=True):
        lines.append(f'<!ENTITY {name} "{f"&{before};" * 10}">')
    return "".join(lines) + "]>"
