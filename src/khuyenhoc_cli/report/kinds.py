"""The reports this tool writes: what each is for, of which level, in whose layout. One entry per template."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ReportKind:
    """One report; `name` is its template's, `title` what an officer calls it, `about` when it is written.

    `levels` are those of the units it speaks for. `layout` "decree" follows Nghị định 30/2020/NĐ-CP, "party" the
    documents of the Party. One `over_years` reads every year that is known up to its period.
    """

    name: str
    title: str
    about: str
    levels: tuple[str, ...]
    layout: Literal["decree", "party"] = "decree"
    over_years: bool = False


REPORTS: tuple[ReportKind, ...] = (
    ReportKind(
        "soket",
        "Báo cáo sơ kết công tác khuyến học",
        "Tỉnh hội, huyện hội: 6 tháng, quý, 9 tháng; so với cùng kỳ, năm phụ lục.",
        ("tinh", "huyen"),
    ),
    ReportKind(
        "tongket",
        "Báo cáo tổng kết công tác khuyến học",
        "Tỉnh hội, huyện hội: cả năm, theo mười mặt công tác; nhiệm vụ năm sau.",
        ("tinh", "huyen"),
    ),
    ReportKind(
        "cum",
        "Báo cáo sơ kết công tác khuyến học của cụm thi đua",
        "Cụm thi đua gồm các tỉnh, thành phố: 6 tháng hoặc cả năm.",
        ("cum",),
    ),
    ReportKind(
        "soket-xa-1",
        "Báo cáo công tác khuyến học cấp xã (ngắn)",
        "Hội Khuyến học xã, phường: bản ngắn, có danh sách chi hội.",
        ("xa",),
    ),
    ReportKind(
        "soket-xa-2",
        "Báo cáo công tác khuyến học cấp xã (mười mặt công tác)",
        "Hội Khuyến học xã, phường: bản đầy đủ theo mười mặt công tác.",
        ("xa",),
    ),
    ReportKind(
        "soket-xa-3",
        "Báo cáo công tác khuyến học cấp xã (hai phần, có chỉ tiêu)",
        "Hội Khuyến học xã, phường: phần A kết quả, phần B nhiệm vụ, có bảng chỉ tiêu.",
        ("xa",),
    ),
    ReportKind(
        "kl49",
        "Báo cáo sơ kết thực hiện Kết luận số 49-KL/TW",
        "Nhiều năm: số liệu từng năm, từng mô hình so với chỉ tiêu được giao; thể thức văn bản của Đảng.",
        ("tinh", "huyen"),
        layout="party",
        over_years=True,
    ),
)

KINDS = {kind.name: kind for kind in REPORTS}
