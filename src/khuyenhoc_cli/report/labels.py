"""What each name of a template is called in Vietnamese; the one place to name a new one.

The words of indicators, ratios, notes, tables and sections come from where these are defined.
Some names belong to reports of one level or over several years.
"""

from collections.abc import Mapping

from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.forms.narrative import REPORT_SECTIONS
from khuyenhoc_cli.report.appendices import APPENDICES
from khuyenhoc_cli.report.notes import NOTES

INDICATORS, RATIOS = "Chỉ tiêu", "Tỷ lệ"
# first part of a name -> the group it is listed in
GROUPS: Mapping[str, str] = {
    "co_cau": "Các phần của một tổng",
    "danh_sach": "Danh sách đơn vị",
    "chu_thich": "Chú thích cuối trang",
    "danh_gia": "Đánh giá",
    "bang": "Bảng phụ lục",
    "bieu_do": "Biểu đồ",
    "muc_luc": "Mục lục",
    "van_ban": "Lời của đơn vị",
    "ky": "Kỳ báo cáo",
    "hoi": "Hội làm báo cáo",
    "dia_ban": "Địa bàn",
    "bao_cao": "Việc gửi báo cáo",
    "tung_don_vi": "Từng đơn vị bên dưới",
    "tra_loi": "Câu trả lời của chính Hội",
    "nhieu_nam": "Nhiều năm",
    "bang_nam": "Bảng qua các năm",
    "dau_va_cuoi": "Năm cuối so với năm đầu",
    "giao": "So với số được giao",
    "danh_gia_nam": "Đánh giá qua các năm",
    "bieu_do_nam": "Biểu đồ qua các năm",
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
    "don_vi": "đơn vị tính",
    "chi_tieu": "cụm từ so với chỉ tiêu",
    "so_voi": "mẫu số, bằng lời",
    "co_dau": "mức chênh lệch có dấu, cho bảng",
    "muc": "chỉ tiêu phải đạt",
    "dia_phuong": "phần của các địa phương",
    "truc_thuoc": "phần của khối trực thuộc",
    "co": "có và lớn hơn 0 hay không",
    "biet": "đã có số liệu hay chưa",
}
_RATIO_ASPECTS: Mapping[str, str] = {"co": "tính được hay không"}
TABLE_PARTS: Mapping[str, str] = {
    "don_vi": "mỗi đơn vị một hàng",
    "tong": "các ô của hàng tổng",
    "cung_ky": "các ô của hàng cùng kỳ",
    "tang_giam": "các ô của hàng tăng, giảm",
    "chu_thich_tong": "chú thích số liệu nào còn thiếu đơn vị",
    "quy_doi": "chú thích số cùng kỳ đã quy về đơn vị hiện nay",
    "tiep_nhan": "chú thích phần tiếp nhận từ đơn vị đã giải thể",
}
YEAR_PARTS: Mapping[str, str] = {
    "phat_trien": "tăng, giảm qua các năm, bằng lời",
    "cong_don": "cộng dồn các năm",
    "chu_thich": "chú thích cộng dồn những năm nào",
    "nam": "mỗi năm một hàng",
    "moc": "tăng, giảm tính từ năm nào",
    "tang": "các ô mức tăng, giảm",
    "khac_moc": "các ô tính từ năm khác",
    "binh_quan": "các ô bình quân mỗi năm",
}
ASSIGNED_PARTS: Mapping[str, str] = {
    "giao": "số được giao",
    "ty_le": "tỷ lệ đạt so với số được giao",
    "danh_gia": "cụm từ so với số được giao",
    "chu_thich": "chú thích về số được giao",
}
BY_UNIT: Mapping[str, str] = {
    "cao": "các đơn vị cao nhất",
    "thap": "các đơn vị thấp nhất",
    "gom": "từng đơn vị có bao nhiêu",
}
FIXED: Mapping[str, str] = {
    "muc_luc": "Mục lục, đứng một mình trong đoạn",
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
    "ky.ten": "Tên kỳ báo cáo",
    "ky.nam": "Năm báo cáo",
    "ky.ky_sau": "Kỳ sau, kỳ của phương hướng, nhiệm vụ",
    "ky.nam_sau": "Năm của kỳ sau",
    "ky.viec": "Chữ “sơ kết”, cả năm là “tổng kết”",
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
    "hoi.so_dang": "Số, ký hiệu theo thể thức văn bản của Đảng",
    "hoi.thay_mat_dang": "Thay mặt ai mà ký, theo thể thức văn bản của Đảng",
    "hoi.noi_nhan_dang": "Các dòng của nơi nhận, theo thể thức văn bản của Đảng",
    "dia_ban.ten": "Tên địa bàn",
    "dia_ban.Toan": "Chữ “Toàn tỉnh”, khi còn thiếu báo cáo là “Các đơn vị đã báo cáo”",
    "dia_ban.loai": "Loại địa bàn: “tỉnh”, “xã”, “phường” …",
    "dia_ban.don_vi": "Cách gọi chung các đơn vị bên dưới",
    "dia_ban.cac_don_vi": "Các loại đơn vị bên dưới",
    "tung_don_vi.ten": "Tên các đơn vị bên dưới",
    "tung_don_vi.hoi_vien": "Bao nhiêu đơn vị tăng, giảm hội viên, nhiều nhất ở đâu",
    "tung_don_vi.chi_tieu": "Mỗi chỉ tiêu một hàng: kết quả so với chỉ tiêu",
    "tung_don_vi.phan_dau": "Mỗi chỉ tiêu một hàng: mức phấn đấu",
    "nhieu_nam.khoang": "Từ năm nào đến năm nào",
    "nhieu_nam.thoi_gian": "Bao nhiêu năm",
    "nhieu_nam.dau": "Tên năm đầu",
    "nhieu_nam.cuoi": "Tên năm cuối",
    "nhieu_nam.mot_nam": "Chỉ có số liệu một năm hay không",
    "dau_va_cuoi.don_vi": "Mỗi đơn vị một hàng: năm cuối so với năm đầu",
    "dau_va_cuoi.tong": "Các ô của hàng tổng",
    "dau_va_cuoi.dau": "Tên năm đầu có số liệu",
    "dau_va_cuoi.thieu": "Vì sao chưa so sánh được với năm đầu",
    "giao.co": "Có số được giao hay không",
    "giao.don_vi": "Mỗi đơn vị một hàng: kết quả so với số được giao",
    "giao.tong": "Các ô của hàng tổng",
    "danh_gia_nam.tien_bo": "Các câu nêu tiến bộ qua các năm",
    "danh_gia_nam.ton_tai": "Các câu nêu tồn tại qua các năm",
    "bieu_do_nam.hoi_vien": "Số hội viên qua các năm",
    "bieu_do_nam.ty_le_hoi_vien": "Tỷ lệ hội viên trên dân số qua các năm",
    "bieu_do_nam.quy_khuyen_hoc": "Quỹ Khuyến học và nguồn vận động qua các năm",
    "bieu_do_nam.mo_hinh": "Các mô hình học tập: năm đầu và năm cuối",
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
                return ": ".join(filter(None, (_TABLES.get(key, ""), TABLE_PARTS.get(part, ""))))
            case "bang_nam", [_, part]:
                return YEAR_PARTS.get(part, "")
            case "nhieu_nam", [key, part]:
                return _joined(self._figures.get(key, ""), YEAR_PARTS.get(part, ""))
            case "giao", [key, part]:
                return _joined(self._figures.get(key, ""), ASSIGNED_PARTS.get(part, ""))
            case "tung_don_vi", [kind, key]:
                return _joined(self._figures.get(key, ""), BY_UNIT.get(kind, ""))
            case "tra_loi", [key]:
                return _joined(self._figures.get(key, ""), "“đã” hoặc “chưa”")
            case "van_ban", [key]:
                return _SECTIONS.get(key, "")
        return ""


_NOTES = {rule.name: rule.wording.partition(": {")[0].format(compared="cùng kỳ", found="…") for rule in NOTES}
_TABLES = {table.key: table.title for appendix in APPENDICES for table in appendix.tables}
_SECTIONS = {section.key: section.title for section in REPORT_SECTIONS}


def _joined(label: str, more: str) -> str:
    """Both parts, or nothing where one is missing: half a label would hide that a name has none."""
    return f"{label}: {more}" if label and more else ""
