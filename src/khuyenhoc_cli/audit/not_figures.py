"""What looks like a figure and is none: dates, numbers of documents, periods, headings, telephone numbers, ranges.

All of it is blanked out of the text before figures are read; each letter keeps its place.
"""

import re
from collections.abc import Iterable

from khuyenhoc_cli.audit.nouns import NOUN

BLANK = "\ue000"  # neither a blank nor a letter, so that nothing is read across it
_UNIT_AHEAD = rf"(?:[\d.,/]*\d)?\s*(?:%|{NOUN}|triệu\b|tỷ\b|tỉ\b|đồng\b)"
_DOCUMENT = (
    r"(?:quyết định|kế hoạch|kết luận|kế luận|chỉ thị|nghị quyết|nghị định|công văn|thông tư|hướng dẫn|đề án|"
    r"luật|quy định|"
    r"thông báo|tờ trình|công điện|thông tri|kh|qđ|kl|nq|tt|ct)"
)
_DAYS = r"(?:ngày|lễ|dịp|chào mừng|kỷ niệm|tết)"
_SHORT = r"\d{1,2}\s*/\s*\d{1,2}(?![\d/]|\.\d)"
_YEAR = r"(?:19|20)\d{2}"
_WORTH = rf"(?:{NOUN}|triệu|tỷ|tỉ|nghìn|ngàn|đồng|đ\b|vnđ|%)"  # what makes a number a figure, whatever stands before it
_NOT_FIGURES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\[\s*(?:footnoteref:)?\d+\s*[:\]]",
        r"https?://\S+|\b[\w.-]+@[\w.-]+|\b(?:[a-z0-9-]+\.){1,}(?:vn|com|org)\b\S*",
        # telephones and accounts
        r"(?<![\d.,])\(?0\d{1,3}\)?[ .-]?\d{3}[ .-]?\d{3,4}(?!\d|[.,]\d)|\btài khoản(?:\s+số)?\s*:?\s*\d+",
        r"(?<![\d.,])\d{9,}(?![.,]?\d)(?!\s*(?:đồng|đ\b|vnđ|vnd))",
        # dates
        r"ngày\s*(?:…|\.{2,}|\d{1,2})\s*(?:tháng)\s*(?:…|\.{2,}|\d{1,2})\s*năm\s*\d{4}",
        rf"\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_YEAR}\b",
        rf"(?<![\d.,])\d{{1,2}}\s*/\s*{_YEAR}\b(?!\s*/)",
        rf"\b{_DAYS}\b[^.;:()]{{0,40}}?(?<![\d.,])(?:{_SHORT})(?!\s*{NOUN})",
        rf"\b(?:tính đến|kể từ|đến|hết|trước|sau|vào|từ)\s+(?:{_SHORT})(?!\s*(?:{NOUN}|%|lên\b))",
        r"\bsố nhà\s+\d+(?:\s*/\s*\d+)*|\bđường\s+\d{1,2}\s*/\s*\d{1,2}(?!\s*/)",
        r"(?<![\d.,/])(?:20\s*/\s*11|30\s*/\s*4|26\s*/\s*3|27\s*/\s*7|22\s*/\s*12|19\s*/\s*5|0?8\s*/\s*3|0?2\s*/\s*10)(?![\d/.,])",
        # numbers of documents: 162/KH-UBND, 24/2023/TT-BGDĐT, 122 –KH/TU, 49-KL/TW, số 49
        r"\bsố\s*:?\s*(?:…|\d+)\s*[/–-]\s*[^\W\d_]\S*(?:\s*[–-]\s*[A-ZĐ]{2,}\S*)?",
        rf"(?<![\d.,])\d+\s*/\s*{_YEAR}\s*/\s*[^\W\d_]\S*",
        r"(?<![\d.,])\d+\s*[/–-]\s*(?=[A-ZĐ]{2})(?-i:[A-ZĐ][A-ZĐa-z]*)(?:\s*[/–-]\s*(?-i:[A-ZĐ]\S*))*",
        rf"\b{_DOCUMENT}\s+số\s*:?\s*\d+",
        rf"\b{_DOCUMENT}\s+(?!{_UNIT_AHEAD})\d+(?![\d.,]*\d)(?:(?:\s*[,;]\s*|\s+và\s+)(?!{_UNIT_AHEAD})\d+(?![\d.,]*\d))*",
        # time
        rf"(?:giai đoạn|nhiệm kỳ|năm học|thời kỳ|khóa|khoá|các năm|từ năm)\s*:?\s*{_YEAR}(?:\s*(?:[–-]|đến|và|,)\s*"
        rf"(?:năm\s*)?(?:19|20)?\d{{2}})*(?!\d)",
        rf"(?<![\d.,]){_YEAR}\s*[–-]\s*{_YEAR}(?![\d])",
        rf"\bnăm\s+{_YEAR}\d{{0,2}}(?![\d.]*\d)(?:\s*(?:,|và|[–-])\s*(?:năm\s*)?{_YEAR}(?!\d))*",
        r"\b(?:cuối|đầu)?\s*tháng\s+\d{1,2}(?:\s*(?:[–-]|đến tháng|và)\s*\d{1,2})?\b(?!\s*%)",
        r"\bquý\s+(?:\d|i{1,3}|iv)\b|\bngày\s+\d{1,2}(?:\s*/\s*\d{1,2})?\b|\b\d{1,2}\s*giờ(?:\s*\d{1,2})?\b",
        r"(?:\btừ\s+)?(?<![\d.,/])\d{1,2}\s*(?:đến|tới|–|-)\s*\d{1,2}\s+(?:tuổi|tháng|năm|tuần|phút)\b",
        r"(?<![\d.,/])\d{1,2}\s+(?:tháng|năm|tuần|ngày(?! công)|phút|tuổi)\b",
        rf"(?<![\d.,/]){_YEAR}(?![\d/]|[.,]\d)(?!\s*(?:%|{NOUN}|đồng|triệu|tỷ|nghìn))",
        # parts of the report, and what is told by its number
        r"\b(?:phụ lục|biểu(?: số)?|bảng|hình|mục|tiểu mục|điều|khoản|điểm|phần|chương)\s+\d+(?:\.\d+)+(?!\d|,\d)"
        rf"(?!\s*{_WORTH})",
        r"\b(?:công nghiệp|phiên bản|chuyển đổi số|office|windows|web)\s+\d[\d.]*|(?<![\d.,])\d\.0(?!\d|[.,]\d|\s*%)",
        r"\b(?:phụ lục|biểu(?: số)?|bảng|(?<!truyền )(?<!mô )(?<!loại )hình|biểu đồ|mục|"
        r"điều|khoản|điểm|trang|phần|chương|lần thứ|thứ|khóa|"
        r"khoá|đại hội|cụm"
        r"(?: thi đua)?(?: số)|tổ|thôn|buôn|khu phố|khu vực|tiểu khu|khóm|xóm|(?<!văn )bản|làng|phum|sóc|đội|nhóm|"
        r"liên gia|kênh|kinh|ấp|số|phường|quận|khối)\s+\d+(?:(?:\s*,\s*|\s+và\s+)\d+)*\b(?!\s*/\s*\d|[.,]\d)"
        rf"(?!\s*{_WORTH})",
        r"\bcovid-?19\b",
        # ranges say what is aimed at, not what is; "tăng từ … đến …" says what was and what is
        r"(?<!tăng )(?<!giảm )(?<!nâng )\btừ\s+\d[\d.,]*(?:\s*[^\W\d_]+){0,2}?\s*(?:đến|tới)\s+\d[\d.,]*\d?",
        r"(?<![\d.,/])\d+\s*[–-]\s*\d+(?=\s*(?:triệu|tỷ|nghìn|đồng|%|người|hội|suất))",
    )
)
_ENUMERATOR = re.compile(
    r"\s*(?:[-+–•·*]\s*)?(?:\d{1,2}(?:\.\d{1,2})*\s*[.)](?!\d|\s+0\d\d(?!\d))|\d{1,2}(?:\.\d{1,2})+(?=\s)|\d{1,2}\s*/(?=\s)|[a-zđ]\s*\))"
)


# a day and its month, and no n of N: the first is the larger, and nothing is counted
_DAY = re.compile(
    rf"(?<![\d.,/])(?P<day>0?[1-9]|[12]\d|3[01])\s*/\s*(?P<month>0?[1-9]|1[0-2])(?![\d/]|[.,]\d)(?!\s*(?:{NOUN}|%))",
    re.IGNORECASE,
)


def without_others(text: str) -> str:
    """The text with what is no figure blanked out, each letter in its place."""
    masked = text
    if enumerator := _ENUMERATOR.match(masked):
        masked = _blank(masked, [enumerator.span()])
    for pattern in _NOT_FIGURES:
        masked = _blank(masked, (match.span() for match in pattern.finditer(masked)))
    days = (match.span() for match in _DAY.finditer(masked) if int(match["day"]) > int(match["month"]))
    return _blank(masked, days)


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], BLANK * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])
