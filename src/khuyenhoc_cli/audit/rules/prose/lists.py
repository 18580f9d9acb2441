"""Numbers against the lists of places that follow them, in the sentence or in its footnote."""

import re
from collections.abc import Iterator, Sequence

from khuyenhoc_cli.audit.model import Claim, Document, Example, Rule, Verdict
from khuyenhoc_cli.audit.rules.prose.labels import likeness
from khuyenhoc_cli.audit.rules.prose.names import Names, has_figures, lists_of, names_in
from khuyenhoc_cli.audit.rules.prose.parts import PARTIAL
from khuyenhoc_cli.audit.rules.prose.reading import Figure, Line, claim, lines_of
from khuyenhoc_cli.audit.rules.tables.units import UnitNames, units_of

_BODIES = frozenset(
    [
        "đơn",
        "vị",
        "huyện",
        "xã",
        "địa",
        "phương",
        "thị",
        "xã",
        "phường",
        "thị",
        "trấn",
        "thành",
        "phố",
        "hội",
        "hội",
        "khuyến",
        "học",
        "quỹ",
        "quỹ",
        "khuyến",
        "học",
        "cụm",
        "hội",
        "nghị",
        "văn",
        "bản",
    ]
) | {"đơn vị", "địa phương", "thị xã", "thị trấn", "thành phố", "hội khuyến học", "quỹ khuyến học", "văn bản"}
_NOT = re.compile(r"\b(?:chưa|không|còn lại|trừ)\b")
_BODY = re.compile(r"đã (?:có kế hoạch|ban hành|kiểm tra|triển khai|tổ chức|thành lập)")
_LEADS = re.compile(r"[^:(]*(?::|\()\s*$")


def _check(document: Document) -> Iterator[Claim]:
    lines, units = lines_of(document), units_of(document)
    notes = {id(line.passage): line for line in lines if line.passage.part == "footnote"}
    for line in lines:
        for names in lists_of(line, units):
            yield from _counted(line, names)
            yield from _repeated(line, names)
        for mark in line.passage.marks:
            note = document.notes.get(mark.number)
            if note is not None:
                yield from _against_note(line, mark.offset, notes[id(note)], units)
    yield from _nearly_the_same(lines)


def _counted(line: Line, names: Names) -> Iterator[Claim]:
    """“Còn 3/15 đơn vị chưa có kế hoạch (các huyện A, B và C)”, “05 văn bản … các địa phương: A, B, C, D, E”."""
    figure = next((each for each in reversed(line.figures) if each.quantity.end <= names.start), None)
    if figure is None or figure.quantity.measure not in ("count", "share") or figure.role != "value":
        return
    words = line.text[figure.quantity.end : names.start]
    if not _LEADS.fullmatch(words) or re.search(r"[.;]\s", words) or figure.quantity.unit not in _BODIES | {""}:
        return
    is_open = not re.match(r"\s*(?:[.;)]|$)", line.text[names.end :])
    if is_open or PARTIAL.search(words):
        return
    if has_figures(line, names):
        return
    yield _said(line, figure, 0, names, "wrong")


def _said(line: Line, figure: Figure, lacking: int, names: Names, verdict: Verdict) -> Claim:
    """The claim on the figure: as many names, or with `lacking`, N of n/N, so many fewer."""
    named = len(names.keys)
    count = lacking - named if lacking else named
    told = f"nêu tên {named} đơn vị ({', '.join(names.printed)})"
    shown = f"{told}: {lacking} - {named} = {count}" if lacking else told
    whole = figure.quantity.whole
    computed = f"{count:02d}" if whole is None else f"{count}/{whole}"
    said = "ok" if count == figure.quantity.value else verdict
    return claim("danh-sach", "list", line, figure, computed, said, f"{shown}, in: {figure.quantity.text}")


def _repeated(line: Line, names: Names) -> Iterator[Claim]:
    if not names.repeated or len(names.keys) < 3:
        return
    name = names.repeated[0]
    place = line.reading.cased.rfind(name, names.start, names.end)
    message = f"“{name}” có hai lần trong cùng danh sách"
    if place >= 0:
        start, end = place, place + len(name)
        yield Claim("danh-sach", "list", line.passage, start, end, "", "doubtful", message)


def _against_note(line: Line, offset: int, note: Line, units: UnitNames) -> Iterator[Claim]:
    """“Đã ban hành ở 12/15 huyện” against a footnote that names those which have, or have not."""
    listed = max(lists_of(note, units), key=lambda names: len(names.keys), default=None)
    if listed is None:
        return
    yield from _same_names(line, offset, note, listed)
    begin = max((stop for stop in line.reading.stops if stop < offset), default=0)
    begin = max(begin, line.text.rfind(";", begin, offset) + 1)
    figure = next(
        (each for each in line.figures if begin <= each.quantity.start < offset and each.quantity.whole is not None),
        None,
    )
    if (
        figure is None
        or figure.quantity.whole is None
        or note.figures
        or re.search(r"muộn|chậm|tiêu biểu|như ", note.text)
    ):
        return
    if not _is_whole(note, listed):
        return
    here = [each for each in line.figures if figure.quantity.end <= each.quantity.start < offset]
    told = line.text[begin:offset]
    if here or not (_BODY.search(told) or likeness(_words(note.text, listed), _words(told, listed)) >= 0.3):
        return
    lacking = bool(_NOT.search(note.text)) and not _NOT.search(told)
    if not lacking and bool(_NOT.search(note.text)) != bool(_NOT.search(told)):
        return
    if not lacking and likeness(_words(note.text, listed), _words(told, listed)) < 0.6:
        return
    whole = int(figure.quantity.whole)
    is_closed = note.text[: listed.start].rstrip().endswith(":")
    yield _said(line, figure, whole if lacking else 0, listed, "wrong" if is_closed else "doubtful")


def _is_whole(note: Line, listed: Names) -> bool:
    """Whether the list is all that the footnote names: "Chưa có kế hoạch: A, B." or "Huyện A, B chưa có kế hoạch"."""
    before, behind = note.text[: listed.start].rstrip(), note.text[listed.end :].strip(" .")
    return (before.endswith(":") and not behind) or (len(before) < 15 and behind.startswith(("chưa", "không")))


def _same_names(line: Line, offset: int, note: Line, listed: Names) -> Iterator[Claim]:
    """The places that the sentence names right before the mark stand in its footnote."""
    told = next((names for names in names_in(line) if 0 <= offset - names.end <= 2 and len(names.keys) > 1), None)
    if told is None or len(listed.keys) < 2 or len(listed.keys) < len(told.keys):
        return
    strange = [name for name, key in zip(told.printed, told.keys, strict=True) if key not in listed.keys]
    if strange and len(strange) < len(told.keys):
        place = line.reading.cased.find(strange[0], told.start)
        message = f"chú thích không nêu {strange[0]} mà nêu {', '.join(listed.printed)}"
        same_length = len(listed.keys) == len(told.keys)
        verdict: Verdict = "wrong" if same_length and note.figures else "doubtful"
        yield Claim("danh-sach", "list", line.passage, place, place + len(strange[0]), "", verdict, message)


def _nearly_the_same(lines: Sequence[Line]) -> Iterator[Claim]:
    """Two lists that say the same of all places but one."""
    lists = [(line, names) for line in lines for names in names_in(line) if len(names.keys) > 1]
    for number, (line, names) in enumerate(lists):
        for other_line, other in lists[:number]:
            mine, theirs = set(names.keys), set(other.keys)
            if len(mine) != len(theirs) or len(mine & theirs) != len(mine) - 1 or line.number == other_line.number:
                continue
            told, other_told = _told(line, names), _told(other_line, other)
            if likeness(told, other_told) < 0.75 or "nhất" in told | other_told:
                continue
            if line.passage.part == other_line.passage.part:
                continue
            strange = next(name for name, key in zip(names.printed, names.keys, strict=True) if key not in theirs)
            place = line.reading.cased.find(strange, names.start)
            there = "chú thích" if other_line.passage.part == "footnote" else "đoạn"
            message = f"{there} {other_line.passage.paragraph} cũng về việc này lại nêu {', '.join(other.printed)}"
            yield Claim("danh-sach", "list", line.passage, place, place + len(strange), "", "doubtful", message)
            break


def _told(line: Line, names: Names) -> frozenset[str]:
    """The words of the sentence up to the list."""
    begin = max((stop for stop in line.reading.stops if stop <= names.start), default=0)
    return _words(line.text[begin : names.start], names)


def _words(text: str, names: Names) -> frozenset[str]:
    listed = " ".join(names.printed).lower().split()
    return frozenset(re.findall(r"[^\W\d_]{2,}", text)) - frozenset(listed)


LISTS = Rule(
    "danh-sach",
    "list",
    "Số đơn vị ghi trước một danh sách phải bằng số tên được nêu; với n/N và chú thích nêu nơi chưa làm, N trừ "
    "số tên phải bằng "
    "n. Một tên lặp lại trong danh sách, hoặc hai danh sách về cùng một việc lệch nhau một tên, được nêu để xem lại.",
    _check,
    (
        Example("Còn 3/15 đơn vị chưa có kế hoạch (các huyện Buôn Đôn, Ea Súp và Krông Năng).", (("3/15", "ok"),)),
        Example("Còn 4/15 đơn vị chưa có kế hoạch (các huyện Buôn Đôn, Ea Súp và Krông Năng).", (("4/15", "wrong"),)),
        Example(
            "Đã ban hành ở 12/15 huyện[1].\n[1] Các huyện Buôn Đôn, Ea Súp, Krông Năng chưa có kế hoạch.",
            (("12/15", "ok"),),
        ),
        Example(
            "Đã ban hành ở 13/15 huyện[1].\n[1] Các huyện Buôn Đôn, Ea Súp, Krông Năng chưa có kế hoạch.",
            (("13/15", "doubtful"),),
        ),
        Example(
            "Có 05 văn bản về đại hội các địa phương: Ea H’Leo, Ea Súp, Cư M’gar, Cư Kuin, Krông Búk.", (("05", "ok"),)
        ),
        Example("Còn 3/18 đơn vị chưa có quỹ (thôn 4, buôn Hồ Sen và tổ dân phố 3).", (("3/18", "ok"),)),
        Example("Còn 4/18 đơn vị chưa có quỹ (thôn 4, buôn Hồ Sen và tổ dân phố 3).", (("4/18", "wrong"),)),
        Example("Còn 3/18 đơn vị chưa có quỹ (thôn 4, 5 và 6).", ()),
        Example("Nhiều đơn vị làm tốt: Ea Súp, Lắk, Ea Súp.", (("Ea Súp", "doubtful"),)),
        Example("Ban Thường vụ tổ chức 02 kỳ hội nghị: 01 kỳ họp chuẩn bị hội nghị.", ()),
    ),
)
