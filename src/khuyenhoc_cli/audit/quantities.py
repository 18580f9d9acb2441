"""Numbers in Vietnamese prose: which are figures, what they are worth, how exactly they are printed.

Dates, numbers of documents, headings and the like are no figures, and passed over. What stands is exact: `value` is in the
unit's base (đồng for money, percent for percentages), `step` what one more in the last printed digit is worth.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Measure = Literal["count", "money", "percent", "points", "per_person", "share"]

_SCALES = {"": 1, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_PLACES = (
    "ban", "bài", "bản", "bằng khen", "buôn", "buổi", "cá nhân", "cán bộ", "cái", "chi hội", "chi", "chuyên đề",
    "chương trình", "công dân", "cộng đồng", "cơ quan", "cơ sở tôn giáo", "cơ sở", "cuốc", "cuộc", "cụm", "cụm thi đua",
    "dòng họ", "đảng viên", "địa phương", "đơn vị", "gia đình", "giáo viên", "giấy khen", "hoạt động", "hộ gia đình", "hộ",
    "hội", "hội nghị", "hội viên", "hội cơ sở", "học bổng", "học sinh", "học viên", "hs", "hv", "khối", "kỷ niệm chương", "kỳ",
    "lớp", "lượt", "lượt người", "lượt người học", "lượt học viên", "mô hình", "người", "người học", "nhóm", "phường", "quận",
    "quỹ", "quyết định", "sinh viên", "suất", "suất học bổng", "tập thể", "thành phố", "thị trấn", "thị xã", "thôn", "thông tư",
    "tỉnh", "tin", "tổ chức", "tổ dân phố", "trung tâm", "trung tâm học tập cộng đồng", "trường", "trường học", "văn bản", "xã",
    "huyện", "đồng chí", "em", "cháu", "lần", "phần quà", "chiếc", "xe đạp", "trẻ em", "ý kiến", "kế hoạch",
)  # fmt: skip


@dataclass(frozen=True)
class Quantity:
    """One figure where it stands: `text` is text[start:end], number and unit sign; `whole` is the N of "n/N"."""

    start: int
    end: int
    text: str
    value: Fraction
    step: Fraction
    measure: Measure
    unit: str = ""
    whole: Fraction | None = None
    malformed: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is printed as "n/N"."""
        return self.whole is not None


# What looks like a figure and is none, in the order in which it is taken out of the text.
_DOCUMENT = (
    r"(?:quyết định|kế hoạch|kết luận|chỉ thị|nghị quyết|nghị định|công văn|thông tư|hướng dẫn|đề án|luật|quy định|"
    r"thông báo|tờ trình|văn bản số|chương trình số|công điện|kh|qđ|kl|nq|tt)"
)
_MASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\[\s*(?:footnoteref:)?\d+\s*[:\]]",
        r"https?://\S+|\b[\w.-]+@[\w.-]+|\b(?:[a-z0-9-]+\.){1,}(?:vn|com|org)\b\S*",
        r"ngày\s*(?:…|\.{2,}|\d{1,2})\s*(?:tháng)\s*(?:…|\.{2,}|\d{1,2})\s*năm\s*\d{4}",
        r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d{2}\b",
        r"\b\d{1,2}\s*/\s*(?:19|20)\d{2}\b(?!\s*/)",
        # numbers of documents: 162/KH-UBND, 24/2023/TT-BGDĐT, 122 –KH/TU, 49-KL/TW, số 49
        r"\bsố\s*:?\s*(?:…|\d+)\s*[/–-]\s*[^\W\d_]\S*(?:\s*[–-]\s*[A-ZĐ]{2,}\S*)?",
        r"\b\d+\s*/\s*(?:19|20)\d{2}\s*/\s*[^\W\d_]\S*",
        r"\b\d+\s*[/–-]\s*(?=[A-ZĐ]{2})(?-i:[A-ZĐ][A-ZĐa-z]*)(?:\s*[/–-]\s*(?-i:[A-ZĐ]\S*))*",
        rf"\b{_DOCUMENT}\s+(?:số\s*)?\d+(?:(?:\s*,\s*|\s+và\s+)\d+(?![\d.,]*\s*(?:%|[^\W\d_])))*",
        # time
        r"(?:giai đoạn|nhiệm kỳ|năm học|thời kỳ|khóa|khoá|các năm|từ năm)\s*:?\s*(?:19|20)\d{2}(?:\s*(?:[–-]|đến|và|,)\s*"
        r"(?:năm\s*)?(?:19|20)?\d{2})*",
        r"\b(?:19|20)\d{2}\s*[–-]\s*(?:19|20)\d{2}\b",
        r"\bnăm\s+(?:19|20)\d{2}(?:\s*(?:,|và|[–-])\s*(?:năm\s*)?(?:19|20)\d{2})*",
        r"\b(?:cuối|đầu)?\s*tháng\s+\d{1,2}(?:\s*(?:[–-]|đến tháng|và)\s*\d{1,2})?\b(?!\s*%)",
        r"\bquý\s+(?:\d|i{1,3}|iv)\b|\bngày\s+\d{1,2}(?:\s*/\s*\d{1,2})?\b|\b\d{1,2}\s*giờ(?:\s*\d{1,2})?\b",
        r"\b\d{1,2}\s+(?:tháng|năm|tuần|ngày)\b",
        # parts of the report, and what is told by its number
        r"\b(?:phụ lục|biểu(?: số)?|bảng|hình|biểu đồ|mục|điều|khoản|điểm|trang|phần|chương|lần thứ|thứ|khóa|khoá|đại hội|cụm"
        r"(?: thi đua)?(?: số)|tổ|thôn|buôn|khu phố|ấp|số|phường|quận|khối)\s+\d+(?:\s*,\s*\d+)*\b(?!\s*/\s*\d|[.,]\d)",
        r"\bcovid-?19\b",
    )
)
_ENUMERATOR = re.compile(
    r"\s*(?:[-+–•·*]\s*)?(?:\d{1,2}(?:\.\d{1,2})*\s*[.)](?!\d)|\d{1,2}(?:\.\d{1,2})+(?=\s)|[a-zđ]\s*\))"
)

_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
_SPACED = r"\d{1,3}(?:\.\d{3})*,\s\d{1,3}(?=\s*(?:triệu|tỷ|tỉ|nghìn|%))|\d{1,3}\.\s\d{3}(?!\d)"
_BROKEN = r"\d{1,3}(?:[.,]\d+){2,}"
_PLAIN = r"\d+(?:[.,]\d+)?"
_NUMBER = rf"(?:{_SPACED}|{_GROUPED}(?![.,]?\d)|{_BROKEN}|{_PLAIN})"
_TOKEN = re.compile(rf"(?<![\w.,/])(?P<n>{_NUMBER})(?:\s*/\s*(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?![\w.,]*\d))?")
_MONEY = re.compile(
    r"\s*(?P<scale>trăm|nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|đ\b|vnđ|vnd)(?P<per>\s*/\s*(?:người dân|người|hội viên|dân|hộ)\b)?"
    r"|\s*(?P<bare>triệu|tỷ|tỉ)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s*(?:%|phần trăm\b)", re.IGNORECASE)
_POINTS = re.compile(r"\s*(?:điểm phần trăm|điểm %|điểm\s?%)", re.IGNORECASE)
_NOUN = re.compile(
    rf"\s*(?P<noun>{'|'.join(sorted(map(re.escape, _PLACES), key=len, reverse=True))})(?!\w)", re.IGNORECASE
)


def quantities_in(text: str) -> list[Quantity]:
    """The figures of one paragraph, from left to right."""
    masked = _masked(text)
    return [each for token in _TOKEN.finditer(masked) if (each := _quantity(token, masked)) is not None]


def _masked(text: str) -> str:
    """The text with what is no figure blanked out, each letter in its place."""
    masked = text
    if enumerator := _ENUMERATOR.match(masked):
        masked = _blank(masked, [enumerator.span()])
    for pattern in _MASKS:
        masked = _blank(masked, (match.span() for match in pattern.finditer(masked)))
    return masked


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], "\u2007" * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])


def _quantity(token: re.Match[str], text: str) -> Quantity | None:
    printed, end = token["n"], token.end("n")
    number, step, malformed = _read(printed)
    if token["whole"]:
        whole = Fraction(token["whole"].replace(".", ""))
        noun = _NOUN.match(text, token.end())
        unit = noun["noun"].lower() if noun else ""
        return Quantity(token.start(), token.end(), token[0], number, step, "share", unit, whole, malformed)
    measure: Measure
    if match := _POINTS.match(text, end):
        measure, unit, scale = "points", "điểm phần trăm", Fraction(1)
    elif match := _PERCENT.match(text, end):
        measure, unit, scale = "percent", "%", Fraction(1)
        if not malformed and re.fullmatch(r"\d+\.\d{1,2}", printed):
            number, step, malformed = Fraction(printed), Fraction(1, 10 ** len(printed.partition(".")[2])), "dấu chấm"
    elif match := _MONEY.match(text, end):
        scale = Fraction(_SCALES[(match["scale"] or match["bare"] or "").lower()])
        measure, unit = ("per_person", "đồng/người") if match["per"] else ("money", "đồng")
    else:
        match = _NOUN.match(text, end)
        measure, unit, scale = "count", match["noun"].lower() if match else "", Fraction(1)
    stop = match.end() if match and measure == "percent" else end
    return Quantity(
        token.start(), stop, text[token.start() : stop], number * scale, step * scale, measure, unit, None, malformed
    )


def _read(printed: str) -> tuple[Fraction, Fraction, str]:
    """(value, worth of the last digit, what is wrong with the print); what is broken is read as it is most likely meant."""
    tight = re.sub(r"\s", "", printed)
    malformed = "dấu cách trong số" if tight != printed else ""
    if re.fullmatch(_GROUPED, tight) or re.fullmatch(r"\d+(?:,\d+)?", tight):
        whole, _, decimals = tight.replace(".", "").partition(",")
        if len(whole) > 4 and "." not in tight and decimals:
            malformed = malformed or "thiếu dấu chấm phân cách hàng nghìn"
        return Fraction(f"{whole}.{decimals or 0}"), Fraction(1, 10 ** len(decimals)), malformed
    head, _, last = tight.rpartition("." if "." in tight else ",")
    whole = re.sub(r"[.,]", "", head)
    if len(last) == 3:
        return Fraction(whole + last), Fraction(1), malformed or "dấu phân cách lẫn lộn"
    return Fraction(f"{whole}.{last}"), Fraction(1, 10 ** len(last)), malformed or "dấu phân cách lẫn lộn"


def unmasked(text: str) -> Iterator[str]:
    """Each number of the text that is taken for no figure, with what is around it: for looking over."""
    masked = _masked(text)
    for match in re.finditer(r"\d[\d.,]*", text):
        if masked[match.start()] != text[match.start()]:
            yield text[max(0, match.start() - 20) : match.end() + 15]
