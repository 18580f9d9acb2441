"""The tables by unit that single reports have beside, or instead of, the appendices that several share."""

from collections.abc import Collection

from khuyenhoc_cli.report.appendices import (
    CENTRES,
    CITIZENS,
    COMMUNITIES,
    DELTA,
    FAMILIES,
    FUNDS,
    MEMBERS,
    ORGANISATION,
    SPENDING,
    Appendix,
    Column,
    Group,
    Table,
)

BRANCHES = Table(
    "chi_hoi",
    "Hội viên và gia đình học tập của các chi hội",
    "Đơn vị tính: người, hộ; quỹ: triệu đồng",
    (
        Group(
            "Hội viên",
            (Column("HV01", "Tổng số"), Column("HV01", DELTA, "delta"), Column("HV03", "Mới trong kỳ")),
        ),
        Group(
            "Gia đình học tập",
            (Column("GD01", "Tổng số hộ"), Column("GD02", "Đăng ký"), Column("GD03", "{{ ky.dat | capitalize }}")),
        ),
        Group("Công dân học tập {{ ky.dat }}", (Column("CD03", ""),)),
        Group("Thu quỹ trong kỳ", (Column("Q01", ""),)),
    ),
)
_POINTS = "Tăng, giảm (điểm %)"


def _registered(figure: str, heading: str) -> Group:
    return Group(heading, (Column(figure, "Tỷ lệ"), Column(figure, _POINTS, "delta")))


REGISTRATION = Table(
    "dang_ky",
    "Tỷ lệ đăng ký các mô hình học tập",
    "Tỷ lệ so với tổng số của từng mô hình; tăng, giảm tính bằng điểm phần trăm",
    (
        _registered("CD02/CD01", "Công dân học tập"),
        _registered("GD02/GD01", "Gia đình học tập"),
        _registered("DH02/DH01", "Dòng họ học tập"),
        _registered("CX02/CX01", "Cộng đồng học tập"),
        _registered("DV02/DV01", "Đơn vị học tập"),
    ),
)

# those of FAMILIES and COMMUNITIES, whose columns are too narrow for the numbers of provinces
FAMILIES_AND_BODIES = Table(
    "gia_dinh_don_vi",
    "Gia đình học tập, Đơn vị học tập",
    "Đơn vị tính: hộ, đơn vị; tỷ lệ so với tổng số",
    (FAMILIES.groups[0], FAMILIES.groups[2]),
)
CLANS_AND_SITES = Table(
    "dong_ho_ton_giao",
    "Dòng họ học tập, cơ sở tôn giáo",
    "Đơn vị tính: dòng họ, cơ sở; tỷ lệ so với số có ban khuyến học",
    (FAMILIES.groups[1], COMMUNITIES.groups[1]),
)
HAMLETS_AND_COMMUNES = Table(
    "thon_va_xa",
    "Cộng đồng học tập thôn, buôn, tổ dân phố và cấp xã",
    "Đơn vị tính: cộng đồng, đơn vị; tỷ lệ so với tổng số",
    (COMMUNITIES.groups[0], COMMUNITIES.groups[2]),
)


def _ranked(figure: str, heading: str) -> Group:
    return Group(heading, (Column(figure, "Tỷ lệ"), Column(figure, "Thứ", "rank")))


RANKS = Table(
    "xep_thu",
    "Xếp thứ tự theo một số tỷ lệ",
    "Thứ 1 là cao nhất; bằng nhau thì cùng thứ; bình quân: đồng/người dân",
    (
        _ranked("HV01/DS01", "Hội viên trên dân số"),
        _ranked("CD03/CD01", "Công dân học tập {{ ky.dat }}"),
        _ranked("GD03/GD01", "Gia đình học tập {{ ky.dat }}"),
        _ranked("CX03/CX01", "Cộng đồng học tập {{ ky.dat }}"),
        _ranked("DV03/DV01", "Đơn vị học tập {{ ky.dat }}"),
        Group("Quỹ bình quân", (Column("Q01/DS01", "Đồng"), Column("Q01/DS01", "Thứ", "rank"))),
    ),
)

_MODELS_OF_PROVINCES = (FAMILIES_AND_BODIES, CLANS_AND_SITES, HAMLETS_AND_COMMUNES)
COMMUNE_APPENDICES: tuple[Appendix, ...] = (
    Appendix("I", "Hội viên của các chi hội", (MEMBERS,)),
    Appendix("II", "Xây dựng các mô hình học tập ở các chi hội", (CITIZENS, FAMILIES)),
    Appendix("III", "Quỹ Khuyến học, kinh phí và kết quả vận động", (FUNDS, SPENDING)),
)
CLUSTER_APPENDICES: tuple[Appendix, ...] = (
    Appendix("I", "Tổ chức hội và hội viên", (ORGANISATION, MEMBERS)),
    Appendix("II", "Xây dựng các mô hình học tập", (REGISTRATION, CITIZENS, *_MODELS_OF_PROVINCES)),
    Appendix("III", "Quỹ Khuyến học, kinh phí và kết quả vận động", (FUNDS, SPENDING)),
    Appendix("IV", "Trung tâm học tập cộng đồng", (CENTRES,)),
    Appendix("V", "Xếp thứ tự các tỉnh, thành phố", (RANKS,)),
)
_OF_LEVEL = {"xa": (BRANCHES,), "cum": (REGISTRATION, *_MODELS_OF_PROVINCES, RANKS)}


def unit_tables(levels: Collection[str]) -> tuple[Table, ...]:
    """The tables that only reports of units of these levels have."""
    return tuple(table for level, tables in _OF_LEVEL.items() if level in levels for table in tables)
