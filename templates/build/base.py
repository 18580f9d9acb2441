"""The base document: styles and page by Nghị định 30/2020/NĐ-CP, Phụ lục I, with nothing it does not need.

Written as WordprocessingML by hand, since python-docx's own default document brings a theme, forty styles and two
schema errors along. Sizes: half points in `w:sz`, twentieths of a point elsewhere.
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PAGE_MM = (210, 297)
MARGINS_MM = {"top": 20, "right": 15, "bottom": 20, "left": 30}
FIRST_LINE = 720  # 1,27 cm


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def section_properties(*, landscape: bool = False, restart: bool = False) -> str:
    """A section's page: A4, the decree's margins, the number at the top of every page but the first."""
    width, height = reversed(PAGE_MM) if landscape else PAGE_MM
    margins = " ".join(f'w:{side}="{twips(mm)}"' for side, mm in MARGINS_MM.items())
    orientation = ' w:orient="landscape"' if landscape else ""
    start = ' w:start="1"' if restart else ""
    header = "" if restart else '<w:headerReference w:type="default" r:id="rId1"/>'
    return (
        f'<w:sectPr>{header}<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orientation}/>'
        f'<w:pgMar {margins} w:header="{twips(10)}" w:footer="{twips(10)}" w:gutter="0"/>'
        f"<w:pgNumType{start}/><w:titlePg/></w:sectPr>"
    )


def _style(
    style_id: str, name: str, paragraph: str = "", run: str = "", *, based: str = "Normal", then: str = ""
) -> str:
    following = f'<w:next w:val="{then}"/>' if then else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def size(points: float) -> str:
    """The run properties of a font size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _heading(level: int, paragraph: str, run: str) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(
        f"Heading{level}", f"heading {level}", f"<w:keepNext/><w:keepLines/>{paragraph}{outline}", run, then="BodyText"
    )


def _contents_line(level: int) -> str:
    """A line of the table of contents: its page at the right margin, behind dots."""
    text_mm = PAGE_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(text_mm)}"/></w:tabs>'
    indent = f'<w:ind w:left="{twips(6 * (level - 1))}" w:right="{twips(10)}"/>'
    return _style(f"TOC{level}", f"toc {level}", f'{tab}<w:spacing w:before="60" w:after="0"/>{indent}')


_BOLD, _ITALIC, _CAPS = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>", "<w:caps/>"
_CENTRED, _JUSTIFIED = '<w:jc w:val="center"/>', '<w:jc w:val="both"/>'
_INDENT = f'<w:ind w:firstLine="{FIRST_LINE}"/>'
_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_BODY_SPACING = '<w:spacing w:before="120" w:after="0" w:line="276" w:lineRule="auto"/>'
_TABLE_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

STYLES = (
    _style("BodyText", "Body Text", _BODY_SPACING + _INDENT + _JUSTIFIED),
    _style("Placeholder", "Phần bổ sung", "", _ITALIC, based="BodyText"),
    _heading(1, f'<w:spacing w:before="360" w:after="120"/>{_CENTRED}', _BOLD),
    _heading(2, '<w:spacing w:before="240" w:after="0"/>' + _INDENT + _JUSTIFIED, _BOLD),
    _heading(3, '<w:spacing w:before="160" w:after="0"/>' + _INDENT + _JUSTIFIED, _BOLD),
    _heading(4, '<w:spacing w:before="120" w:after="0"/>' + _INDENT + _JUSTIFIED, ""),
    _style("Title", "Title", f'<w:keepNext/><w:spacing w:before="360" w:after="0"/>{_CENTRED}', _BOLD, then="Subtitle"),
    _style("Subtitle", "Subtitle", f"<w:keepNext/>{_CENTRED}", _BOLD, then="BodyText"),
    _style("Centred", "Canh giữa", _CENTRED),
    _style("Letterhead", "Tiêu đề văn bản", _CENTRED, size(13)),
    _style("Rule", "Đường kẻ", '<w:spacing w:before="80" w:after="0" w:line="80" w:lineRule="exact"/>', size(2)),
    _style("Caption", "caption", f'<w:keepNext/><w:spacing w:before="200" w:after="60"/>{_CENTRED}', _BOLD + size(13)),
    _style("Chart", "Biểu đồ", f'<w:keepLines/><w:spacing w:before="240" w:after="120"/>{_CENTRED}'),
    _style("TableText", "Nội dung bảng", '<w:spacing w:before="40" w:after="40"/>', size(10)),
    _style(
        "TableHeading", "Đầu bảng", f'<w:keepNext/><w:spacing w:before="40" w:after="40"/>{_CENTRED}', _BOLD + size(10)
    ),
    _style("BodyTableText", "Nội dung bảng trong bài", "", size(12), based="TableText"),
    _style("BodyTableHeading", "Đầu bảng trong bài", "", size(12), based="TableHeading"),
    _style("TableTextSmall", "Nội dung bảng rộng", "", size(9), based="TableText"),
    _style("TableHeadingSmall", "Đầu bảng rộng", "", size(9), based="TableHeading"),
    _style(
        "TableNote",
        "Đơn vị tính",
        '<w:keepNext/><w:spacing w:before="60" w:after="60"/><w:jc w:val="right"/>',
        _ITALIC + size(12),
    ),
    _style("Recipients", "Nơi nhận", "", size(11)),
    *(_contents_line(level) for level in (1, 2)),
    _style("Header", "header", _CENTRED),
    _style("FootnoteText", "footnote text", _JUSTIFIED, size(10)),
)


def styles_xml() -> str:
    """The styles part: Times New Roman 14, Vietnamese, black, single spacing, no widows; then the styles."""
    fonts = " ".join(f'w:{script}="Times New Roman"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults>'
        f'<w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:color w:val="000000"/>{size(14)}'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr><w:widowControl/>{_TIGHT}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:rPr><w:rFonts {fonts}/>{size(14)}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{_TABLE_RULES}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        f"{''.join(STYLES)}</w:styles>"
    )
