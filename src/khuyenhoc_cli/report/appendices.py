"""The appendices as data: what stands in each column. The template is built from it, and so are the cells.

A column shows a figure (an indicator or a ratio) of each unit: its value, or its change over the year; its heading may
hold tags of the template. Widths are in millimetres; a table's columns with "TT" and the units' names fill `WIDTH_MM`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

WIDTH_MM = 252
NUMBER_MM = 9
NAME_MM = 42


@dataclass(frozen=True)
class Column:
    """One column; `aspect` "delta" shows the change over the year instead of the value, "rank" a unit's place by it."""

    figure: str
    heading: str
    aspect: Literal["", "delta", "rank"] = ""


@dataclass(frozen=True)
class Group:
    """Columns under one heading; a group of one column whose heading is "" has no second row of headings."""

    heading: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Table:
    """One table; `key` names its rows in the context, `measures` says what its figures are counted in."""

    key: str
    title: str
    measures: str
    groups: tuple[Group, ...]

    @property
    def columns(self) -> Iterator[Column]:
        """All columns from left to right."""
        return (column for group in self.groups for column in group.columns)

    @property
    def has_changes(self) -> bool:
        """Whether a column shows changes over the year."""
        return any(column.aspect == "delta" for column in self.columns)


@dataclass(frozen=True)
class Appendix:
    """One appendix: a landscape section of its own with its tables."""

    number: str
    title: str
    tables: tuple[Table, ...]


DELTA = "Tăng (+), giảm (-)"


def _registered_and_achieved(whole: str, registered: str, achieved: str, heading: str) -> tuple[Column, ...]:
    return (
        Column(whole, heading),
        Column(registered, "Đăng ký"),
        Column(f"{registered}/{whole}", "Tỷ lệ"),
        Column(achieved, "Đạt"),
        Column(f"{achieved}/{whole}", "Tỷ lệ"),
    )


ORGANISATION = Table(
    "to_chuc",
    "Tổ chức hội",
    "Đơn vị tính: hội, chi hội, ban",
    (
        Group(
            "Hội cơ sở",
            (
                Column("TC01", "Số đơn vị cấp xã"),
                Column("TC02", "Có Hội cấp xã"),
                Column("TC03", "Hội cơ sở khác"),
                Column("TC30", "Đã đại hội"),
            ),
        ),
        Group(
            "Chi hội khuyến học",
            (
                Column("TC10", "Tổng số"),
                Column("TC10", DELTA, "delta"),
                Column("TC11", "Thôn, buôn, TDP"),
                Column("TC12", "Trường học"),
                Column("TC13", "Cơ quan, đơn vị"),
                Column("TC14", "Doanh nghiệp"),
            ),
        ),
        Group(
            "Ban khuyến học",
            (
                Column("TC20", "Tổng số"),
                Column("TC20", DELTA, "delta"),
                Column("TC21", "Dòng họ"),
                Column("TC22", "Đồng hương"),
                Column("TC23", "Cơ sở tôn giáo"),
                Column("TC24", "Khác"),
            ),
        ),
    ),
)
MEMBERS = Table(
    "hoi_vien",
    "Hội viên",
    "Đơn vị tính: người",
    (
        Group("Dân số trung bình", (Column("DS01", ""),)),
        Group(
            "Hội viên",
            (
                Column("HV01", "Tổng số"),
                Column("HV01", DELTA, "delta"),
                Column("HV01/DS01", "Tỷ lệ trên dân số"),
                Column("HV03", "Kết nạp mới trong kỳ"),
            ),
        ),
        Group(
            "Trong đó (các nhóm có thể trùng nhau)",
            (
                Column("HV02", "Trong trường học"),
                Column("HV04", "Đảng viên"),
                Column("HV05", "Cán bộ, công chức, viên chức"),
                Column("HV06", "Ở nông thôn"),
            ),
        ),
    ),
)
CITIZENS = Table(
    "cong_dan",
    "Công dân học tập",
    "Đơn vị tính: người",
    (
        Group(
            "Công dân thuộc diện",
            (
                Column("CD01", "Tổng số"),
                Column("CD11", "Cán bộ, CNV, doanh nhân"),
                Column("CD12", "Người học"),
                Column("CD13", "Người lao động"),
                Column("CD14", "Người dân"),
            ),
        ),
        Group("Đăng ký", (Column("CD02", "Số công dân"), Column("CD02/CD01", "Tỷ lệ so với tổng số"))),
        Group(
            "{{ ky.dat | capitalize }}",
            (
                Column("CD03", "Số công dân"),
                Column("CD03/CD01", "Tỷ lệ so với tổng số"),
                Column("CD03/CD02", "Tỷ lệ so với đăng ký"),
            ),
        ),
    ),
)
FAMILIES = Table(
    "gia_dinh",
    "Gia đình, dòng họ, đơn vị học tập",
    "Đơn vị tính: hộ, dòng họ, đơn vị; tỷ lệ so với tổng số",
    (
        Group("Gia đình học tập", _registered_and_achieved("GD01", "GD02", "GD03", "Tổng số hộ")),
        Group("Dòng họ học tập", _registered_and_achieved("DH01", "DH02", "DH03", "Có ban khuyến học")),
        Group("Đơn vị học tập", _registered_and_achieved("DV01", "DV02", "DV03", "Tổng số")),
    ),
)
COMMUNITIES = Table(
    "cong_dong",
    "Cộng đồng học tập",
    "Đơn vị tính: cộng đồng, cơ sở, đơn vị; tỷ lệ so với tổng số, riêng cơ sở tôn giáo so với số có ban khuyến học",
    (
        Group("Thôn, buôn, tổ dân phố", _registered_and_achieved("CX01", "CX02", "CX03", "Tổng số")),
        Group(
            "Cơ sở tôn giáo",
            (Column("TG00", "Tổng số"), *_registered_and_achieved("TG01", "TG02", "TG03", "Có ban khuyến học")),
        ),
        Group(
            "Cấp xã",
            (
                Column("XP01", "Được đánh giá"),
                Column("XP11", "Tốt"),
                Column("XP12", "Khá"),
                Column("XP13", "Trung bình"),
                Column("XP14", "Yếu"),
            ),
        ),
    ),
)
FUNDS = Table(
    "quy",
    "Quỹ Khuyến học và nguồn vận động",
    "Đơn vị tính: triệu đồng; bình quân: đồng/người dân",
    (
        Group(
            "Quỹ Khuyến học và nguồn vận động",
            (
                Column("Q01", "Tổng số"),
                Column("Q01", DELTA, "delta"),
                Column("Q01/DS01", "Bình quân"),
                Column("Q11", "Vận động xã hội"),
                Column("Q12", "Tài trợ theo địa chỉ"),
                Column("Q13", "Hội phí, lãi, thu khác"),
            ),
        ),
        Group("Số dư cuối kỳ", (Column("Q30", ""),)),
    ),
)
SPENDING = Table(
    "chi",
    "Ngân sách, các khoản chi và kết quả vận động",
    "Đơn vị tính: triệu đồng; học sinh, học viên, suất, lượt",
    (
        Group("Ngân sách nhà nước", (Column("NS01", "Được cấp trong năm"), Column("NS02", "Ước chi trong kỳ"))),
        Group(
            "Chi trong kỳ",
            (Column("Q21", "Hỗ trợ học sinh khó khăn"), Column("Q22", "Học bổng"), Column("Q23", "Khen thưởng")),
        ),
        Group(
            "Kết quả vận động, hỗ trợ, khen thưởng",
            (
                Column("HS01", "Học sinh trở lại trường"),
                Column("HS02", "Học viên xóa mù chữ, phổ cập"),
                Column("HS03", "Suất học bổng"),
                Column("HS04", "Lượt khen thưởng"),
            ),
        ),
    ),
)
CENTRES = Table(
    "trung_tam",
    "Hoạt động của trung tâm học tập cộng đồng",
    "Đơn vị tính: trung tâm, người, lượt, chuyên đề",
    (
        Group(
            "Trung tâm",
            (
                Column("TC01", "Số đơn vị cấp xã"),
                Column("TT01", "Số trung tâm"),
                Column("TT01/TC01", "Tỷ lệ xã có trung tâm"),
            ),
        ),
        Group(
            "Người tham gia",
            (
                Column("TT02", "Cán bộ Hội tham gia quản lý"),
                Column("TT03", "Hội viên tham gia hoạt động"),
                Column("TT04", "Lượt người học"),
                Column("TT04", f"Lượt người học: {DELTA.lower()}", "delta"),
            ),
        ),
        Group("Chuyên đề, lớp đã mở", (Column("TT05", ""),)),
    ),
)

APPENDICES: tuple[Appendix, ...] = (
    Appendix("I", "Tổ chức hội và hội viên", (ORGANISATION, MEMBERS)),
    Appendix("II", "Xây dựng mô hình Công dân học tập", (CITIZENS,)),
    Appendix("III", "Xây dựng các mô hình học tập", (FAMILIES, COMMUNITIES)),
    Appendix("IV", "Quỹ Khuyến học, kinh phí và kết quả vận động", (FUNDS, SPENDING)),
    Appendix("V", "Trung tâm học tập cộng đồng", (CENTRES,)),
)
