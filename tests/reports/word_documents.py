"""Word documents for tests: the parts that Word writes, each test with what it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# As the Vietnamese Word names them: the ids are its own, the names are the same in every language.
STYLES = {
    **{"Tiu": "Title", "Tiuph": "Subtitle", "u1": "heading 1", "u2": "heading 2", "u3": "heading 3"},
    **{"Chuthich": "caption", "VnbanCcchu": "footnote text", "Trichdan": "Quote"},
}

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(text: str = "", *, style: str = "", runs: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, *, ordered: bool = False, level: int = 0) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{2 if ordered else 1}"/></w:numPr>'
    return paragraph(text, properties=numbering)


def table(*rows: tuple[str, ...], head: bool = True) -> str:
    written = ""
    for number, cells in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if head and number == 0 else ""
        written += f"<w:tr>{mark}{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def image(relation: str, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def link(relation: str, text: str) -> str:
    return f'<w:hyperlink r:id="{relation}">{run(text)}</w:hyperlink>'


def footnote_mark(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def word_file(
    body: str,
    *,
    images: Mapping[str, bytes] = {},
    links: Mapping[str, str] = {},
    footnotes: Mapping[int, str] = {},
    parts: Mapping[str, bytes | str] = {},
) -> bytes:
    """A .docx; images by relation id, named by what they are; `parts` are added or replace what is there."""
    relations = [("styles", "rIdStyles", "styles.xml", ""), ("numbering", "rIdNumbers", "numbering.xml", "")]
    files: dict[str, bytes | str] = {}
    for relation, data in images.items():
        ending = "png" if data.startswith(b"\x89PNG") else "emf"
        files[f"word/media/{relation}.{ending}"] = data
        relations.append(("image", relation, f"media/{relation}.{ending}", ""))
    relations += [("hyperlink", relation, target, ' TargetMode="External"') for relation, target in links.items()]
    if footnotes:
        notes = "".join(
            f'<w:footnote w:id="{number}">{paragraph(text, style="VnbanCcchu")}</w:footnote>'
            for number, text in footnotes.items()
        )
        files["word/footnotes.xml"] = f"{HEAD}<w:footnotes {SPACES}>{notes}</w:footnotes>"
        relations.append(("footnotes", "rIdNotes", "footnotes.xml", ""))
    written = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
        for kind, key, target, mode in relations
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files |= {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": f'{HEAD}<Relationships {space}><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{HEAD}<Relationships {space}>{written}</Relationships>",
        "word/styles.xml": f"{HEAD}<w:styles {SPACES}>{_styles()}</w:styles>",
        "word/numbering.xml": f"{HEAD}<w:numbering {SPACES}>{_numbering()}</w:numbering>",
        "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **parts,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _styles() -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )


def _numbering() -> str:
    kinds = {1: "bullet", 2: "decimal"}
    written = ""
    for number, kind in kinds.items():
        levels = "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/></w:lvl>' for n in range(3))
        written += f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    uses = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in kinds)
    return written + uses
