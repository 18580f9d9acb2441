"""Whether a percentage is said of the count before it: by the words between them, before the count and behind."""

import re
from typing import Literal

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.plain import CAPITALS
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line

# firm: said of the count; loose: it may be; apart: of something else, or of nothing that is counted here
Link = Literal["firm", "loose", "apart"]

_VERB = r"(?:(?:ước )?đạt|chiếm|bằng|t[ỷỉ] lệ|tương (?:đương|ứng)(?: với)?|tức|là|được|=|:|khoảng|gần|hơn|trên|với)"
_TAIL = re.compile(rf"(?P<sign>[,(–-])?\s*(?P<verb>(?:{_VERB}\s*)*)$")
_APART = re.compile(
    r"(?:cao|thấp|nhiều|ít|tốt|lớn|nhỏ) (?:nhất|hơn)|dẫn đầu|\briêng\b|trong khi|"
    r"bình quân|trung bình (?:chung|toàn|của)|"
    r"(?:mức|tính|bình quân) chung|nếu tính|cùng kỳ|năm (?:trước|ngoái|học)|kỳ trước|"
    r"(?:[,(:]|so với|hơn|\bvà|trong khi|từ|đến)\s*(?:cuối |hết )?năm (?:19|20)\d\d|[(,]\s*(?:19|20)\d\d|"
    r"\bđến năm|dự kiến|phấn đấu|\bgiao\b|chỉ tiêu|mục tiêu|\b(?:nq|qđ|kh)\b|"
    r"(?:so với|theo|vượt|hụt|(?<!\d)[,(/:])\s*(?:\w+ ){0,2}(?:kế hoạch|nghị quyết|quyết định|đề án)|"
    r"\bvượt\b|\bhụt\b|còn thiếu|lần lượt|trong đó|\blên\s*$|\bsang\b"
)
_THRESHOLD = re.compile(r"(?:\b(?:dưới|từ|đến|quá|ít nhất|tối thiểu|tối đa|còn|lên|đủ)|[<>≥≤])\s*$")
_OR_MORE = re.compile(r"\s*(?:trở (?:lên|xuống)|đến (?:dưới )?\d|(?:-|–)\s*\d)")
_ROUGH = re.compile(r"\b(?:trên|hơn|gần|khoảng)\s*$")
_ENDS = re.compile(
    r"\s*(?:[).,;:(\]+–-]|$|và\b|so với|(?:trên |của |trong )?(?:tổng )?số\b|trên (?:đã )?đăng ký|tổng số|dân số|"
    r"kế hoạch|chỉ tiêu|dự toán)"
)
_NAMED = re.compile(
    r"\s*\)?\s*(?:so với |trên |của |trong )?(?:tổng\b|số\b|dân số|đã đăng ký|đăng ký)(?P<of>[^,;.()\d]*)"
)
_OWN_RATE = frozenset(
    {"xã", "phường", "địa", "phương", "đơn", "vị", "huyện", "thôn", "ấp", "khóm", "buôn", "bản", "chi", "hội"}
    | {"trường", "cơ", "sở", "trung", "tâm", "quan", "lớp", "cụm"}
)
_FIRST = 12  # passages that tell of which year the report is
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHOLE_ASIDE = re.compile(r"\s*(?:so với |trên |của )?(?:tổng )?số [^;.,()]*\(\s*")
_AREA = re.compile(r"(?:toàn|vùng|khu vực|khối|cả nước|các|tỉnh|mức|chung|những)\b")
_UNIT_OF_PLACE = (
    r"(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|thôn|ấp|khóm|buôn|bản|tổ|khu phố|xóm|cụm|trường|chi hội|đội)"
)
_BODY = r"(?:Hội|Ban|Trung|Đảng|Đoàn|Sở|Phòng|Ủy|Mặt|Quỹ|Gia|Dòng|Cộng|Đơn|Công|Toàn|Tổng|Có|Trong|Khuyến)"
_PLACE = re.compile(
    rf"\b{_UNIT_OF_PLACE} (?:[{CAPITALS}]|\d)|"
    rf"(?<![\w])(?!{_BODY}\b)[{CAPITALS}][^\W\d_]+ (?!{_BODY}\b)[{CAPITALS}][^\W\d_]+",
)
_PART = re.compile(r"\b(?:vùng|khu vực|khối|riêng|cao nhất|thấp nhất)\b")
_DATED = re.compile(
    r"năm (?:trước|ngoái|học|(?P<year>(?:19|20)\d\d))|cùng kỳ|kỳ trước|giai đoạn|nhiệm kỳ|(?P<bare>\b(?:19|20)\d\d)\s*:"
)


def link_of(line: Line, upper: Figure, rate: Figure) -> Link:
    """How surely the percentage behind a count, or behind n/N, is said of it."""
    raw = line.between(upper, rate)
    if _THRESHOLD.search(raw) or _OR_MORE.match(rate.after) or rate.role != "value":
        return "apart"
    between = re.sub(r"\([^()]*\)", " ", raw)
    among = line.figures[upper.place + 1 : rate.place]
    is_second = any(each.quantity.measure in ("percent", "points") for each in among)
    named = _NAMED.match(rate.after)
    if _APART.search(between):
        return "apart"
    if is_second:
        is_chained = named is not None and upper.quantity.whole is None and re.search(r"(?:,|và)\s*\S*\s*$", between)
        return "firm" if is_chained else "apart"
    return _first(line, upper, rate, between, named)


def _first(line: Line, upper: Figure, rate: Figure, between: str, named: re.Match[str] | None) -> Link:
    tail = _TAIL.search(between)
    sign, verb = (tail["sign"], tail["verb"]) if tail else (None, "")
    words = between[: tail.start()] if tail else between
    segments = [each.strip() for each in words.split(",")]
    if re.search(r"\(\s*\S", between) and sign != "(":
        return "apart"
    if len(segments) > 1 and (_AREA.match(segments[-1]) or _ends_with_place(line, upper, rate, segments[-1])):
        return "apart"
    if not sign and not verb:
        return "apart"
    if sign is None and segments != [""] and _has_its_own(upper, words):
        is_other = bool(re.match(r"\s*(?:và|kế hoạch|chỉ tiêu|dự toán)", rate.after)) or _ROUGH.search(between)
        return (
            "apart"
            if is_other or not _ENDS.match(rate.after) or (named and not _is_whole_of(upper, named))
            else "loose"
        )
    if upper.quantity.whole is not None and named is not None and not _is_whole_of(upper, named):
        return "loose"
    return "firm" if _ENDS.match(rate.after) and (sign or len(segments) == 1) else "loose"


def _has_its_own(upper: Figure, words: str) -> bool:
    """Whether what is counted has rates of its own: communes do, households do not."""
    return bool((set(upper.quantity.unit.split()) | set(words.split()[:2])) & _OWN_RATE)


def _is_whole_of(upper: Figure, named: re.Match[str]) -> bool:
    return bool(upper.quantity.unit) and upper.quantity.unit.split()[0] in named["of"].split()


def _ends_with_place(line: Line, upper: Figure, rate: Figure, words: str) -> bool:
    cased = line.reading.cased[upper.quantity.end : rate.quantity.start]
    at = cased.lower().rfind(words)
    return at >= 0 and bool(_PLACE.search(cased[at : at + len(words)]))


def is_of_a_part(line: Line, upper: Figure) -> bool:
    """Whether the count is told of a place, or of an area, so that its share may be of what that place has."""
    cased = line.reading.cased[upper.quantity.start - len(upper.before) : upper.quantity.start]
    cased = re.split(r"[,;]\s*(?!.*[,;])", cased)[-1]
    begins_sentence = re.match(r"\s*[^\W\d_]+", cased)
    return bool(_PLACE.search(cased)) or bool(_PART.search(cased.lower())) if begins_sentence else False


def other_year_of(upper: Figure, years: frozenset[str]) -> bool:
    """Whether the count is dated into a year that is not one of the report's."""
    dated = _DATED.search(upper.before)
    if dated is None:
        return False
    year = dated["year"] or dated["bare"]
    return year is None or year not in years


def years_of(document: Document) -> frozenset[str]:
    """The years that the headings tell of, and the first that the beginning of the report names."""
    headings = [year for each in document.passages if each.is_heading for year in _YEAR.findall(each.text)]
    begins = [year for each in document.passages[:_FIRST] for year in _YEAR.findall(each.text)]
    return frozenset(headings + begins[: len(document.passages) > _FIRST])


def tells_its_whole(line: Line, rate: Figure) -> bool:
    """ "đạt 50% số đơn vị toàn huyện (16 đơn vị)": the whole is behind."""
    behind = line.figures[rate.place + 1 : rate.place + 2]
    return bool(behind) and behind[0].quantity.measure == "count" and bool(_WHOLE_ASIDE.fullmatch(rate.after))
