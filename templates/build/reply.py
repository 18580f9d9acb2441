"""The letter that answers a unit's return, or asks for it; `output/replies_letter.py` offers what its tags print."""

from collections.abc import Iterator

from templates.build.base import section_properties
from templates.build.parts import closing, faults_table, for_each, letterhead, only_if, paragraph, signature

TITLE = "Thư trả lời đơn vị gửi báo cáo"
_COLUMNS = (("Trang", 22.0), ("Ô", 20.0), ("Đang ghi", 31.0), ("Đề nghị", 31.0), ("Nội dung", 61.0))
_TO_CHECK = "Nội dung xin kiểm tra lại; nếu số liệu đã đúng, xin ghi lý do ở trang Thuyết minh:"
_BOLD = "<w:b/><w:bCs/>"
_KEPT = "<w:keepNext/>"


def blocks() -> Iterator[str]:
    """The whole letter."""
    yield letterhead("V/v {{ thu.ve_viec }}")
    addressed = '<w:spacing w:before="360" w:after="240"/>'
    yield paragraph("Kính gửi: {{ thu.kinh_gui }}", "Centred", layout=addressed)
    yield from for_each("doan", "thu.mo_dau", paragraph("{{ doan }}"))
    yield from _points("thu.can_sua", "Nội dung cần sửa trước khi tổng hợp:")
    yield from _points(
        "thu.xin_xem", "Nội dung xin kiểm tra lại; nếu số liệu đã đúng, xin ghi lý do ở trang Thuyết minh:"
    )
    yield from only_if(
        "thu.bang",
        paragraph("Chi tiết từng ô như sau:", layout=f'{_KEPT}<w:spacing w:before="120" w:after="120"/>'),
        faults_table(_COLUMNS, "thu.bang"),
        paragraph("", "Rule"),
    )
    yield from for_each("doan", "thu.ket", paragraph("{{ doan }}"))
    yield closing("Trân trọng cảm ơn {{ thu.xung_ho }}./.")
    yield signature()
    yield section_properties()


def _points(name: str, heading: str) -> Iterator[str]:
    listed = for_each("y", name, paragraph("{{ loop.index + SO }}. {{ y }}".replace("SO", _before(name))))
    yield from only_if(name, paragraph(heading, layout=_KEPT, look=_BOLD), *listed)


def _before(name: str) -> str:
    """How many points stand before those of this list: the numbers run through the letter."""
    return "thu.can_sua | length" if name == "thu.xin_xem" else "0"
