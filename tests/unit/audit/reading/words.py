"""Small Word files for the tests of reading: bodies written as XML, with what Word files hold around them."""

import io
from xml.sax.saxutils import escape
from zipfile import ZipFile

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.reading import read_report

_SPACES = (
    nsdecls("w", "wp", "a", "r")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word(*blocks: str, notes: tuple[str, ...] = ()) -> bytes:
    """A .docx with these blocks of XML; a block that is no XML is a paragraph of that text. Notes have ids 11, 12 …"""
    document = docx.Document()
    body = document.element.body
    body[:] = [child for child in body if child.tag == qn("w:sectPr")]
    for block in blocks:
        xml = block if block.startswith("<") else p(r(block))
        for element in parse_xml(f"<w:body {_SPACES}>{xml}</w:body>"):
            body.insert(len(body) - 1, element)
    if notes:
        texts = "".join(f'<w:footnote w:id="{11 + n}">{p(r(note))}</w:footnote>' for n, note in enumerate(notes))
        blob = f"<w:footnotes {nsdecls('w')}>{texts}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RT.FOOTNOTES)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(*blocks: str, notes: tuple[str, ...] = ()) -> Document:
    """What is read from such a file."""
    return read_report(word(*blocks, notes=notes), "thu.docx")


def texts(document: Document) -> list[str]:
    """The text of each paragraph of the body and of tables."""
    return [passage.text for passage in document.passages]


def p(content: str, properties: str = "") -> str:
    """A paragraph of XML content."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{wrapped}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def mark(identifier: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{identifier}"/></w:r>'


def sdt(content: str, tag: str = "", alias: str = "") -> str:
    """A content control."""
    names = (f'<w:alias w:val="{alias}"/>' if alias else "") + (f'<w:tag w:val="{tag}"/>' if tag else "")
    return f"<w:sdt><w:sdtPr>{names}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str) -> str:
    """A field as Word writes it, over five runs."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{r(result)}{end}"


def tc(*paragraphs: str, properties: str = "") -> str:
    """A cell."""
    content = "".join(each if each.startswith("<") else p(r(each)) for each in paragraphs) or p("")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no XML is one of that text."""
    content = "".join(each if each.startswith("<w:tc") else tc(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{content}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A run with a text box, drawn twice as Word does it for older versions."""
    content = "".join(p(r(text)) for text in paragraphs)
    drawing = f"<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{content}"
    drawing += "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def repacked(data: bytes, name: str, change: bytes | None) -> bytes:
    """The package with one part put in the place of another, or without it."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(file, "w") as target:
        for each in source.namelist():
            if each != name:
                target.writestr(each, source.read(each))
        if change is not None:
            target.writestr(name, change)
    return file.getvalue()
