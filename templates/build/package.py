"""The parts around a document's body, and all of them packed: the same bytes each time, whatever packs them."""

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from templates.build.base import R, W, styles_xml

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE = (1980, 1, 1, 0, 0, 0)

_HEADER = (
    f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
_SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
_FONTS = (
    f'<w:fonts xmlns:w="{W}"><w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/>'
    '<w:charset w:val="A3"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)


def _theme() -> str:
    """Black on white in Times New Roman: what charts and shapes fall back on."""
    colours = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "1F3864",
        "lt2": "E7E6E6",
        "hlink": "000000",
        "folHlink": "000000",
    }
    accents = {f"accent{n}": c for n, c in enumerate(("1F3864", "9A9A9A", "595959", "8EA9DB", "BFBFBF", "404040"), 1)}
    order = ("dk1", "lt1", "dk2", "lt2", *accents, "hlink", "folHlink")
    listed = "".join(f'<a:{name}><a:srgbClr val="{(colours | accents)[name]}"/></a:{name}>' for name in order)
    font = '<a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Khuyến học"><a:themeElements>'
        f'<a:clrScheme name="Khuyến học">{listed}</a:clrScheme>'
        f'<a:fontScheme name="Khuyến học"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Khuyến học"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _core(title: str) -> str:
    """The document's properties; the office that sends it is its author."""
    properties = f"<dc:title>{escape(title)}</dc:title><dc:creator>{{{{ hoi.ten }}}}</dc:creator>"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{properties}<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def package(blocks: Iterable[str], title: str) -> bytes:
    """The bytes of a .docx whose body holds these blocks."""
    word = f"{_OFFICE}.wordprocessingml"
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(blocks)}</w:body></w:document>'
    # path, content type, kind of relationship, text; the header is rId1, as the first section says
    beside = (
        ("header1.xml", f"{word}.header+xml", "header", _HEADER),
        ("styles.xml", f"{word}.styles+xml", "styles", styles_xml()),
        ("settings.xml", f"{word}.settings+xml", "settings", _SETTINGS),
        ("fontTable.xml", f"{word}.fontTable+xml", "fontTable", _FONTS),
        ("theme/theme1.xml", f"{_OFFICE}.theme+xml", "theme", _theme()),
    )
    core_type = "application/vnd.openxmlformats-package.core-properties+xml"
    types = {f"/word/{path}": kind for path, kind, _, _ in beside}
    types |= {"/word/document.xml": f"{word}.document.main+xml", "/docProps/core.xml": core_type}
    root = (
        (f"{R}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )
    return _zip(
        {
            "[Content_Types].xml": _content_types(types),
            "_rels/.rels": _relationships(root),
            "docProps/core.xml": _core(title),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": _relationships((f"{R}/{kind}", path) for path, _, kind, _ in beside),
            **{f"word/{path}": text for path, _, _, text in beside},
        }
    )


def _content_types(overrides: dict[str, str]) -> str:
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _zip(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:  # stored: compressors differ from machine to machine
        for name, text in parts.items():
            entry = ZipInfo(name, _MADE)
            entry.create_system = 0
            archive.writestr(entry, f"{_XML}{text}".encode())
    return file.getvalue()
