"""The pieces every report is put together from: paragraphs, letterhead, signature, appendices; each a block of XML.

Text may hold tags of the template engine. A tag that repeats or drops whole paragraphs or table rows (`{%p … %}`,
`{%tr … %}`) stands alone in its paragraph or row.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from templates.build.base import MARGINS_MM, PAGE_MM, size, twips
from templates.build.tables import cell, row, table

TEXT_MM = PAGE_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]
ISSUER_MM = 72
MOTTO_MM = 56  # "Độc lập - Tự do - Hạnh phúc" in 13 point bold Times New Roman
ISSUER_RULE_MM = 26  # between a third and a half of an issuer's name
TITLE_RULE_MM = 40
SIGNATURE_MM = 78
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


def changed(key: str, before: str = ", ", after: str = "", *, phrase: str = "tang_giam") -> str:
    """A figure's change with what joins it to the sentence, and the note where the year before is re-based."""
    return also(f"{key}.{phrase}", before, f"{{{{ {key}.quy_doi }}}}{after}")


def of_units(key: str) -> str:
    """In how many of the units below: "14/15 huyện, thị xã"."""
    return f"{{{{ {key}.so }}}} {{{{ dia_ban.cac_don_vi }}}}{{{{ {key}.pham_vi }}}}"


def told(key: str, unit: str) -> str:
    """An indicator with its unit and what it lacks: "05 ban (14/15 đơn vị)"."""
    return f"{{{{ {key}.so_02 }}}} {unit}{{{{ {key}.pham_vi }}}}"


def rate(key: str, before: str, after: str = " so với {{ KEY.so_voi }}") -> str:
    """A ratio whose numerator has just been said, with what joins it to the sentence, and what it is a share of.

    Nothing where it has no value.
    """
    shown = f"{{{{ {key}.so }}}}{after.replace('KEY', key)}{{{{ {key}.pham_vi_rieng }}}}"
    return f"{{% if {key}.co %}}{before}{shown}{{% endif %}}"


def counted(key: str, unit: str) -> str:
    """An indicator with its unit, what it lacks, and its change: "05 ban, tăng 02 ban so với cùng kỳ năm 2023"."""
    return told(key, unit) + changed(key)


def levels_of(key: str, unit: str = "") -> str:
    """How a total falls on the territories and on what is attached: ", trong đó …"; nothing where it does not."""
    shown = f"{{{{ {key}.%s }}}}" + (f" {unit}" if unit else "")
    return (
        f"{{% if {key}.truc_thuoc %}}; trong đó các {{{{ dia_ban.cac_don_vi }}}} {shown % 'dia_phuong'}, khối trực "
        f"thuộc {shown % 'truc_thuoc'}{{% endif %}}"
    )


def unless_none(key: str, text: str, none: str) -> str:
    """The text; what is said instead where the total is known to be zero."""
    return f"{{% if {key}.biet and not {key}.co %}}{none}{{{{ {key}.pham_vi }}}}{{% else %}}{text}{{% endif %}}"


def parts_of(total: str, before: str, *, shares: bool = False) -> str:
    """The parts of a total: "; gồm 2.203 chi hội thôn; 947 chi hội trường học", or nothing where none is known.

    With `shares` each says what share of the total it is, as far as the forms have that ratio: "(29,35%)".
    """
    each = "{{ phan.so }} {{ phan.ten }}{{ phan.pham_vi }}" + (also("phan.ty_le", " (", ")") if shares else "")
    items = f"{{% for phan in PARTS %}}{each}{{% if not loop.last %}}; {{% endif %}}{{% endfor %}}"
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
    prompt = next(section.prompt for section in REPORT_SECTIONS if section.key == key)
    yield from for_each("doan", f"van_ban.{key}", paragraph("{{ doan }}"))
    asked = prompt[:1].lower() + prompt[1:].rstrip(".")
    yield from only_if(f"not van_ban.{key}", paragraph(f"[Đơn vị bổ sung: {asked}.]", "Placeholder"))


def closing(text: str) -> str:
    """The last paragraph, which stays on the page of the signature."""
    return paragraph(text, layout="<w:keepNext/><w:keepLines/>")


def chart(tag: str) -> Iterator[str]:
    """A chart alone in its paragraph, where there is one."""
    yield from only_if(tag, paragraph(f"{{{{ {tag} }}}}", "Chart"))


def contents() -> Iterator[str]:
    """The table of contents; what follows begins on a new page."""
    yield paragraph(
        "MỤC LỤC", "Centred", layout='<w:keepNext/><w:spacing w:before="360" w:after="120"/>', look="<w:b/>"
    )
    yield paragraph("{{ muc_luc }}", "TOC1")
    yield paragraph("", "Rule", layout="<w:pageBreakBefore/>")


# Letterhead, title, signature


def letterhead(subject: str = "") -> str:
    """Issuer and number on the left, the state's name, motto, place and date on the right.

    A letter has no title of its own: its `subject` ("V/v …") stands below the number.
    """
    right = TEXT_MM - ISSUER_MM
    issuer = (
        paragraph("{{ hoi.cap_tren | upper }}", "Letterhead", look=size(12))
        + paragraph("{{ hoi.ten | upper }}", "Letterhead", look="<w:b/><w:bCs/>" + size(12))
        + rule(ISSUER_RULE_MM, ISSUER_MM)
    )
    state = (
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Letterhead", look="<w:b/><w:bCs/>" + size(12))
        + paragraph("Độc lập - Tự do - Hạnh phúc", "Letterhead", look="<w:b/><w:bCs/>")
        + rule(MOTTO_MM, right)
    )
    spaced = '<w:spacing w:before="120"/>'
    number = paragraph("Số: {{ hoi.so }}/{{ hoi.ky_hieu }}", "Letterhead", layout=spaced)
    if subject:
        number += paragraph(subject, "Letterhead", look=size(12))
    issued = paragraph("{{ hoi.dia_danh }}, {{ hoi.ngay }}", "Letterhead", layout=spaced, look="<w:i/><w:iCs/>")
    rows = row(cell(issuer, ISSUER_MM), cell(state, right)) + row(cell(number, ISSUER_MM), cell(issued, right))
    return table((ISSUER_MM, right), rows, style="TableNormal")


def title(summary: str) -> Iterator[str]:
    """ "BÁO CÁO", what it is about, and whom it is sent to."""
    yield paragraph("BÁO CÁO", "Title")
    yield paragraph(summary, "Subtitle")
    yield rule(TITLE_RULE_MM, TEXT_MM)
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
    recipients = paragraph("Nơi nhận:", "Recipients", look="<w:b/><w:bCs/><w:i/><w:iCs/>" + size(12)) + "".join(
        for_each("noi", "hoi.noi_nhan", paragraph("{{ noi }}", "Recipients"))
    )
    bold = "<w:b/><w:bCs/>"
    signed = (
        paragraph("{{ hoi.thay_mat | upper }}", "Centred", look=bold)
        + paragraph("{{ hoi.chuc_vu | upper }}", "Centred", look=bold)
        + paragraph("{{ hoi.nguoi_ky }}", "Centred", layout='<w:spacing w:before="1500"/>', look=bold)
    )
    before = paragraph("", "Rule", layout='<w:keepNext/><w:spacing w:before="240"/>')
    return before + table(
        (left, SIGNATURE_MM), row(cell(recipients, left), cell(signed, SIGNATURE_MM)), style="TableNormal"
    )


# Letters, tables


def control_row(tag: str, widths: tuple[float, ...]) -> str:
    """A row that holds a tag for whole rows, and is gone from the finished table."""
    return row(cell(paragraph(tag, "TableText"), sum(widths), span=len(widths)))


def faults_table(columns: Iterable[tuple[str, float]], rows: str) -> str:
    """A table of text in 12 point: `columns` are headings with their widths; `rows` names a list of lists of texts."""
    listed, look = tuple(columns), size(12)
    widths = tuple(mm for _, mm in listed)
    heading = row(*(cell(paragraph(text, "TableHeading", look=look), mm) for text, mm in listed), heading=True)
    cells = (cell(paragraph(f"{{{{ hang[{i}] }}}}", "TableText", look=look), mm) for i, mm in enumerate(widths))
    repeated = control_row(f"{{%tr for hang in {rows} %}}", widths) + row(*cells)
    return table(widths, heading + repeated + control_row("{%tr endfor %}", widths), style="TableGrid")


def rule(length_mm: float, within_mm: float) -> str:
    """A drawn line of this length, centred."""
    side = twips((within_mm - length_mm) / 2)
    line = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return paragraph("", "Rule", layout=f'{line}<w:ind w:left="{side}" w:right="{side}"/>')
