"""What one paragraph says of a figure against what another says of it: changes, and rates beside their targets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from khuyenhoc_cli.audit.model import Claim, Document, Example, Kind, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.growth import growth
from khuyenhoc_cli.audit.rules.prose.labels import topic_of
from khuyenhoc_cli.audit.rules.prose.moved import moves_in, rate_behind
from khuyenhoc_cli.audit.rules.prose.reading import CHANGE, UP, Figure, Line, body_lines, claim
from khuyenhoc_cli.audit.rules.prose.tabled import check_moves
from khuyenhoc_cli.audit.rules.prose.yearly import check_means
from khuyenhoc_cli.audit.slips import is_slip

_Placed = tuple[Line, Figure]
_NAMED_RATE = re.compile(r"(?:[:,;]|\bvà)\s*(?P<name>[^,;:()\d]{6,60}?)\s*\($")
_TOLD_RATE = re.compile(
    r"t[ỷỉ] lệ (?:ước )?đạt (?P<name>[^,;:\d]{6,40}?học tập)[^,;:\d]{0,40} trên tổng số(?: từ| là|"
    r"[^;:]*?,? hiện (?:là|đạt|mới đạt))\s*$"
)
_RATES = frozenset(["tỷ", "lệ", "ước", "đạt", "danh", "hiệu", "học", "tập", "bằng", "trên", "số", "dòng", "đơn", "vị"])
_GENERIC = frozenset(
    [
        "so",
        "với",
        "cùng",
        "kỳ",
        "năm",
        "tháng",
        "đầu",
        "cuối",
        "tăng",
        "giảm",
        "vượt",
        "thấp",
        "hơn",
        "là",
        "có",
        "số",
        "tổng",
        "toàn",
        "tỉnh",
        "huyện",
        "xã",
        "trên",
        "được",
        "đồng",
        "triệu",
        "người",
        "điểm",
        "phần",
        "trăm",
    ]
)

# words that say nothing more of what moved
_IDLE = _GENERIC | frozenset(
    "các cấp đã cũng hiện nay này và về trong cả của ta do ước đạt thực hiện là tiếp tục mạng lưới đó địa bàn".split()  # noqa: SIM905
)


def _check(document: Document) -> Iterator[Claim]:
    lines = body_lines(document)
    changes = [(line, figure) for line in lines for figure in line.figures if figure.role == "change"]
    yield from _elsewhere(lines, changes)
    yield from _opposites(document, changes)
    yield from _beside_targets(lines)


def _elsewhere(lines: Sequence[Line], changes: Sequence[_Placed]) -> Iterator[Claim]:
    """“Số hội viên tăng 24.239 người (4,76%)”: the number itself stands in another paragraph, with the same change."""
    known = [(line, move) for line in lines for move in moves_in(line)]
    for line, change in changes:
        rate = rate_behind(line, change)
        if rate is None or change.quantity.value < 10 or any(move.change is change for _, move in known):
            continue
        for there, move in known:
            told = rate_behind(there, move.change)
            if told is not None and told.quantity.value == rate.quantity.value:
                continue  # judged there: where it does not fit, both places speak against the number
            quantity = move.change.quantity
            same = quantity.measure == change.quantity.measure and quantity.value == change.quantity.value
            is_alike = same and move.change.word == change.word and is_of_one_kind(quantity, change.quantity)
            if is_alike and move.is_sure and _speak_of_one(line, change, there, move.change):
                yield from growth(line, move, rate, there)
                break


def _opposites(document: Document, changes: Sequence[_Placed]) -> Iterator[Claim]:
    """The same change told twice, once with another direction or another digit: the one that nothing else bears out."""
    proven: Mapping[tuple[int, int], Verdict] | None = None
    for number, (line, change) in enumerate(changes):
        for other_line, other in changes[:number]:
            kind = _contradicts(line, change, other_line, other)
            if kind is None:
                continue
            proven = _proven(document) if proven is None else proven
            places = ((id(each.passage), f.quantity.start) for each, f in ((line, change), (other_line, other)))
            later, earlier = (proven.get(place) for place in places)
            if earlier == "wrong" or (later == "ok" and earlier is None):
                yield _against(other_line, other, line, change, kind)
            else:
                yield _against(line, change, other_line, other, kind)
            break


def _contradicts(line: Line, change: Figure, other_line: Line, other: Figure) -> Kind | None:
    one, two = change.quantity, other.quantity
    if line is other_line or one.measure != two.measure or not _speak_of_one(line, change, other_line, other):
        return None
    digits = len(re.sub(r"\D", "", one.text).strip("0"))
    is_up, was_up = (bool(re.fullmatch(UP, each.word)) for each in (change, other))
    if one.value == two.value and digits > 1 and is_up != was_up:
        return "direction"
    return "duplicate" if digits > 3 and is_up == was_up and is_slip(one.value, two.value) else None


def _against(line: Line, change: Figure, other_line: Line, other: Figure, kind: Kind) -> Claim:
    message = (
        f"đoạn {other_line.passage.paragraph} ghi “{other.word} {other.quantity.text}”, ở đây ghi "
        f"“{change.word} {change.quantity.text}”"
    )
    computed = other.word if kind == "direction" else other.quantity.text
    return claim("doi-chieu", kind, line, change, computed, "wrong", message, ((other_line, other),))


def _proven(document: Document) -> Mapping[tuple[int, int], Verdict]:
    """Where the changes stand that a table or the growth of all the years agrees with, or speaks against."""
    return {
        (id(said.passage), said.start): said.verdict
        for said in chain(check_moves(document), check_means(document))
        if said.verdict in ("ok", "wrong")
    }


def _speak_of_one(line: Line, change: Figure, other_line: Line, other: Figure) -> bool:
    """Whether two changes are told of one thing: the names share most words, and none goes on to a narrower one."""
    units = change.quantity.unit, other.quantity.unit
    if (
        change.quantity.measure == "count"
        and units[0] != units[1]
        and not is_of_one_kind(change.quantity, other.quantity)
    ):
        return False
    one, two = _name(line, change), _name(other_line, other)
    mine, theirs = _named(line, change, one), _named(other_line, other, two)
    if change.quantity.measure in ("points", "percent"):
        mine, theirs = mine - _RATES, theirs - _RATES
    common = mine & theirs
    if len(common) < 2 or len(common) < 0.6 * min(len(mine), len(theirs)):
        return False
    return not (_is_narrower(one, two) or _is_narrower(two, one))


def _is_narrower(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether the first name goes on where the second one ends: "ban khuyến học dòng họ", "ban khuyến học"."""
    end = list(two[-2:])
    if len(end) < 2:
        return False
    places = [place for place in range(len(one) - 1) if list(one[place : place + 2]) == end]
    return bool(places) and len(one) - places[-1] > 2


def _name(line: Line, change: Figure) -> tuple[str, ...]:
    """The words that name what moved, in order: those right before the change's word, else the part before these."""
    begin, _ = line.reading.sentence(change)
    words = line.text[begin : change.quantity.start]
    moved = CHANGE.search(words)
    parts = re.split(r"[;(,:](?!\d)|\d[\d.,]*", words[: moved.start("word")] if moved else words)
    for part in reversed(parts):
        named = [each for each in re.findall(r"[^\W\d_]{2,}", re.sub(r"\bso với.*", "", part)) if each not in _IDLE]
        if len([each for each in named if each not in _GENERIC]) > 1:
            return tuple(named)
    return ()


def _named(line: Line, change: Figure, name: Sequence[str]) -> frozenset[str]:
    """The same as a set; with the words of the heading where they are few."""
    named = frozenset(name) - _GENERIC
    return named if len(named) > 1 else named | topic_of(line) | frozenset(change.quantity.unit.split())


def _beside_targets(lines: Sequence[Line]) -> Iterator[Claim]:
    """“Công dân học tập (26,54%, chỉ tiêu 40%)”, “tỷ lệ đạt … từ 26,54% lên 40%” against the section of that name."""
    for line in lines:
        for figure in line.figures:
            name = _named_beside(line, figure) if figure.quantity.measure == "percent" else ""
            if not name or re.match(r"\s*trở (?:lên|xuống)", figure.after):
                continue
            rates = [
                (other, each)
                for other in lines
                if other.passage.headings and name in other.passage.headings[-1].lower() and other is not line
                for each in other.figures
                if each.quantity.measure == "percent" and each.role == "value"
            ]
            whole = [each for other, each in rates if _is_of_all(other, each)]
            if whole and all(each.quantity.value != figure.quantity.value for _, each in rates):
                shown = ", ".join(each.quantity.text for _, each in rates)
                message = f"mục {name} ghi {shown}, ở đây ghi {figure.quantity.text}"
                yield claim("doi-chieu", "duplicate", line, figure, "", "wrong", message)


def _is_of_all(line: Line, rate: Figure) -> bool:
    """Whether a share is of all, and not the share that registered: "đăng ký 9.841 hộ, đạt 92,1% tổng số"."""
    begin, _ = line.reading.sentence(rate)
    clause = re.split(r"[;.](?!\d)", line.text[begin : rate.quantity.start])[-1]
    states = re.findall(r"đăng ký|công nhận|đạt(?=\s+[^\W\d])", clause)
    is_of_registered = bool(states) and states[-1] == "đăng ký"
    return not is_of_registered and bool(re.search(r"tổng số|số dòng họ", rate.after[:40]))


def _named_beside(line: Line, figure: Figure) -> str:
    """The model whose rate stands before its target, or ""."""
    begin, _ = line.reading.sentence(figure)
    if told := _TOLD_RATE.search(line.text[begin : figure.quantity.start]):
        return told["name"].strip()
    behind = line.figures[figure.place + 1 : figure.place + 2]
    named = _NAMED_RATE.search(figure.before)
    if named and behind and re.fullmatch(r"\s*[,;]\s*chỉ tiêu(?: là)?\s*", line.between(figure, behind[0])):
        return named["name"].strip()
    return ""


CROSSWISE = Rule(
    "doi-chieu",
    "duplicate",
    "Cùng một mức tăng, giảm nêu ở hai đoạn phải cùng chiều và cùng số; phần trăm tăng trưởng được tính với số "
    "ghi ở đoạn khác; tỷ lệ "
    "đặt cạnh chỉ tiêu phải có trong mục của mô hình ấy.",
    _check,
    (
        Example(
            "Tổng số hội viên: 533.903 người, tăng 24.239 người so với cùng kỳ.\nSố hội viên tăng 24.239 người "
            "(5,76%) so với cùng kỳ.",
            (("5,76%", "wrong"),),
        ),
        Example(
            "Tổng số hội viên: 533.903 người, tăng 24.239 người so với cùng kỳ.\nSố hội viên tăng 24.239 người "
            "(4,76%) so với cùng kỳ.",
            (("4,76%", "ok"),),
        ),
        Example(
            "Số ban khuyến học tăng 57 ban so với cùng kỳ.\nVề tổ chức, ban khuyến học giảm 57 ban so với cùng kỳ.",
            (("57", "wrong"),),
        ),
        Example("Ban khuyến học tăng 57 ban so với cùng kỳ.\nBan khuyến học dòng họ giảm 57 ban do sáp nhập.", ()),
        Example("Hội viên nữ 5.104 người, tăng 240 người.\nHọc sinh được khen tăng 240 em (25,3%).", ()),
        Example(
            "# 1. Gia đình học tập\nĐăng ký 9.841 hộ, đạt 92,1% tổng số hộ.\n# Kết luận\nVượt chỉ tiêu: Gia đình học "
            "tập (76,0%, chỉ tiêu 70%).",
            (),
        ),
        Example("Số ban khuyến học tăng 57 ban so với cùng kỳ.\nSố chi hội trường học giảm 57 chi hội.", ()),
        Example(
            "# a) Gia đình học tập\nCó 295 hộ ước đạt, bằng 58,65% so với tổng số hộ.\n# III. Đánh giá\nThấp "
            "hơn chỉ tiêu: Gia đình học "
            "tập (56,85%, chỉ tiêu 70%).",
            (("56,85%", "wrong"),),
        ),
        Example(
            "# a) Gia đình học tập\nCó 295 hộ đạt, bằng 58,65% so với tổng số hộ.\n# II. Nhiệm vụ\nPhấn đấu đưa "
            "tỷ lệ đạt Gia đình "
            "học tập trên tổng số từ 58,56% lên 70%.",
            (("58,56%", "wrong"),),
        ),
    ),
)
