"""What differs from the rules of layout: every check is one function, the rules give it its values."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.layout.elements import Line, Parts
from khuyenhoc_cli.report.layout.looks import text_runs
from khuyenhoc_cli.report.layout.rules import CheckName, Layout, Rule
from khuyenhoc_cli.text.names import fold

_NEAR_MM, _NEAR_PT = 0.6, 0.05
_A4_MM = (210, 297)
_ALIGNED = {"left": "canh trái", "center": "canh giữa", "right": "canh phải", "both": "canh đều"}
_SIGN_FONTS = ("Symbol", "Wingdings", "Cambria Math")  # of signs, not of text
_BLACK = ("auto", "000000")
_DATE = re.compile(r"ngày (\d+) tháng (\d+)")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LONG_TABLE = 8  # rows, or a loop that makes them


@dataclass(frozen=True)
class Deviation:
    """Where a document differs from a rule, and how: `found` is what stands there."""

    rule: Rule
    document: str
    where: str
    found: str

    @property
    def text(self) -> str:
        """The whole remark."""
        return f"{self.where}: {self.found}. {self.rule.expects} ({self.document}, {self.rule.source})"


Found = Iterator[tuple[str, str]]  # where, what


def deviations(document: Document, layouts: tuple[Layout, ...]) -> list[Deviation]:
    """How a template or a draft differs from the layout it is written in; each rule once, with its first place."""
    parts = Parts(document)
    layout = _layout_of(parts, layouts)
    found = []
    for rule in layout.rules:
        places = list(CHECKS[rule.check](parts, rule))
        if not places and rule.required and not parts.lines(rule.element):
            places = [("cả văn bản", "không thấy phần này")]
        if places:
            (where, what), more = places[0], len({where for where, _ in places}) - 1
            found.append(Deviation(rule, layout.document, where, f"{what}{f' (và {more} chỗ khác)' if more else ''}"))
    return found


def _layout_of(parts: Parts, layouts: tuple[Layout, ...]) -> Layout:
    """The layout whose name of state or Party stands at the top; the first one where none does."""
    first = [fold(line.text) for cell in parts.letterhead for line in cell]
    return next((layout for layout in layouts if fold(layout.found_by) in first), layouts[0])


def _paper(parts: Parts, rule: Rule) -> Found:
    for number, section in enumerate(parts.document.sections, 1):
        sizes = sorted(_mm(size) for size in (section.page_width, section.page_height))
        if any(abs(size - wanted) > 2 for size, wanted in zip(sizes, _A4_MM, strict=True)):
            yield f"phần {number}", f"khổ giấy {sizes[0]:.0f} × {sizes[1]:.0f} mm"
    if parts.document.sections[0].orientation == WD_ORIENT.LANDSCAPE:
        yield "phần 1", "giấy đặt ngang"


def _margins(parts: Parts, rule: Rule) -> Found:
    sides = (
        ("trên", "top_margin", rule.top_mm),
        ("dưới", "bottom_margin", rule.bottom_mm),
        ("trái", "left_margin", rule.left_mm),
        ("phải", "right_margin", rule.right_mm),
    )
    for number, section in enumerate(parts.document.sections, 1):
        for name, attribute, (least, most) in sides:
            value = _mm(getattr(section, attribute))
            if not least - _NEAR_MM <= value <= most + _NEAR_MM:
                yield f"phần {number}", f"lề {name} {_decimal(round(value, 1))} mm"


def _font(parts: Parts, rule: Rule) -> Found:
    """The fonts and colours of the report proper, and those set by hand anywhere in the body."""
    for line in (*parts.main, *(line for cell in (*parts.letterhead, *parts.signature) for line in cell)):
        for run, text in text_runs(line.element):
            look = parts.looks.of_run(run, line.element)
            if look.font != rule.font and look.font not in _SIGN_FONTS:
                yield line.where, f"“{_short(text)}” dùng phông {look.font or 'không rõ'}"
            if look.colour not in _BLACK:
                yield line.where, f"“{_short(text)}” có màu {look.colour}"
    named = {fonts.get(qn("w:ascii")) for fonts in parts.document.element.body.iter(qn("w:rFonts"))}
    for name in sorted(named - {None, rule.font, *_SIGN_FONTS}):
        yield "cả văn bản", f"có chữ dùng phông {name}"


def _page_number(parts: Parts, rule: Rule) -> Found:
    section = parts.document.sections[0]
    numbered = [p for p in section.header._element.iter(qn("w:p")) if "PAGE" in _codes(p)]
    if any("PAGE" in _codes(p) for p in section.footer._element.iter(qn("w:p"))):
        yield "chân trang", "số trang nằm ở lề dưới"
    elif not numbered:
        yield "đầu trang", "không có số trang"
    if not section.different_first_page_header_footer or "PAGE" in _codes(section.first_page_header._element):
        yield "trang 1", "số trang hiện ở trang thứ nhất"
    for paragraph in numbered:
        if parts.looks.of_paragraph(paragraph).align != "center":
            yield "đầu trang", "số trang không canh giữa"
        run = next(paragraph.iter(qn("w:r")), None)
        size = 0.0 if run is None else parts.looks.of_run(run, paragraph).size
        if run is not None and rule.size_pt and not _within(size, rule.size_pt):
            yield "đầu trang", f"số trang cỡ chữ {_decimal(size)}"


def _look(parts: Parts, rule: Rule) -> Found:
    """Size, weight, capitals, alignment and wording of each line of an element."""
    for line in parts.lines(rule.element):
        if line.text.startswith("{%p") or not line.text.strip():
            continue
        faults = [*_characters(line, rule)]
        if rule.align and line.shape.align != rule.align:
            faults.append(_ALIGNED.get(line.shape.align, line.shape.align))
        if rule.pattern and not re.fullmatch(rule.pattern, " ".join(line.text.split())):
            faults.append("viết khác quy định")
        if faults:
            yield line.where, f"“{_short(line.text)}” {', '.join(faults)}"


def _characters(line: Line, rule: Rule) -> Iterator[str]:
    look = line.look
    if rule.size_pt and not _within(look.size, rule.size_pt):
        yield f"cỡ chữ {_decimal(look.size)}"
    for wanted, is_so, name in (
        (rule.bold, look.bold, "đậm"),
        (rule.italic, look.italic, "nghiêng"),
        (rule.underline, look.underline, "gạch dưới"),
    ):
        if wanted is not None and wanted != is_so:
            yield name if is_so else f"không {name}"
    if rule.capitals and not look.capitals and any(letter.islower() for letter in line.words):
        yield "không in hoa"


def _shape(parts: Parts, rule: Rule) -> Found:
    for line in parts.lines(rule.element):
        shape, faults = line.shape, []
        if all(abs(shape.first_line_mm - wanted) > _NEAR_MM for wanted in rule.first_line_mm):
            faults.append(f"chữ đầu dòng lùi {_decimal(shape.first_line_mm / 10)} cm")
        if max(shape.before_pt, shape.after_pt) < rule.least_between_pt:
            faults.append(f"cách đoạn {_decimal(max(shape.before_pt, shape.after_pt))} pt")
        if shape.lines and not _within(shape.lines, rule.lines):
            faults.append(f"giãn dòng {_decimal(shape.lines)}")
        if faults:
            yield line.where, f"“{_short(line.text)}” {', '.join(faults)}"


def _ruled(parts: Parts, rule: Rule) -> Found:
    """A drawn line, a border or an underline, at the line itself or at the empty paragraph below."""
    for line in parts.lines(rule.element)[-1:]:
        below = line.element.getnext()
        while below is not None and below.tag == qn("w:p") and _continues(line, below):
            below = below.getnext()
        near = [line.element, *([below] if below is not None and below.tag == qn("w:p") else [])]
        drawn = (qn(f"w:{name}") for name in ("pBdr", "drawing", "pict"))
        if (
            not any(next(each.iter(tag), None) is not None for tag in drawn for each in near)
            and not line.look.underline
        ):
            yield line.where, f"dưới “{_short(line.text)}” không có đường kẻ"


def _continues(line: Line, below: BaseOxmlElement) -> bool:
    """Whether the paragraph below goes on with a line: a summary may take two."""
    shown = "".join(each.text or "" for each in below.iter(qn("w:t")))
    return bool(shown.strip()) and line.shape == line.looks.of_paragraph(below)


def _starred(parts: Parts, rule: Rule) -> Found:
    cells = [cell for cell in parts.letterhead for line in parts.lines(rule.element) if line in cell]
    if cells and not any(line.text.strip() == "*" for line in cells[0]):
        yield cells[0][0].where, "không có dấu sao"


def _date(parts: Parts, rule: Rule) -> Found:
    for line in parts.lines(rule.element):
        found = _DATE.search(line.text)
        if found and any(part != wanted for part, wanted in zip(found.groups(), _by_decree(found), strict=True)):
            yield line.where, f"viết “{found[0]}”"


def _by_decree(found: re.Match[str]) -> tuple[str, str]:
    day, month = int(found[1]), int(found[2])
    return f"{day:02}", f"{month:02}" if month < 3 else str(month)


def _ending(parts: Parts, rule: Rule) -> Found:
    for line in parts.lines(rule.element):
        if rule.pattern and not re.search(f"{rule.pattern}$", line.text.strip()):
            yield line.where, f"kết thúc bằng “{line.text.strip()[-20:]}”"


def _recipients(parts: Parts, rule: Rule) -> Found:
    listed = [line for line in parts.lines(rule.element) if line.words]
    for line, _ in pairwise(listed):
        if not re.fullmatch(r"- .*;", line.text.strip(), re.DOTALL):
            yield line.where, f"viết “{_short(line.text)}”"
    for line in listed[-1:]:
        if rule.pattern and not re.fullmatch(rule.pattern, line.text.strip()):
            yield line.where, f"dòng cuối là “{_short(line.text)}”"


def _appendices(parts: Parts, rule: Rule) -> Found:
    lines = parts.lines(rule.element)
    numbers = [re.split(r"\s+", line.text.strip())[2:3] for line in lines]
    for line, number, wanted in zip(lines, numbers, _ROMAN, strict=False):
        if len(lines) > 1 and [each.strip(".:") for each in number] != [wanted]:
            yield line.where, f"viết “{_short(line.text)}”, cần “Phụ lục {wanted}”"
    sections = list(parts.document.sections)
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in sections[1:]]
    own = sum(start is not None and start.get(qn("w:start")) == "1" for start in starts)
    if lines and own < len(lines):
        yield lines[own].where, "số trang của phụ lục đếm tiếp phần trước"


def _table_headings(parts: Parts, rule: Rule) -> Found:
    for number, table in enumerate(parts.tables, 1):
        rows = table.findall(qn("w:tr"))
        looped = any("{%tr for" in (text.text or "") for text in table.iter(qn("w:t")))
        if (len(rows) > _LONG_TABLE or looped) and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield f"bảng {number}", "dòng tiêu đề không lặp lại ở trang sau"


def _language(parts: Parts, rule: Rule) -> Found:
    path = "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    language = parts.document.styles.element.find(path)
    value = "" if language is None else language.get(qn("w:val"), "")
    if value != "vi-VN":
        yield "cả văn bản", f"ngôn ngữ mặc định là {value or 'không rõ'}"


def _alt_text(parts: Parts, rule: Rule) -> Found:
    """Charts and pictures; a line that is drawn says nothing."""
    for number, properties in enumerate(parts.document.element.body.iter(qn("wp:docPr")), 1):
        data = properties.getparent().find(f".//{qn('a:graphicData')}")
        kind = "" if data is None else data.get("uri", "")
        if kind.endswith(("/chart", "/picture")) and not properties.get("descr", "").strip():
            yield f"hình {number}", f"“{properties.get('name', '')}” chưa có lời mô tả"


CHECKS: Mapping[CheckName, Callable[[Parts, Rule], Found]] = {
    "paper": _paper,
    "margins": _margins,
    "font": _font,
    "page_number": _page_number,
    "look": _look,
    "shape": _shape,
    "ruled": _ruled,
    "starred": _starred,
    "date": _date,
    "ending": _ending,
    "recipients": _recipients,
    "appendices": _appendices,
    "table_headings": _table_headings,
    "language": _language,
    "alt_text": _alt_text,
}


def _codes(element: BaseOxmlElement) -> str:
    """What fields an element holds."""
    texts = [each.text or "" for each in element.iter(qn("w:instrText"))]
    simple = [each.get(qn("w:instr"), "") for each in element.iter(qn("w:fldSimple"))]
    return " ".join([*texts, *simple])


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] - _NEAR_PT <= value <= limits[1] + _NEAR_PT


def _mm(length: object) -> float:
    return 0.0 if length is None else float(length.mm)  # type: ignore[attr-defined]


def _decimal(value: float) -> str:
    return f"{value:.4g}".replace(".", ",")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
