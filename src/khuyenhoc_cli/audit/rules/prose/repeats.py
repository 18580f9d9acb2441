"""The same figure printed twice: with two values, with two directions, or in another magnitude."""

import re
from collections import defaultdict
from collections.abc import Iterator

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.classes import is_of_one_kind
from khuyenhoc_cli.audit.rules.prose.labels import is_of_another_time, label_of, likeness, places_named, topic_of
from khuyenhoc_cli.audit.rules.prose.moved import Move, moves_in
from khuyenhoc_cli.audit.rules.prose.printing import amount
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, body_lines, claim

_Placed = tuple[Line, Figure]
# what stands before the figure of a line of a list
_ITEM = re.compile(
    r"\s*(?P<mark>[-–+*•]|\(?\d+[.)]|[a-zđ]\))?\s*(?P<name>[^,;.:]{1,60}?)\s*(?P<stop>:|\b(?:là|có|được))\s*"
)


def _check(document: Document) -> Iterator[Claim]:
    lines = body_lines(document)
    placed = [(line, figure) for line in lines for figure in line.figures if _is_comparable(figure)]
    told: set[tuple[int, int]] = set()
    for first, second in _alike(placed):
        if (second[0].number, second[1].place) in told or not _is_the_same(first, second):
            continue
        told.add((second[0].number, second[1].place))
        yield _said(first, second)
    yield from _moves([(line, move) for line in lines for move in moves_in(line)])
    yield from _magnitudes(placed)


def _is_comparable(figure: Figure) -> bool:
    quantity = figure.quantity
    if quantity.measure not in ("count", "money", "percent", "per_person") or figure.role != "value":
        return False
    return len(_digits(figure).strip("0")) > 1 and not (figure.is_rough or is_of_another_time(figure))


def _digits(figure: Figure) -> str:
    return str(int(figure.quantity.value * (10**4 if figure.quantity.measure == "percent" else 1)))


def _alike(placed: list[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
    """Pairs whose values differ by little: one digit, two digits exchanged, or beyond the fourth digit."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (_, figure) in enumerate(placed):
        digits = _digits(figure)
        keys = {f"{digits[:place]}*{digits[place + 1 :]}" for place in range(len(digits))}
        keys |= {"".join(sorted(digits)) + f":{len(digits)}"} if len(digits) > 2 else set()
        keys |= {f"{digits[:5]}:{len(digits)}"} if len(digits) > 5 else set()
        for key in keys:
            groups[figure.quantity.measure, key].append(number)
    pairs = {(a, b) for found in groups.values() if len(found) < 40 for a in found for b in found if a < b}
    for first, second in sorted(pairs):
        one, other = placed[first][1].quantity, placed[second][1].quantity
        if abs(one.value - other.value) >= max(one.step, other.step):
            yield placed[first], placed[second]


def _is_the_same(first: _Placed, second: _Placed) -> bool:
    """Whether both are called the same and speak of the same place."""
    (line, figure), (other_line, other) = first, second
    if line.number == other_line.number or not is_of_one_kind(figure.quantity, other.quantity):
        return False
    if figure.quantity.measure == "count" and figure.quantity.unit != other.quantity.unit and len(_digits(figure)) < 4:
        return False
    if _part_named(line) != _part_named(other_line):
        return False
    one, two = label_of(line, figure), label_of(other_line, other)
    common = one & two
    digits = len(_digits(figure).rstrip("0"))
    named, other_named = places_named(line, figure), places_named(other_line, other)
    if named and other_named and not named & other_named:
        return False
    if _are_items(line, figure, other_line, other) or _is_to_be(figure) != _is_to_be(other):
        return False
    years, other_years = (set(re.findall(r"\b20\d\d\b", each.before)) for each in (figure, other))
    if years and other_years and not years & other_years:
        return False
    if figure.quantity.measure == "percent":
        one, two = one | topic_of(line), two | topic_of(other_line)
        return likeness(one, two) >= 0.75 and len(one & two) > 3
    wanted = 2 if digits > 4 else 3 if digits > 3 else 4
    if _differ_in_state(one, two):
        return False
    return likeness(one, two) >= (0.6 if digits > 4 else 0.75) and (len(common) >= wanted or one == two != frozenset())


def _are_items(line: Line, figure: Figure, other_line: Line, other: Figure) -> bool:
    """Whether both are lines of one list, with names that differ, be it in a number: "- Ấp 2: 131", "- Ấp 6: 135"."""
    names = [_ITEM.fullmatch(each.text[: f.quantity.start]) for each, f in ((line, figure), (other_line, other))]
    first, second = names
    if not (first and second) or line.passage.headings != other_line.passage.headings:
        return False
    is_list = bool(first["mark"] and second["mark"]) or first["stop"] == second["stop"] == ":"
    return is_list and first["name"] != second["name"]


def _part_named(line: Line) -> str:
    """The heading of the line, if it speaks of a part only."""
    heading = line.passage.headings[-1].lower() if line.passage.headings else ""
    return heading if re.search(r"\b(?:riêng|đối với|khối)\b", heading) else ""


def _is_to_be(figure: Figure) -> bool:
    """Whether it tells of what will be: "phấn đấu kết nạp 5.000 hội viên, nâng tổng số lên 289.310"."""
    return bool(re.search(r"\b(?:nâng|đưa)\b[^;.,]{0,60}\blên\s*(?:khoảng |hơn |gần )?$", figure.before))


def _differ_in_state(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether one is of those registered, new, returned … and the other is not."""
    states = {"ký", "mới", "kết", "nhận", "hiệu", "tăng", "giảm", "nữ", "chưa", "không", "chi", "thu"}
    return bool((one ^ two) & states)


def _said(first: _Placed, second: _Placed) -> Claim:
    (line, figure), (other_line, other) = first, second
    digits = len(_digits(figure).rstrip("0"))
    close = abs(figure.quantity.value - other.quantity.value) * 100 < figure.quantity.value
    verdict: Verdict = "wrong" if digits > 4 and close and figure.quantity.measure != "percent" else "doubtful"
    message = f"chỗ khác (đoạn {line.passage.paragraph}) ghi {_shown(figure)}, ở đây ghi {_shown(other)}"
    return claim("trung-lap", "duplicate", other_line, other, _shown(figure), verdict, message, ((line, figure),))


def _shown(figure: Figure) -> str:
    return amount(figure.quantity.value, figure.quantity)


def _moves(moves: list[tuple[Line, Move]]) -> Iterator[Claim]:
    """The same value with two changes, or one change with two directions."""
    for number, (line, move) in enumerate(moves):
        for other_line, other in moves[:number]:
            now, change = move.now.quantity, move.change.quantity
            then, before = other.now.quantity, other.change.quantity
            if now.value != then.value or now.measure != then.measure or change.measure != before.measure:
                continue
            if not is_of_one_kind(now, then) or not _tell_alike((line, move), (other_line, other)):
                continue
            if change.value == before.value and move.is_up != other.is_up:
                message = (
                    f"đoạn {other_line.passage.paragraph} ghi “{other.change.word} {before.text}”, ở đây "
                    f"ghi “{move.change.word}”"
                )
                told = ((other_line, other.change),)
                yield claim("trung-lap", "direction", line, move.change, other.change.word, "wrong", message, told)
            elif abs(change.value - before.value) >= max(change.step, before.step) and now.value > 99:
                message = (
                    f"cùng mức {now.text}, đoạn {other_line.passage.paragraph} ghi {before.text}, ở đây "
                    f"ghi {change.text}"
                )
                against = ((other_line, other.now), (other_line, other.change), (line, move.now))
                yield claim("trung-lap", "duplicate", line, move.change, before.text, "wrong", message, against)
            break


def _tell_alike(first: tuple[Line, Move], second: tuple[Line, Move]) -> bool:
    """Whether two changes are told of one thing against one time, in two sentences: one of them must be wrong."""
    (line, move), (other_line, other) = first, second
    if line is other_line and move.now.sentence == other.now.sentence:
        return False
    if not (move.is_sure and other.is_sure) or _goal(line, move) != _goal(other_line, other):
        return False
    since, other_since = _since(line, move), _since(other_line, other)
    differing = since ^ other_since  # "so với cùng kỳ", "so với cùng kỳ năm 2023"
    if differing and not ("cùng kỳ" in since & other_since and len(differing) == 1 and min(differing).isdigit()):
        return False
    named, other_named = places_named(line, move.now), places_named(other_line, other.now)
    if len(_digits(move.now).rstrip("0")) > 4:
        return True
    one, two = label_of(line, move.now), label_of(other_line, other.now)
    if move.now.quantity.unit != other.now.quantity.unit:
        return False
    return not (named ^ other_named) and not _differ_in_state(one, two) and likeness(one, two) >= 0.6


def _goal(line: Line, move: Move) -> bool:
    return move.change.word == "vượt" or bool(re.search(r"chỉ tiêu|kế hoạch|mục tiêu|nghị quyết", _told(line, move)))


def _since(line: Line, move: Move) -> frozenset[str]:
    """What the change is told against: years, and whether the same time of them, their beginning, their end …"""
    return frozenset(re.findall(r"20\d\d|cùng kỳ|đầu|cuối|quý|tháng|nhiệm kỳ|khóa|trước", _told(line, move)))


def _told(line: Line, move: Move) -> str:
    """The words around the change, in its own part of the sentence, that tell against what it is told."""
    before = re.split(r"[;,.(](?!\d)", move.change.before)[-1]
    behind = re.split(r"[;,.](?!\d)", re.sub(r"\([^()]*\)", "", line.text[move.change.quantity.end :]))[0]
    behind = re.split(r"\b(?:tăng|giảm|vượt)\b", behind)[0]
    return f"{before[-80:]} {behind[:80]}"


def _magnitudes(placed: list[_Placed]) -> Iterator[Claim]:
    """The same digits of money, a thousand times as much."""
    seen: dict[str, _Placed] = {}
    for line, figure in placed:
        if figure.quantity.measure != "money":
            continue
        digits = re.sub(r"\D", "", figure.quantity.text).strip("0")
        first = seen.setdefault(digits, (line, figure))
        if len(digits) > 4 and first[1].quantity.value in (
            figure.quantity.value * 1000,
            figure.quantity.value / 1000,
            figure.quantity.value * 10**6,
            figure.quantity.value / 10**6,
        ):
            message = (
                f"đoạn {first[0].passage.paragraph} ghi cùng số ấy theo đơn vị tiền khác: có thể nhầm triệu với tỷ"
            )
            yield claim("trung-lap", "format", line, figure, "", "doubtful", message)


REPEATS = Rule(
    "trung-lap",
    "duplicate",
    "Một số liệu in hai lần (cùng tên gọi, cùng phạm vi, cùng kỳ) phải giống nhau; số chỉ khác vài chữ số được nêu ra. "
    "Số của đơn vị khác, kỳ khác, của kế hoạch hay chỉ tiêu thì không so.",
    _check,
    (
        Example(
            "Tổng kinh phí vận động xã hội được 18.556,91 triệu đồng.\nQuỹ là 33.937 triệu đồng, trong đó vận "
            "động xã hội hỗ trợ "
            "18.556,33 triệu đồng.",
            (("18.556,33", "wrong"),),
        ),
        Example(
            "Tổng số hội viên: 533.903 người, tăng 24.239 người so với cùng kỳ.\nToàn tỉnh có 533.930 hội viên.",
            (("533.930", "wrong"),),
        ),
        Example(
            "Tổng số hội viên: 533.903 người, tăng 24.239 người so với cùng kỳ.\nToàn tỉnh có 533.903 hội viên, "
            "giảm 24.239 người "
            "so với cùng kỳ.",
            (("24.239", "wrong"),),
        ),
        Example("Huyện Ea Kar có 12.345 hội viên.\nHuyện Krông Ana có 12.346 hội viên.", ()),
        Example("Có 9.960 hội viên, tăng 421 hội viên so với cùng kỳ, tăng 210 hội viên so với đầu năm.", ()),
        Example(
            "Có 9.960 hội viên, tăng 421 hội viên so với năm 2022.\nToàn huyện có 9.960 hội viên, tăng 124 hội viên so "
            "với năm 2022.",
            (("124", "wrong"),),
        ),
        Example("- Ấp 2: 14.250.000đ\n- Ấp 6: 14.520.000đ", ()),
        Example("- Hội viên năm 2022: 1.168\n- Hội viên năm 2023: 1.186", ()),
        Example("Có 284.310 hội viên.\nPhấn đấu kết nạp 5.000 hội viên, nâng tổng số lên 289.310 hội viên.", ()),
        Example("Có 1.904 thôn đăng ký.\nCó 1.914 thôn có ban khuyến học.", ()),
        Example(
            "Quỹ Khuyến học các cấp đạt 33.937,965 triệu đồng.\nQuỹ Khuyến học đạt 33.937,965 tỷ đồng.",
            (("33.937,965", "doubtful"),),
        ),
    ),
)
