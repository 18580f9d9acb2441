"""What each name of a template is called in Vietnamese; the one place to name a new one.

The words of indicators, ratios, notes, tables and sections come from where these are defined.
"""

from collections.abc import Mapping

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.report.appendices import APPENDICES
from khuyenhoc_cli.report.notes import NOTES
from khuyenhoc_cli.report.series_tables import SERIES_TABLES

INDICATORS, RATIOS = "Chỉ tiêu", "Tỷ lệ"
# first part of a name -> the group it is listed in
GROUPS: Mapping[str, str] = {
    "co_cau": "Các phần của một tổng",
    "danh_sach": "Danh sách đơn vị",
    "chu_thich": "Chú thích cuối trang",
    "danh_gia": "Đánh giá",
    "bang": "Bảng phụ lục",
    "bieu_do": "Biểu đồ",
    "nhieu_nam": "Qua các năm",
    "bang_nam": "Bảng theo năm",
    "dau_va_cuoi": "Từng đơn vị, năm cuối so với năm đầu",
    "giao": "So với số giao",
    "danh_gia_nam": "Đánh giá nhiều năm",
    "bieu_do_nam": "Biểu đồ nhiều năm",
    "van_ban": "Lời của đơn vị",
    "ky": "Kỳ báo cáo",
    "hoi": "Hội làm báo cáo",
    "dia_ban": "Địa bàn",
    "bao_cao": "Việc gửi báo cáo",
}
# last part of an indicator's or a ratio's name -> what it adds to the label
ASPECTS: Mapping[str, str] = {
    "so": "số liệu",
    "so_02": "số liệu, dưới 10 viết hai chữ số",
    "cung_ky": "số cùng kỳ năm trước",
    "tang_giam": "cụm từ tăng, giảm so với cùng kỳ",
    "tang_giam_pct": "cụm từ tăng, giảm có phần trăm",
    "chieu": "chữ “tăng”, “giảm” hoặc “không thay đổi”",
    "chenh_lech": "mức chênh lệch, không dấu, không đơn vị tính",
    "quy_doi": "chú thích rằng số cùng kỳ đã quy về đơn vị hiện nay",
    "pham_vi": "phạm vi khi chưa đủ đơn vị",
    "pham_vi_rieng": "phạm vi của tỷ lệ, khi tử số vừa nêu đã đủ",
    "tiep_nhan": "phần tiếp nhận từ đơn vị đã giải thể",
    "pham_vi_tiep_nhan": "phạm vi của phần tiếp nhận",
    "co_dau": "mức tăng, giảm có dấu, dùng trong bảng",
    "dia_phuong": "phần của các địa phương bên dưới",
    "truc_thuoc": "phần của khối trực thuộc",
    "muc": "mức chỉ tiêu, dùng trong bảng",
    "don_vi": "đơn vị tính",
    "chi_tieu": "cụm từ so với chỉ tiêu",
    "so_voi": "mẫu số, bằng lời",
    "co": "có và lớn hơn 0 hay không",
    "biet": "đã có số liệu hay chưa",
}
_RATIO_ASPECTS: Mapping[str, str] = {"co": "tính được hay không"}
OVER_YEARS: Mapping[str, str] = {
    "phat_trien": "cụm từ tăng, giảm qua các năm",
    "cong_don": "cộng dồn các năm",
    "chu_thich": "chú thích phép cộng dồn gồm những năm nào",
}
YEAR_TABLE_PARTS: Mapping[str, str] = {
    "nam": "mỗi năm một hàng",
    "moc": "năm lấy làm mốc của mức tăng, giảm",
    "tang": "các ô của hàng tăng, giảm",
    "khac_moc": "chú thích ô nào so với năm khác",
    "binh_quan": "các ô của hàng bình quân mỗi năm",
}
ASSIGNED_PARTS: Mapping[str, str] = {
    "giao": "số được giao",
    "ty_le": "tỷ lệ thực hiện so với số giao",
    "danh_gia": "cụm từ vượt, đạt, chưa đạt số giao",
    "chu_thich": "chú thích so sánh ở những đơn vị nào",
}
TABLE_PARTS: Mapping[str, str] = {
    "don_vi": "mỗi đơn vị một hàng",
    "tong": "các ô của hàng tổng",
    "cung_ky": "các ô của hàng cùng kỳ",
    "tang_giam": "các ô của hàng tăng, giảm",
    "chu_thich_tong": "chú thích số liệu nào còn thiếu đơn vị",
    "quy_doi": "chú thích số cùng kỳ đã quy về đơn vị hiện nay",
    "tiep_nhan": "chú thích phần tiếp nhận từ đơn vị đã giải thể",
}
FIXED: Mapping[str, str] = {
    "chu_thich.ghep_ky": "Số liệu cả năm được ghép từ những kỳ nào",
    "chu_thich.xa_chua_co_hoi": "Xã, phường, thị trấn nào chưa có Hội Khuyến học",
    "chu_thich.so_sanh": "Mức tăng, giảm chỉ tính trên các đơn vị có số liệu ở cả hai kỳ",
    "chu_thich.quy_doi": "Số cùng kỳ đã quy về đơn vị hiện nay như thế nào",
    "danh_gia.uu_diem": "Các câu nêu ưu điểm mà số liệu chứng minh",
    "danh_gia.han_che": "Các câu nêu hạn chế mà số liệu chứng minh",
    "danh_gia.chu_thich_uu_diem": "Chú thích của từng câu ưu điểm, cùng thứ tự",
    "danh_gia.chu_thich_han_che": "Chú thích của từng câu hạn chế, cùng thứ tự",
    "bieu_do.ty_le_hoi_vien": "Tỷ lệ hội viên trên dân số của từng đơn vị, so với chỉ tiêu",
    "bieu_do.mo_hinh_hoc_tap": "Tỷ lệ đạt các mô hình học tập, so với chỉ tiêu",
    "nhieu_nam.khoang": "Từ năm nào đến năm nào",
    "nhieu_nam.thoi_gian": "Số năm từ khi có Kết luận số 49-KL/TW",
    "nhieu_nam.dau": "Tên năm đầu",
    "nhieu_nam.cuoi": "Tên năm cuối",
    "nhieu_nam.mot_nam": "Chỉ biết số liệu một năm hay không",
    "dau_va_cuoi.don_vi": "Mỗi đơn vị một hàng: năm đầu, năm cuối, mức tăng, giảm",
    "dau_va_cuoi.tong": "Các ô của hàng tổng",
    "dau_va_cuoi.dau": "Tên năm đầu",
    "dau_va_cuoi.thieu": "Chú thích khi không có năm đầu để so sánh",
    "giao.co": "Có số giao hay không",
    "giao.don_vi": "Mỗi đơn vị một hàng: số giao, thực hiện, tỷ lệ",
    "giao.tong": "Các ô của hàng tổng",
    "danh_gia_nam.tien_bo": "Các câu nêu tiến bộ mà số liệu nhiều năm chứng minh",
    "danh_gia_nam.ton_tai": "Các câu nêu tồn tại mà số liệu nhiều năm chứng minh",
    "bieu_do_nam.hoi_vien": "Số hội viên qua các năm",
    "bieu_do_nam.ty_le_hoi_vien": "Tỷ lệ hội viên trên dân số qua các năm",
    "bieu_do_nam.quy_khuyen_hoc": "Quỹ Khuyến học và nguồn vận động qua các năm",
    "bieu_do_nam.mo_hinh": "Tỷ lệ đạt các mô hình học tập, năm cuối và năm đầu",
    "hoi.so_dang": "Số và ký hiệu của báo cáo theo thể thức văn bản của Đảng",
    "hoi.thay_mat_dang": "Thay mặt ai mà ký, theo thể thức văn bản của Đảng",
    "hoi.noi_nhan_dang": "Các dòng của nơi nhận theo thể thức văn bản của Đảng",
    "ky.ten": "Tên kỳ báo cáo",
    "ky.nam": "Năm báo cáo",
    "ky.ky_sau": "Kỳ sau, kỳ của phương hướng, nhiệm vụ",
    "ky.cung_ky": "Kỳ đem so sánh",
    "ky.co_so_sanh": "Có số cùng kỳ để so sánh hay không",
    "ky.dat": "Chữ “đạt”, trước khi hết năm là “ước đạt”",
    "hoi.ten": "Tên Hội làm báo cáo",
    "hoi.cap_tren": "Tên cơ quan cấp trên",
    "hoi.dia_danh": "Địa danh ghi trước ngày tháng",
    "hoi.so": "Số của báo cáo",
    "hoi.ky_hieu": "Ký hiệu của báo cáo",
    "hoi.ngay": "Ngày, tháng, năm ban hành",
    "hoi.kinh_gui": "Các nơi ghi sau “Kính gửi”",
    "hoi.noi_nhan": "Các dòng của nơi nhận",
    "hoi.thay_mat": "Thay mặt ai mà ký",
    "hoi.chuc_vu": "Chức vụ người ký",
    "hoi.nguoi_ky": "Họ tên người ký",
    "dia_ban.ten": "Tên địa bàn",
    "dia_ban.Toan": "Chữ “Toàn tỉnh”, khi còn thiếu báo cáo là “Các đơn vị đã báo cáo”",
    "dia_ban.cac_don_vi": "Các loại đơn vị bên dưới",
    "bao_cao.da_nhan": "Đã nhận bao nhiêu báo cáo trên tổng số",
    "bao_cao.chua_co_hoi": "Bao nhiêu đơn vị chưa thành lập Hội",
}


class Labels:
    """The groups and labels of names under one edition of the forms."""

    def __init__(self, edition: Edition) -> None:
        self._indicators = {indicator.key: indicator.label for indicator in edition.indicators.values()}
        self._ratios = {ratio.key: ratio.label for ratio in edition.ratios}
        self._figures = {**self._indicators, **self._ratios}
        self.groups = (INDICATORS, RATIOS, *GROUPS.values())

    def of(self, path: str) -> tuple[str, str]:
        """The group and the label of a name; "" where it has none."""
        head, *rest = path.split(".")
        if head in self._figures:
            own = _RATIO_ASPECTS if head in self._ratios else {}
            aspect = own.get(rest[-1]) or ASPECTS.get(rest[-1], "") if rest else ""
            return INDICATORS if head in self._indicators else RATIOS, _joined(self._figures[head], aspect)
        return GROUPS.get(head, ""), FIXED.get(path) or self._worded(head, rest)

    def _worded(self, head: str, rest: list[str]) -> str:
        """What the place says where a name of this group is defined."""
        match head, rest:
            case "co_cau", [key]:
                return _joined(self._figures.get(key, ""), "các phần lớn hơn 0")
            case "danh_sach", [side, key]:
                what = {"dan_dau": "các đơn vị tiêu biểu", "han_che": "các đơn vị cần lưu ý"}.get(side, "")
                return _joined(self._figures.get(key, ""), what)
            case "chu_thich", [name]:
                return _NOTES.get(name, "")
            case "bang", [key, part]:
                return _joined(_TABLES.get(key, ""), TABLE_PARTS.get(part, ""))
            case "nhieu_nam", [key, part]:
                return _joined(self._figures.get(key, ""), OVER_YEARS.get(part, ""))
            case "bang_nam", [key, part]:
                return _joined(_YEAR_TABLES.get(key, ""), YEAR_TABLE_PARTS.get(part, ""))
            case "giao", [key, part]:
                return _joined(self._figures.get(key, ""), ASSIGNED_PARTS.get(part, ""))
            case "van_ban", [key]:
                return _SECTIONS.get(key, "")
        return ""


_NOTES = {rule.name: rule.wording.partition(": {")[0].format(compared="cùng kỳ", found="…") for rule in NOTES}
_TABLES = {table.key: table.title for appendix in APPENDICES for table in appendix.tables}
_YEAR_TABLES = {table.key: table.title for table in SERIES_TABLES}
_SECTIONS = {section.key: section.title for section in REPORT_SECTIONS}


def _joined(label: str, more: str) -> str:
    """Both parts, or nothing where one is missing: half a label would hide that a name has none."""
    return f"{label}: {more}" if label and more else ""
