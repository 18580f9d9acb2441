"""A reply as a letter to print: the points in full, then every cell in a table."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from khuyenhoc_cli.findings.catalogue import Severity
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.output.replies import Fault, Point, Reply
from khuyenhoc_cli.output.replies_text import full_list, message_of, one_line
from khuyenhoc_cli.output.replies_wording import wording_of
from khuyenhoc_cli.output.validation import reason_of
from khuyenhoc_cli.report.phrases import capitalized, decree_date
from khuyenhoc_cli.workspace.config import Config

_BLANK = "…"
_CELL_LENGTH = 120


def reply_letter(template: Path, reply: Reply, config: Config, due: date | None, on: date) -> bytes:
    """The letter as a .docx; the day of `on` is left to be written by hand, as is the number."""
    from khuyenhoc_cli.report.word.document import render_document

    context = {"hoi": _office(config, on), "thu": _letter(reply, config.association.name, due)}
    return render_document(template, context, title=f"V/v {_subject(reply)}").data


def _office(config: Config, on: date) -> dict[str, Any]:
    association, signature = config.association, config.signature
    return {
        "ten": association.name,
        "cap_tren": association.parent_body,
        "dia_danh": association.place,
        "so": _BLANK,
        "ky_hieu": association.symbol.removeprefix("BC-"),
        "ngay": f"ngày {_BLANK} tháng {_BLANK} năm {on.year}",
        "noi_nhan": ["- Như trên;", "- Lưu: VT."],
        "thay_mat": signature.on_behalf,
        "chuc_vu": signature.title,
        "nguoi_ky": signature.name,
    }


def _letter(reply: Reply, sender: str, due: date | None) -> dict[str, Any]:
    faults = [(point, fault) for point in (*reply.errors, *reply.warnings) for fault in point.faults]
    return {
        "ve_viec": _subject(reply),
        "kinh_gui": reply.addressee,
        "xung_ho": reply.you,
        "mo_dau": list(_opening(reply, sender)),
        "can_sua": [_point(point, f"Đề nghị {reply.you}") for point in reply.errors],
        "xin_xem": [_point(point, f"Xin {reply.you}") for point in reply.warnings],
        "bang": [_row(*fault) for fault in faults] if any(fault.cells for _, fault in faults) else [],
        "ket": list(_closing(reply, due)),
    }


def _subject(reply: Reply) -> str:
    what = "gửi" if reply.is_reminder else "hoàn chỉnh" if reply.errors else "xem lại số liệu"
    return f"{what} {reply.report}".replace("năm ", "năm\N{NO-BREAK SPACE}")


def _opening(reply: Reply, sender: str) -> Iterator[str]:
    if reply.is_reminder:
        yield f"Để kịp tổng hợp chung, {sender} đang tập hợp {reply.report} của các đơn vị."
        yield f"Đến nay, {sender} chưa nhận được báo cáo của {reply.you}."
        return
    yield f"{sender} đã nhận được {reply.report} của {reply.you} và trân trọng cảm ơn sự phối hợp của {reply.you}."
    yield f"Để số liệu tổng hợp được đầy đủ, chính xác, kính đề nghị {reply.you} xem lại giúp những nội dung sau đây."


def _closing(reply: Reply, due: date | None) -> Iterator[str]:
    when = f"chậm nhất {decree_date(due)}" if due else "trong thời gian sớm nhất"
    if reply.is_reminder:
        yield f"Kính đề nghị {reply.you} hoàn thành các biểu số liệu và gửi về {when}."
        yield f"Trường hợp đã gửi, xin {reply.you} gửi lại giúp một lần nữa, vì có thể tệp chưa đến nơi."
    elif reply.errors:
        yield f"Kính đề nghị {reply.you} chỉnh sửa và gửi lại tệp báo cáo {when}."
    else:
        yield f"Nếu có chỉnh sửa hoặc ghi thêm lý do, kính đề nghị {reply.you} gửi lại tệp báo cáo {when}."
    yield f"Có điều gì chưa rõ, xin {reply.you} trao đổi lại để cùng thống nhất."


def _point(point: Point, ask: str) -> str:
    listed = full_list(point)
    listed = listed.replace(" ô ", " ô\N{NO-BREAK SPACE}")
    return f"{point.wording.cause}{_count(point)}.{f' {listed}.' if listed else ''} {ask} {point.wording.ask}."


def _count(point: Point) -> str:
    cells = {(fault.file, ref) for fault in point.faults for ref in fault.cells[:1]}
    return f" ({len(cells)} ô)" if len(cells) > 1 else ""


def _row(point: Point, fault: Fault) -> list[str]:
    """Trang, Ô, Đang ghi, Đề nghị, Nội dung."""
    finding = fault.finding
    sheet = finding.at.sheet if finding.at else "Cả tệp"
    cell = finding.at.cell if finding.at else ""
    beside = ", ".join(
        ref.cell if finding.at and ref.sheet == finding.at.sheet else f"{ref.sheet} {ref.cell}" for ref in finding.also
    )
    return [
        f"{sheet} (tệp {fault.file})" if fault.file else sheet,
        f"{cell} (cùng {beside})" if beside else cell,
        one_line(finding.found, _CELL_LENGTH) if finding.found else "",
        _proposal(finding),
        _what(point, fault),
    ]


def _proposal(finding: Finding) -> str:
    """ "1200 (bằng tổng các phần)"; of what is only doubted, a question."""
    if not finding.proposed:
        return ""
    doubt = "?" if finding.severity is Severity.WARNING else ""
    because = reason_of(finding, "vi")
    return one_line(finding.proposed, _CELL_LENGTH) + doubt + (f" ({because})" if because else "")


def _what(point: Point, fault: Fault) -> str:
    """ "Xã Ea Phê: Tổng số hộ gia đình – số đếm đang có phần lẻ."; or the finding's sentence, and what it asks for."""
    if point.wording.items == "message":
        ask = wording_of(fault.finding).ask if point.wording.varies else ""
        return f"{message_of(fault)}.{f' {capitalized(ask)}.' if ask else ''}"
    unit, label = fault.finding.unit, fault.finding.detail.get("label")
    lead = f"{unit}: {label} – " if unit and label else f"{unit or label} – " if unit or label else ""
    cause = point.wording.cause
    return f"{lead}{cause[:1].lower() if lead else cause[:1]}{cause[1:]}."
