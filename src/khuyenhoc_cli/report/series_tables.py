"""The tables of a report over several years as data: with a row for each year, each unit, or each model.

The template is built from them, and so are the cells (see `series.py`, `first_and_last.py`, `assigned.py`).
"""

from khuyenhoc_cli.report.appendices import Appendix, Column, Group, Table

# in the body: a few figures each
ORGANISATION_BY_YEAR = Table(
    "to_chuc",
    "Tổ chức hội, hội viên",
    "",
    (
        Group(
            "",
            (
                Column("TC02", "Hội cấp xã (hội)"),
                Column("TC10", "Chi hội"),
                Column("TC20", "Ban khuyến học"),
                Column("HV01", "Hội viên (người)"),
                Column("HV01/DS01", "Hội viên/ dân số"),
            ),
        ),
    ),
)
MODELS_BY_YEAR = Table(
    "mo_hinh",
    "Tỷ lệ đạt các mô hình học tập so với tổng số",
    "",
    (
        Group(
            "",
            (
                Column("CD03/CD01", "Công dân học tập"),
                Column("GD03/GD01", "Gia đình học tập"),
                Column("DH03/DH01", "Dòng họ học tập"),
                Column("CX03/CX01", "Cộng đồng học tập"),
                Column("DV03/DV01", "Đơn vị học tập"),
            ),
        ),
    ),
)
FUNDS_BY_YEAR = Table(
    "quy",
    "Quỹ Khuyến học và nguồn vận động",
    "triệu đồng; bình quân: đồng/người dân",
    (
        Group(
            "",
            (
                Column("Q01", "Quỹ và nguồn vận động"),
                Column("Q01/DS01", "Bình quân"),
                Column("Q30", "Số dư cuối năm"),
                Column("NS01", "Ngân sách cấp"),
            ),
        ),
    ),
)
LEARNING_BY_YEAR = Table(
    "hoc_tap",
    "Trung tâm học tập cộng đồng và hoạt động khuyến học",
    "",
    (
        Group(
            "",
            (
                Column("TT01", "Trung tâm"),
                Column("TT04", "Lượt người học"),
                Column("HS01", "Học sinh trở lại trường"),
                Column("HS03", "Suất học bổng"),
                Column("HS04", "Lượt khen thưởng"),
            ),
        ),
    ),
)


def _model(whole: str, registered: str, achieved: str, heading: str) -> Group:
    return Group(
        heading,
        (Column(registered, "Đăng ký"), Column(achieved, "Đạt"), Column(f"{achieved}/{whole}", "Đạt so với tổng số")),
    )


# in the appendix: all that is told of in the text, and what it is made of
_ORGANISATION = Table(
    "pl_to_chuc",
    "Tổ chức hội, hội viên",
    "Đơn vị tính: đơn vị, hội, chi hội, ban, người",
    (
        Group("Cấp xã", (Column("TC01", "Số đơn vị"), Column("TC02", "Có Hội"), Column("TC02/TC01", "Tỷ lệ"))),
        Group(
            "Dưới cơ sở",
            (Column("TC10", "Chi hội"), Column("TC11", "Thôn, buôn, TDP"), Column("TC12", "Trường học")),
        ),
        Group("Ban khuyến học", (Column("TC20", "Tổng số"), Column("TC21", "Dòng họ"))),
        Group(
            "Hội viên",
            (
                Column("DS01", "Dân số"),
                Column("HV01", "Tổng số"),
                Column("HV01/DS01", "Tỷ lệ trên dân số"),
                Column("HV03", "Kết nạp mới"),
            ),
        ),
    ),
)
_MODELS = Table(
    "pl_mo_hinh",
    "Các mô hình học tập",
    "Đơn vị tính: người, hộ, dòng họ, cộng đồng, đơn vị",
    (
        _model("CD01", "CD02", "CD03", "Công dân học tập"),
        _model("GD01", "GD02", "GD03", "Gia đình học tập"),
        _model("DH01", "DH02", "DH03", "Dòng họ học tập"),
        _model("CX01", "CX02", "CX03", "Cộng đồng học tập"),
        _model("DV01", "DV02", "DV03", "Đơn vị học tập"),
    ),
)
_FUNDS = Table(
    "pl_quy",
    "Quỹ Khuyến học, ngân sách và các khoản chi",
    "Đơn vị tính: triệu đồng; bình quân: đồng/người dân",
    (
        Group(
            "Quỹ Khuyến học và nguồn vận động",
            (
                Column("Q01", "Tổng số"),
                Column("Q01/DS01", "Bình quân"),
                Column("Q11", "Vận động xã hội"),
                Column("Q12", "Tài trợ theo địa chỉ"),
                Column("Q13", "Hội phí, lãi, thu khác"),
                Column("Q30", "Số dư"),
            ),
        ),
        Group(
            "Chi trong năm",
            (Column("Q21", "Học sinh khó khăn"), Column("Q22", "Học bổng"), Column("Q23", "Khen thưởng")),
        ),
        Group("Ngân sách cấp", (Column("NS01", ""),)),
    ),
)
_LEARNING = Table(
    "pl_hoc_tap",
    "Trung tâm học tập cộng đồng, hoạt động khuyến học, khen thưởng",
    "Đơn vị tính: trung tâm, chuyên đề, lượt, người, suất, cái",
    (
        Group(
            "Trung tâm học tập cộng đồng",
            (Column("TT01", "Số trung tâm"), Column("TT05", "Chuyên đề, lớp"), Column("TT04", "Lượt người học")),
        ),
        Group(
            "Vận động, hỗ trợ",
            (
                Column("HS01", "Học sinh trở lại trường"),
                Column("HS02", "Học viên ra lớp"),
                Column("HS03", "Suất học bổng"),
            ),
        ),
        Group(
            "Khen thưởng",
            (
                Column("HS04", "Lượt khen thưởng"),
                Column("TD01", "Kỷ niệm chương"),
                Column("TD02", "Bằng khen"),
                Column("TD03", "Giấy khen"),
            ),
        ),
        Group("Kiểm tra", (Column("KT01", "Số cuộc"),)),
    ),
)
IN_THE_BODY = (ORGANISATION_BY_YEAR, MODELS_BY_YEAR, FUNDS_BY_YEAR, LEARNING_BY_YEAR)
BY_YEAR = Appendix("I", "Số liệu qua các năm", (_ORGANISATION, _MODELS, _FUNDS, _LEARNING))
SERIES_TABLES: tuple[Table, ...] = (*IN_THE_BODY, *BY_YEAR.tables)

# per unit, the first year against the last: heading and figure
COMPARED = (
    ("Hội viên", "HV01"),
    ("Hội viên/ dân số", "HV01/DS01"),
    ("Gia đình học tập/ số hộ", "GD03/GD01"),
    ("Quỹ và nguồn vận động", "Q01"),
)
# per unit and over the scope, against the number assigned: name and what counts
ASSIGNED = (
    ("Công dân học tập", "CD03", "CD03/CD01"),
    ("Gia đình học tập", "GD03", "GD03/GD01"),
    ("Dòng họ học tập", "DH03", "DH03/DH01"),
    ("Cộng đồng học tập", "CX03", "CX03/CX01"),
    ("Đơn vị học tập", "DV03", "DV03/DV01"),
)
