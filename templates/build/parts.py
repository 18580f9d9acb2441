"""The pieces every report is put together from: paragraphs, letterhead, signature, appendices; each a block of XML.

Text may hold tags of the template engine. A tag that repeats or drops whole paragraphs or table rows (`{%p … %}`,
`{%tr … %}`) stands alone in its paragraph or row.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from khuyenhoc_cli.forms.narrative import SECTIONS
from khuyenhoc_cli.report.appendices import NAME_MM, NUMBER_MM, WIDTH_MM, Appendix, Table
from templates.build.base import MARGINS_MM, PAGE_MM, section_properties, twips

TEXT_MM = PAGE_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]
ISSUER_MM = 72
MOTTO_MM = 56  # "Độc lập - Tự do - Hạnh phúc" in 13 point bold Times New Roman
ISSUER_RULE_MM = 26  # between a third and a half of an issuer's name
TITLE_RULE_MM = 40
SIGNATURE_MM = 78
ROOMY_COLUMNS = 12
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")


# Paragraphs


def run(text: str, properties: str = "") -> str:
    """A run; a new line in the text is a line break."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{lines}</w:r>"


def paragraph(text: str, style: str = "BodyText", *, layout: str = "", look: str = "") -> str:
    """A paragraph in a style; `layout` and `look` add paragraph and run properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{run(text, look) if text else ""}</w:p>'


def only_if(condition: str, *blocks: str) -> Iterator[str]:
    """The blocks, printed only where the template engine finds the condition true."""
    yield paragraph(f"{{%p if {condition} %}}")
    yield from blocks
    yield paragraph("{%p endif %}")


def for_each(name: str, values: str, *blocks: str) -> Iterator[str]:
    """The blocks, printed once per value."""
    yield paragraph(f"{{%p for {name} in {values} %}}")
    yield from blocks
    yield paragraph("{%p endfor %}")


def also(tag: str, before: str = ", ", after: str = "") -> str:
    """A phrase with what joins it to the sentence, or nothing at all where the phrase is empty."""
    return f"{{% if {tag} %}}{before}{{{{ {tag} }}}}{after}{{% endif %}}"


def rate(key: str, before: str, after: str = " so với {{ KEY.so_voi }}") -> str:
    """A ratio whose numerator has just been said, with what joins it to the sentence, and what it is a share of.

    Nothing where it has no value.
    """
    shown = f"{{{{ {key}.so }}}}{after.replace('KEY', key)}{{{{ {key}.pham_vi_rieng }}}}"
    return f"{{% if {key}.co %}}{before}{shown}{{% endif %}}"


def counted(key: str, unit: str) -> str:
    """An indicator with its unit, what it lacks, and its change: "05 ban, tăng 02 ban so với cùng kỳ năm 2023"."""
    return f"{{{{ {key}.so_02 }}}} {unit}{{{{ {key}.pham_vi }}}}" + also(f"{key}.tang_giam")


def parts_of(total: str, before: str) -> str:
    """The parts of a total: "; gồm 2.203 chi hội thôn; 947 chi hội trường học", or nothing where none is known."""
    items = "{% for phan in PARTS %}{{ phan.so }} {{ phan.ten }}{{ phan.pham_vi }}{% if not loop.last %}; {% endif %}{% endfor %}"
    return f"{{% if PARTS %}}{before}{items}{{% endif %}}".replace("PARTS", f"co_cau.{total}")


def capitals(text: str) -> str:
    """The text in capitals, its tags told to print in capitals too."""
    pieces = _TAG.split(text)
    return "".join(p.replace(" }}", " | upper }}") if index % 2 else p.upper() for index, p in enumerate(pieces))


def part(number: str, title: str) -> str:
    """ "Phần thứ nhất" with its title in capitals below."""
    return paragraph(f"{number}\n{capitals(title)}", "Heading1")


def section(title: str) -> str:
    """ "I. ĐẶC ĐIỂM TÌNH HÌNH"."""
    return paragraph(capitals(title), "Heading2")


def item(title: str) -> str:
    """ "1. Công tác tham mưu"."""
    return paragraph(title, "Heading3")


def point(title: str) -> str:
    """ "a) Tổ chức hội"."""
    return paragraph(title, "Heading4")


def own_words(key: str) -> Iterator[str]:
    """The officer's paragraphs of a section; where there are none, what to write there, in brackets."""
    prompt = next(section.prompt for section in SECTIONS if section.key == key)
    yield from for_each("doan", f"van_ban.{key}", paragraph("{{ doan }}"))
    asked = prompt[:1].lower() + prompt[1:].rstrip(".")
    yield from only_if(f"not van_ban.{key}", paragraph(f"[Đơn vị bổ sung: {asked}.]", "Placeholder"))


def closing(text: str) -> str:
    """The last paragraph, which stays on the page of the signature."""
    return paragraph(text, layout="<w:keepNext/><w:keepLines/>")


def chart(tag: str) -> Iterator[str]:
    """A chart alone in its paragraph, where there is one."""
    yield from only_if(tag, paragraph(f"{{{{ {tag} }}}}", "Chart"))


# Letterhead, title, signature


def letterhead(subject: str = "") -> str:
    """Issuer and number on the left, the state's name, motto, place and date on the right.

    A letter has no title of its own: its `subject` ("V/v …") stands below the number.
    """
    right = TEXT_MM - ISSUER_MM
    issuer = (
        paragraph("{{ hoi.cap_tren | upper }}", "Letterhead", look=_size(12))
        + paragraph("{{ hoi.ten | upper }}", "Letterhead", look="<w:b/><w:bCs/>" + _size(12))
        + _rule(ISSUER_RULE_MM, ISSUER_MM)
    )
    state = (
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Letterhead", look="<w:b/><w:bCs/>" + _size(12))
        + paragraph("Độc lập - Tự do - Hạnh phúc", "Letterhead", look="<w:b/><w:bCs/>")
        + _rule(MOTTO_MM, right)
    )
    spaced = '<w:spacing w:before="120"/>'
    number = paragraph("Số: {{ hoi.so }}/{{ hoi.ky_hieu }}", "Letterhead", layout=spaced)
    if subject:
        number += paragraph(subject, "Letterhead", look=_size(12))
    issued = paragraph("{{ hoi.dia_danh }}, {{ hoi.ngay }}", "Letterhead", layout=spaced, look="<w:i/><w:iCs/>")
    rows = _row(_cell(issuer, ISSUER_MM), _cell(state, right)) + _row(_cell(number, ISSUER_MM), _cell(issued, right))
    return _table((ISSUER_MM, right), rows, style="TableNormal")


def title(summary: str) -> Iterator[str]:
    """ "BÁO CÁO", what it is about, and whom it is sent to."""
    yield paragraph("BÁO CÁO", "Title")
    yield paragraph(summary, "Subtitle")
    yield _rule(TITLE_RULE_MM, TEXT_MM)
    one = paragraph("Kính gửi: {{ hoi.kinh_gui[0] }}", "Centred", layout='<w:spacing w:before="240" w:after="120"/>')
    yield from only_if("hoi.kinh_gui | length == 1", one)
    indent = f'<w:ind w:left="{twips(35)}" w:firstLine="0"/>'
    address = paragraph("Kính gửi:", layout=f'<w:spacing w:before="240"/>{indent}')
    addressee = paragraph("- {{ noi }}{{ '.' if loop.last else ';' }}", layout=f'<w:spacing w:before="0"/>{indent}')
    several = (address, *for_each("noi", "hoi.kinh_gui", addressee))
    yield from only_if("hoi.kinh_gui | length > 1", *several)


def signature() -> str:
    """Recipients on the left, the signature on the right, kept together."""
    left = TEXT_MM - SIGNATURE_MM
    recipients = paragraph("Nơi nhận:", "Recipients", look="<w:b/><w:bCs/><w:i/><w:iCs/>" + _size(12)) + "".join(
        for_each("noi", "hoi.noi_nhan", paragraph("{{ noi }}", "Recipients"))
    )
    bold = "<w:b/><w:bCs/>"
    signed = (
        paragraph("{{ hoi.thay_mat | upper }}", "Centred", look=bold)
        + paragraph("{{ hoi.chuc_vu | upper }}", "Centred", look=bold)
        + paragraph("{{ hoi.nguoi_ky }}", "Centred", layout='<w:spacing w:before="1500"/>', look=bold)
    )
    before = paragraph("", "Rule", layout='<w:keepNext/><w:spacing w:before="240"/>')
    return before + _table(
        (left, SIGNATURE_MM), _row(_cell(recipients, left), _cell(signed, SIGNATURE_MM)), style="TableNormal"
    )


# Letters


def faults_table(columns: Iterable[tuple[str, float]], rows: str) -> str:
    """A table of text in 12 point: `columns` are headings with their widths; `rows` names a list of lists of texts."""
    listed, look = tuple(columns), _size(12)
    widths = tuple(mm for _, mm in listed)
    heading = _row(*(_cell(paragraph(text, "TableHeading", look=look), mm) for text, mm in listed), heading=True)
    cells = (_cell(paragraph(f"{{{{ hang[{i}] }}}}", "TableText", look=look), mm) for i, mm in enumerate(widths))
    repeated = _control_row(f"{{%tr for hang in {rows} %}}", widths) + _row(*cells)
    return _table(widths, heading + repeated + _control_row("{%tr endfor %}", widths), style="TableGrid")


# Appendices


def appendices(listed: Iterable[Appendix]) -> Iterator[str]:
    """A landscape section per appendix, pages numbered anew; it begins with the end of the section before it."""
    properties = section_properties()
    for appendix in listed:
        yield f'<w:p><w:pPr><w:pStyle w:val="Rule"/>{properties}</w:pPr></w:p>'
        yield from _appendix(appendix)
        properties = section_properties(landscape=True, restart=True)
    yield properties


def _appendix(appendix: Appendix) -> Iterator[str]:
    heading = f"Phụ lục {appendix.number}\n{appendix.title.upper()}"
    yield paragraph(heading, "Heading1", layout='<w:spacing w:before="0" w:after="0"/>')
    sent_with = "(Kèm theo Báo cáo số {{ hoi.so }}/{{ hoi.ky_hieu }} {{ hoi.ngay }} của {{ hoi.ten }})"
    yield paragraph(sent_with, "Centred", look="<w:i/><w:iCs/>")
    numbered = len(appendix.tables) > 1
    for number, table in enumerate(appendix.tables, 1):
        if numbered:
            layout = (
                "<w:keepNext/><w:pageBreakBefore/>" if number > 1 else "<w:keepNext/>"
            ) + '<w:spacing w:before="120"/>'
            yield paragraph(f"Bảng {number}. {table.title}", "Centred", layout=layout, look="<w:b/><w:bCs/>")
        yield paragraph(table.measures, "TableNote")
        yield _figures_table(table)


def _figures_table(table: Table) -> str:
    columns = len(tuple(table.columns))
    width = (WIDTH_MM - NUMBER_MM - NAME_MM) / columns
    widths = (NUMBER_MM, NAME_MM, *([width] * columns))
    small = columns > ROOMY_COLUMNS
    heading, text = ("TableHeadingSmall", "TableTextSmall") if small else ("TableHeading", "TableText")
    tag = f"bang.{table.key}"
    comparison = (
        _control_row("{%tr if ky.co_so_sanh %}", widths),
        _figure_row("", "{{ ky.cung_ky | capitalize }}", f"{tag}.cung_ky", widths, text),
        _figure_row("", "Tăng (+), giảm (-)", f"{tag}.tang_giam", widths, text),
        _control_row("{%tr endif %}", widths),
    )
    rows = (
        *_heading_rows(table, width, heading),
        _control_row(f"{{%tr for hang in {tag}.don_vi %}}", widths),
        _figure_row("{{ hang.tt }}", "{{ hang.ten }}", "hang.o", widths, text),
        _control_row("{%tr endfor %}", widths),
        _figure_row("", "{{ dia_ban.Toan | upper }}", f"{tag}.tong", widths, text, look="<w:b/><w:bCs/>"),
        *comparison,
    )
    return _table(widths, "".join(rows), style="TableGrid")


def _heading_rows(table: Table, width: float, style: str) -> tuple[str, str]:
    def head(text: str, mm: float, span: int = 1, merge: str = "") -> str:
        return _cell(paragraph(text, style), mm, span=span, merge=merge, middle=True)

    first = [head("TT", NUMBER_MM, merge="restart"), head("Đơn vị", NAME_MM, merge="restart")]
    second = [head("", NUMBER_MM, merge="continue"), head("", NAME_MM, merge="continue")]
    for group in table.groups:
        alone = not group.columns[0].heading
        first.append(head(group.heading, width * len(group.columns), len(group.columns), "restart" if alone else ""))
        second += [head(column.heading, width, merge="continue" if alone else "") for column in group.columns]
    return _row(*first, heading=True), _row(*second, heading=True)


def _figure_row(number: str, name: str, cells: str, widths: tuple[float, ...], style: str, *, look: str = "") -> str:
    def shown(text: str, mm: float, side: str) -> str:
        return _cell(paragraph(text, style, layout=f'<w:jc w:val="{side}"/>', look=look), mm, middle=True)

    figures = (shown(f"{{{{ {cells}[{i}] }}}}", mm, "right") for i, mm in enumerate(widths[2:]))
    return _row(shown(number, widths[0], "center"), shown(name, widths[1], "left"), *figures)


def _control_row(tag: str, widths: tuple[float, ...]) -> str:
    return _row(_cell(paragraph(tag, "TableText"), sum(widths), span=len(widths)))


# Tables


def _table(widths: Iterable[float], rows: str, *, style: str) -> str:
    mm = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in mm)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(mm))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(*cells: str, heading: bool = False) -> str:
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, mm: float, *, span: int = 1, merge: str = "", middle: bool = False) -> str:
    properties = (
        f'<w:tcW w:w="{twips(mm)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + ('<w:vAlign w:val="center"/>' if middle else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _rule(length_mm: float, within_mm: float) -> str:
    """A drawn line of this length, centred."""
    side = twips((within_mm - length_mm) / 2)
    line = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return paragraph("", "Rule", layout=f'{line}<w:ind w:left="{side}" w:right="{side}"/>')


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
