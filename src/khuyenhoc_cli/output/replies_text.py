"""A reply as a short message: plain text to paste into Zalo, long lists cut with a word on where the rest stands."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from textwrap import shorten

from khuyenhoc_cli.output.replies import Fault, Point, Reply
from khuyenhoc_cli.output.replies_wording import Items
from khuyenhoc_cli.report.phrases import capitalized, short_date

_MOST_POINTS = 6
_MOST: Mapping[Items, int] = {"cell": 8, "said": 4, "message": 2, "unit": 8, "file": 4, "none": 0}
_MORE: Mapping[Items, str] = {"cell": "ô", "said": "ô", "message": "chỗ", "unit": "dòng", "file": "tệp", "none": ""}
_QUOTED_LENGTH = 40
_MESSAGE_LENGTH = 220
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
CELLS = ", ô "
WITH_LETTER = "xem thư kèm theo"

Entry = tuple[str, str, str]
"""A place ("trang Biểu 1"), what joins the text to it, and the text."""


def reply_text(reply: Reply, sender: str, due: date | None) -> str:
    """The message, lines parted by a new line; `sender` is the association that writes."""
    body = _reminder(reply, sender, due) if reply.is_reminder else _answer(reply, sender, due)
    return "\n".join((f"Kính gửi {reply.addressee},", *body, "Trân trọng cảm ơn!", sender, ""))


def one_line(text: str, most: int = _QUOTED_LENGTH) -> str:
    """What stands in a cell as part of a sentence: on one line, without control characters, not too long."""
    return shorten(_UNPRINTABLE.sub(" ", text), most, placeholder="…")


def message_of(fault: Fault) -> str:
    """The finding's sentence without its full stop; the commune's name leads where it is not in it."""
    finding = fault.finding
    message = one_line(finding.message(), _MESSAGE_LENGTH).rstrip(".")
    lead = f"{finding.unit}: " if finding.unit and finding.unit not in message else ""
    return lead + message


def _reminder(reply: Reply, sender: str, due: date | None) -> Iterator[str]:
    yield f"Đến nay {sender} chưa nhận được {reply.report} của {reply.you}."
    when = f"chậm nhất ngày {short_date(due)}, " if due else "trong thời gian sớm nhất "
    yield f"Kính đề nghị {reply.you} hoàn thành các biểu và gửi về {when}để kịp tổng hợp chung."
    yield f"Nếu đã gửi rồi, xin {reply.you} gửi lại giúp một lần nữa, vì có thể tệp chưa đến nơi."


def _answer(reply: Reply, sender: str, due: date | None) -> Iterator[str]:
    yield f"{sender} đã nhận được {reply.report} và trân trọng cảm ơn {reply.you}."
    yield f"Xin {reply.you} xem lại giúp một số điểm sau:"
    errors, warnings = reply.errors[:_MOST_POINTS], reply.warnings[: max(_MOST_POINTS - len(reply.errors), 0)]
    if errors:
        yield "Cần sửa trước khi tổng hợp:"
        yield from (f"{number}. {_point(point, 'Đề nghị')}" for number, point in enumerate(errors, 1))
    if warnings:
        yield "Xin kiểm tra lại giúp (nếu số liệu đã đúng, xin ghi lý do ở trang Thuyết minh):"
        yield from (f"{number}. {_point(point, 'Xin')}" for number, point in enumerate(warnings, len(errors) + 1))
    left = len(reply.errors) + len(reply.warnings) - len(errors) - len(warnings)
    if left:
        yield f"Còn {left} nội dung nữa, xin {WITH_LETTER}."
    when = f", chậm nhất ngày {short_date(due)}" if due else " trong thời gian sớm nhất"
    yield (
        f"Kính đề nghị {reply.you} chỉnh sửa rồi gửi lại tệp giúp{when}."
        if reply.errors
        else f"Nếu có sửa hoặc ghi thêm lý do, kính đề nghị {reply.you} gửi lại tệp giúp{when}."
    )


def _point(point: Point, ask: str) -> str:
    listed = _listed(point)
    return f"{point.wording.cause}.{f' {capitalized(listed)}.' if listed else ''} {ask} {point.wording.ask}."


def _listed(point: Point) -> str:
    """Where the faults are, sheet by sheet: "trang Biểu 1, ô C8, D9 và 7 ô nữa, xem thư kèm theo"."""
    kind = point.wording.items
    entries = _entries(point, kind)
    left = len(entries) - _MOST[kind]
    more = f" và {left} {_MORE[kind]} nữa, {WITH_LETTER}" if left > 0 else ""
    return "; ".join(_by_place(entries[: _MOST[kind]])) + more


def full_list(point: Point) -> str:
    """All places, sheet by sheet; only the cells, where a sentence about each stands in the letter's table."""
    kind = point.wording.items
    if kind in ("said", "message") and any(fault.cells for fault in point.faults):
        entries = [(fault.place, CELLS, ref.cell) for fault in point.faults for ref in fault.cells[:1]]
    else:
        entries = _entries(point, kind)
    return capitalized("; ".join(_by_place(entries)))


def _entries(point: Point, kind: Items) -> list[Entry]:
    return list(dict.fromkeys(entry for fault in point.faults for entry in _ENTRIES[kind](fault)))


def _by_place(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries of each place behind its name; bare cells in one list."""
    for (place, joint), group in groupby(entries, key=lambda entry: entry[:2]):
        texts = [text for _, _, text in group]
        yield f"{place}{joint}{(', ' if joint == CELLS else '; ').join(texts)}" if place else "; ".join(texts)


def _cells(fault: Fault) -> Iterator[Entry]:
    yield from ((fault.place, CELLS, ref.cell) for ref in fault.cells)


def _said(fault: Fault) -> Iterator[Entry]:
    """ "ô C8 ghi “12.345” (có phải là 12345?)"."""
    finding = fault.finding
    where = f"ô {finding.at.cell}" if finding.at else ""
    found = f" ghi “{one_line(finding.found)}”" if finding.found else ""
    meant = f" (có phải là {one_line(finding.proposed)}?)" if finding.proposed else ""
    yield fault.place, ": ", f"{where}{found}{meant}".strip()


def _message(fault: Fault) -> Iterator[Entry]:
    at, message = fault.finding.at, message_of(fault)
    cell = f"ô {at.cell}: " if at and not message.startswith(f"Ô {at.cell}") else ""
    yield fault.place, ", " if cell else ": ", cell + message


def _unit(fault: Fault) -> Iterator[Entry]:
    yield fault.place, ": ", fault.finding.unit or message_of(fault)


def _file(fault: Fault) -> Iterator[Entry]:
    yield "", "", f"tệp {fault.file}" if fault.file else message_of(fault)


def _nothing(_: Fault) -> Iterator[Entry]:
    yield from ()


_ENTRIES: Mapping[Items, Callable[[Fault], Iterator[Entry]]] = {
    "cell": _cells,
    "said": _said,
    "message": _message,
    "unit": _unit,
    "file": _file,
    "none": _nothing,
}
