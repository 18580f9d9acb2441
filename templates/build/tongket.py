"""The report `tongket`: tổng kết cả năm, by the ten fields of work. Its text from top to bottom."""

from collections.abc import Iterator

from khuyenhoc_cli.report.appendices import APPENDICES
from templates.build import sections
from templates.build.appendices import appendices
from templates.build.body_tables import Column, captioned
from templates.build.parts import (
    also,
    changed,
    chart,
    closing,
    counted,
    item,
    letterhead,
    levels_of,
    of_units,
    only_if,
    own_words,
    paragraph,
    part,
    parts_of,
    point,
    rate,
    section,
    signature,
    title,
    told,
    unless_none,
)

TITLE = "Báo cáo tổng kết công tác khuyến học"
# label, unit of measure, key of the figure
_MAIN = (
    ("Hội Khuyến học cấp xã", "hội", "hoi_cap_xa"),
    ("Chi hội khuyến học", "chi hội", "chi_hoi"),
    ("Ban khuyến học", "ban", "ban_khuyen_hoc"),
    ("Hội viên", "người", "hoi_vien"),
    ("Tỷ lệ hội viên trên dân số", "%", "ty_le_hoi_vien"),
    ("Trung tâm học tập cộng đồng", "trung tâm", "trung_tam"),
    ("Lượt người học tại trung tâm", "lượt", "luot_nguoi_hoc"),
    ("Quỹ Khuyến học và nguồn vận động", "triệu đồng", "quy_khuyen_hoc"),
    ("Quỹ bình quân một người dân", "đồng", "quy_binh_quan"),
    ("Số dư quỹ cuối năm", "triệu đồng", "so_du_quy"),
)
# label, key of the whole, of the model, of the share achieved, of the share of those registered
_MODELS = (
    ("Công dân học tập", "cong_dan", "cong_dan", "ty_le_cong_dan_dat_dang_ky.so"),
    ("Gia đình học tập", "ho_gia_dinh", "gia_dinh", "ty_le_gia_dinh_dat_dang_ky.so"),
    ("Dòng họ học tập", "dong_ho", "dong_ho", "ty_le_dong_ho_dat_dang_ky.so"),
    ("Cộng đồng học tập (thôn, buôn, tổ dân phố)", "cong_dong", "cong_dong", "ty_le_cong_dong_dat_dang_ky.so"),
    ("Đơn vị học tập", "don_vi", "don_vi", "ty_le_don_vi_dat_dang_ky.so"),
)


def blocks() -> Iterator[str]:
    """The whole report."""
    yield letterhead()
    yield from title("Tổng kết công tác khuyến học {{ ky.ten }},\nnhiệm vụ {{ ky.ky_sau }}")
    yield paragraph(
        "{{ hoi.ten }} tổng kết công tác khuyến học, khuyến tài, xây dựng xã hội học tập {{ ky.ten }} và đề ra nhiệm "
        "vụ {{ ky.ky_sau }} như sau:"
    )
    yield sections.basis()
    yield part("Phần thứ nhất", "Kết quả công tác khuyến học {{ ky.ten }}")
    yield section("I. Thuận lợi, khó khăn")
    yield item("1. Thuận lợi")
    yield from own_words("thuan_loi")
    yield item("2. Khó khăn")
    yield from own_words("kho_khan")
    yield section("II. Kết quả thực hiện các mặt công tác")
    yield from _main_results()
    for field in _TEN_FIELDS:
        yield from field()
    yield section("III. Đánh giá chung")
    yield from sections.assessment()
    yield part("Phần thứ hai", "Nhiệm vụ {{ ky.ky_sau }}")
    yield section("I. Nhiệm vụ trọng tâm")
    yield from own_words("phuong_huong")
    yield section("II. Nhiệm vụ cụ thể")
    yield from own_words("nhiem_vu")
    yield section("III. Dự kiến thời gian thực hiện")
    yield from own_words("thoi_gian")
    yield section("IV. Đề xuất, kiến nghị")
    yield from own_words("kien_nghi")
    yield closing(
        "Trên đây là báo cáo tổng kết công tác khuyến học {{ ky.ten }} và nhiệm vụ {{ ky.ky_sau }} của {{ hoi.ten }}./."
    )
    yield signature()
    yield from appendices(APPENDICES)


def _main_results() -> Iterator[str]:
    """The year at a glance, beside the year before."""
    columns = (
        Column("Nội dung", 61, "left"),
        Column("Đơn vị tính", 23, "center"),
        Column("{{ ky.cung_ky | capitalize }}{{ chu_thich.quy_doi }}", 24),
        Column("{{ ky.ten | capitalize }}", 25),
        Column("Tăng (+), giảm (-)", 32),
    )
    yield paragraph("Kết quả {{ ky.ten }} trên những nội dung chính được nêu tại Bảng 1.")
    rows = (
        (label, unit, f"{{{{ {key}.cung_ky }}}}", f"{{{{ {key}.so }}}}", f"{{{{ {key}.co_dau }}}}")
        for label, unit, key in _MAIN
    )
    yield from captioned("Bảng 1. Những kết quả chủ yếu {{ ky.ten }}", columns, rows)


def _advice() -> Iterator[str]:
    yield item("1. Công tác tham mưu")
    yield paragraph(
        f"Đến hết {{{{ ky.ten }}}}, cấp ủy ở {of_units('cap_uy_ban_hanh')}{{{{ chu_thich.cap_uy_chua_ban_hanh }}}} và "
        f"Ủy ban nhân dân ở {of_units('uy_ban_ban_hanh')}{{{{ chu_thich.uy_ban_chua_ban_hanh }}}} đã có kế hoạch thực "
        "hiện Kết luận số 49-KL/TW của Ban Bí thư. Quyết định số 324/QĐ-KHVN của Hội Khuyến học Việt Nam đã được "
        f"triển khai đầy đủ đến cơ sở ở {of_units('trien_khai_quyet_dinh_324')}{{{{ chu_thich.chua_trien_khai_324 }}}}."
    )
    yield from own_words("tham_muu")


def _publicity() -> Iterator[str]:
    yield item("2. Công tác tuyên truyền")
    yield paragraph(
        unless_none(
            "tin_bai",
            f"Về khuyến học, khuyến tài, xây dựng xã hội học tập, cả năm có {told('tin_bai', 'tin, bài')} được đăng, "
            "phát" + changed("tin_bai"),
            "Trong năm chưa có tin, bài nào về khuyến học, khuyến tài được đăng, phát",
        )
        + "."
    )
    yield from own_words("tuyen_truyen")


def _organisation() -> Iterator[str]:
    yield item("3. Công tác tổ chức, phát triển hội viên (Phụ lục I)")
    yield point("a) Tổ chức hội")
    yield paragraph(
        "- Hội Khuyến học cấp xã được thành lập ở {{ hoi_cap_xa.so }}/{{ don_vi_cap_xa.so }} đơn vị hành chính cấp xã"
        "{{ hoi_cap_xa.pham_vi }}"
        + rate("ty_le_hoi_cap_xa", ", đạt ", "")
        + also("bao_cao.chua_co_hoi", ", không kể ", "{{ chu_thich.chua_co_hoi }}")
        + "{{ chu_thich.xa_chua_co_hoi }}"
        + "{% if hoi_co_so_khac.co %}; ngoài ra có "
        + told("hoi_co_so_khac", "hội cơ sở khác trực thuộc")
        + "{% endif %}."
    )
    yield paragraph(
        "- {% if hoi_da_dai_hoi.biet and not hoi_da_dai_hoi.co %}Trong năm chưa có Hội Khuyến học cấp xã tổ chức đại "
        "hội nhiệm kỳ{% else %}Trong năm, {{ hoi_da_dai_hoi.so }}/{{ hoi_cap_xa.so }} Hội Khuyến học cấp xã đã tổ "
        "chức đại hội nhiệm kỳ{% endif %}{{ hoi_da_dai_hoi.pham_vi }}{{ chu_thich.da_dai_hoi }}."
    )
    yield paragraph(f"- Số chi hội hiện có là {counted('chi_hoi', 'chi hội')}{parts_of('chi_hoi', '; gồm ')}.")
    boards = counted("ban_khuyen_hoc", "ban") + parts_of("ban_khuyen_hoc", "; gồm ")
    yield paragraph(f"- Số ban khuyến học hiện có là {boards}.")
    yield point("b) Hội viên theo khối")
    yield paragraph(
        "- {{ dia_ban.Toan }} có {{ hoi_vien.so_02 }} hội viên{{ hoi_vien.pham_vi }}"
        + changed("hoi_vien", phrase="tang_giam_pct")
        + "{{ chu_thich.hoi_vien_giam }}; kết nạp mới trong năm {{ hoi_vien_moi.so_02 }} người"
        + "{{ hoi_vien_moi.pham_vi }}"
        + also("danh_sach.dan_dau.hoi_vien_moi", ", nhiều nhất là ")
        + "{{ chu_thich.hoi_vien_moi }}."
    )
    yield from only_if(
        "co_cau.hoi_vien",
        paragraph(f"- Theo khối (một hội viên có thể thuộc nhiều khối), có {parts_of('hoi_vien', '')}."),
    )
    share = (
        "- Tỷ lệ hội viên trên dân số đạt {{ ty_le_hoi_vien.so }}{{ ty_le_hoi_vien.pham_vi }}{{ chu_thich.dan_so }}"
        + changed("ty_le_hoi_vien")
        + also("ty_le_hoi_vien.chi_tieu", "; ")
        + "."
        + also("danh_sach.dan_dau.ty_le_hoi_vien", " Đơn vị có tỷ lệ cao: ", "{{ chu_thich.ty_le_hoi_vien_cao }}.")
        + also("danh_sach.han_che.ty_le_hoi_vien", " Chưa đạt chỉ tiêu: ", "{{ chu_thich.ty_le_hoi_vien_thap }}.")
    )
    yield from only_if("ty_le_hoi_vien.co", paragraph(share))
    yield from chart("bieu_do.ty_le_hoi_vien")
    yield from own_words("to_chuc")


def _models() -> Iterator[str]:
    yield item("4. Xây dựng các mô hình học tập (Phụ lục II, Phụ lục III)")
    columns = (
        Column("Mô hình", 42, "left"),
        Column("Tổng số", 23),
        Column("Đăng ký", 22),
        Column("Đăng ký/ tổng số", 19),
        Column("{{ ky.dat | capitalize }}", 22),
        Column("{{ ky.dat | capitalize }}/ tổng số", 19),
        Column("{{ ky.dat | capitalize }}/ đăng ký", 18),
    )
    rows = (
        (
            label,
            f"{{{{ {whole}.so }}}}",
            f"{{{{ {key}_dang_ky.so }}}}",
            f"{{{{ ty_le_{key}_dang_ky.so }}}}",
            f"{{{{ {key}_dat.so }}}}",
            f"{{{{ ty_le_{key}_dat.so }}}}",
            f"{{{{ {of_registered} }}}}",
        )
        for label, whole, key, of_registered in _MODELS
    )
    yield paragraph("Kết quả xây dựng các mô hình học tập {{ ky.ten }} được nêu tại Bảng 2.")
    yield from captioned("Bảng 2. Đăng ký và {{ ky.dat }} các mô hình học tập {{ ky.ten }}", columns, rows)
    yield point("a) Công dân học tập")
    yield paragraph(
        "Số công dân thuộc diện xây dựng danh hiệu Công dân học tập là {{ cong_dan.so_02 }} người{{ cong_dan.pham_vi }}"
        + parts_of("cong_dan", ", gồm ")
        + "."
    )
    yield _model("cong_dan", "công dân", "{{ chu_thich.cong_dan_dat_thap }}")
    yield point("b) Gia đình học tập")
    yield _model("gia_dinh", "hộ", "{{ chu_thich.gia_dinh_dat_thap }}")
    yield point("c) Dòng họ học tập")
    yield _model("dong_ho", "dòng họ")
    yield point("d) Cộng đồng học tập")
    yield _model("cong_dong", "thôn, buôn, tổ dân phố")
    yield sections.religious_sites()
    yield _communes()
    yield point("đ) Đơn vị học tập")
    yield _model("don_vi", "cơ quan, trường học, đơn vị")
    yield from chart("bieu_do.mo_hinh_hoc_tap")
    yield from own_words("mo_hinh")


def _model(key: str, unit: str, note: str = "") -> str:
    """Registered, achieved, and what share of the registered and of all that is; then the change and the target."""
    text = (
        f"Trong năm có {{{{ KEY_dang_ky.so_02 }}}} {unit} đăng ký{{{{ KEY_dang_ky.pham_vi }}}}"
        + rate("ty_le_KEY_dang_ky", ", bằng ", " {{ KEY.so_voi }}")
        + f"; {{{{ KEY_dat.so_02 }}}} {unit} {{{{ ky.dat }}}} danh hiệu{{{{ KEY_dat.pham_vi }}}}"
        + rate("ty_le_KEY_dat_dang_ky", ", bằng ", " {{ KEY.so_voi }}")
        + rate("ty_le_KEY_dat", "{{ ' và' if ty_le_KEY_dat_dang_ky.co else ',' }} bằng ", " {{ KEY.so_voi }}")
        + note
        + "."
        + also("ty_le_KEY_dat.tang_giam", " Tỷ lệ {{ ky.dat }} trên tổng số ", "{{ ty_le_KEY_dat.quy_doi }}")
        + also(
            "ty_le_KEY_dat.chi_tieu", "{{ '; ' if ty_le_KEY_dat.tang_giam else ' Tỷ lệ ' ~ ky.dat ~ ' trên tổng số ' }}"
        )
        + "{% if ty_le_KEY_dat.tang_giam or ty_le_KEY_dat.chi_tieu %}.{% endif %}"
    )
    return paragraph(text.replace("KEY", key))


def _communes() -> str:
    rated = parts_of("xa_duoc_danh_gia", ", gồm ", shares=True)
    return paragraph(
        "{% if xa_duoc_danh_gia.co %}Ở cấp xã, {{ xa_duoc_danh_gia.so_02 }} đơn vị đã được đánh giá, xếp loại Cộng "
        "đồng học tập{{ xa_duoc_danh_gia.pham_vi }}"
        + rated
        + ".{% elif xa_duoc_danh_gia.biet %}Trong năm chưa có đơn vị cấp xã nào được đánh giá, xếp loại Cộng đồng học "
        "tập.{% else %}Số đơn vị cấp xã được đánh giá, xếp loại Cộng đồng học tập: {{ xa_duoc_danh_gia.so }}."
        "{% endif %}"
    )


def _cooperation() -> Iterator[str]:
    yield item("5. Công tác phối hợp")
    yield paragraph(
        unless_none(
            "chuong_trinh_phoi_hop",
            f"Hội Khuyến học các cấp đang thực hiện {told('chuong_trinh_phoi_hop', 'chương trình')} phối hợp với các "
            "cơ quan, đoàn thể" + changed("chuong_trinh_phoi_hop"),
            "Đến hết năm chưa có chương trình phối hợp nào đang còn hiệu lực",
        )
        + "."
    )
    yield from own_words("phoi_hop")


def _inspection() -> Iterator[str]:
    yield item("6. Công tác kiểm tra")
    yield paragraph(
        unless_none(
            "cuoc_kiem_tra",
            f"Các cấp hội đã tổ chức {counted('cuoc_kiem_tra', 'cuộc kiểm tra')}{{{{ chu_thich.da_kiem_tra }}}}",
            "Trong năm các cấp hội chưa tổ chức cuộc kiểm tra nào",
        )
        + f". Việc thực hiện Quyết định số 387/QĐ-TTg và Quyết định số 677/QĐ-TTg của Thủ tướng Chính phủ đã được kiểm "
        f"tra, khảo sát ở {of_units('da_kiem_tra_387_677')}{{{{ chu_thich.chua_kiem_tra }}}}."
    )
    yield from own_words("kiem_tra")


def _research() -> Iterator[str]:
    yield item("7. Công tác nghiên cứu, hội thảo")
    yield from own_words("nghien_cuu")


def _training() -> Iterator[str]:
    yield item("8. Công tác bồi dưỡng, hoạt động của trung tâm học tập cộng đồng (Phụ lục V)")
    yield paragraph(
        "- Bồi dưỡng cán bộ Hội: "
        + unless_none(
            "lop_tap_huan",
            f"đã mở {counted('lop_tap_huan', 'lớp')}"
            f"{{% if luot_tap_huan.co %}}, với {told('luot_tap_huan', 'lượt người dự')}{{% endif %}}",
            "trong năm chưa mở lớp nào",
        )
        + "."
    )
    yield from own_words("boi_duong")
    yield paragraph(
        "- Trung tâm học tập cộng đồng: có {{ trung_tam.so_02 }} trung tâm{{ trung_tam.pham_vi }}"
        + rate("ty_le_trung_tam", ", đạt ")
        + f"; {told('can_bo_quan_ly_trung_tam', 'cán bộ Hội tham gia quản lý')}, "
        f"{told('hoi_vien_trung_tam', 'hội viên tham gia hoạt động')}. Cả năm, các trung tâm mở "
        f"{told('chuyen_de', 'chuyên đề, lớp')}, thu hút {counted('luot_nguoi_hoc', 'lượt người học')}"
        "{{ chu_thich.luot_nguoi_hoc }}."
    )
    yield from own_words("trung_tam")


def _funds() -> Iterator[str]:
    yield item("9. Xây dựng, sử dụng Quỹ Khuyến học (Phụ lục IV)")
    yield point("a) Nguồn lực")
    yield paragraph(
        "- Ngân sách nhà nước cấp cho hoạt động của Hội các cấp là {{ ngan_sach_cap.so }} triệu đồng"
        "{{ ngan_sach_cap.pham_vi }}" + changed("ngan_sach_cap") + "; đã chi {{ ngan_sach_chi.so }} triệu đồng"
        "{{ ngan_sach_chi.pham_vi }}."
    )
    yield paragraph(
        "- Quỹ Khuyến học và nguồn vận động cả năm là {{ quy_khuyen_hoc.so }} triệu đồng{{ quy_khuyen_hoc.pham_vi }}"
        + changed("quy_khuyen_hoc", phrase="tang_giam_pct")
        + parts_of("quy_khuyen_hoc", "; gồm ")
        + "."
        + rate("quy_binh_quan", " Tính bình quân đạt ", " đồng/người dân" + changed("quy_binh_quan") + ".")
    )
    yield point("b) Sử dụng quỹ, kết quả vận động")
    yield paragraph(
        f"- Kinh phí đã chi: {told('chi_hoc_sinh_kho_khan', 'triệu đồng hỗ trợ học sinh có hoàn cảnh khó khăn')}, "
        f"{told('chi_hoc_bong', 'triệu đồng trao học bổng')}, {told('chi_khen_thuong', 'triệu đồng khen thưởng')}."
    )
    yield paragraph(
        f"- Số suất học bổng đã trao là {counted('suat_hoc_bong', 'suất')}{{{{ chu_thich.suat_hoc_bong }}}}. Số học "
        f"sinh bỏ học được vận động trở lại trường là {counted('hoc_sinh_tro_lai_truong', 'học sinh')}"
        "{{ chu_thich.hoc_sinh_tro_lai }}; số người được vận động ra lớp xóa mù chữ, phổ cập giáo dục là "
        f"{counted('hoc_vien_xoa_mu_chu', 'người')}{{{{ chu_thich.hoc_vien_ra_lop }}}}."
    )
    yield point("c) Số dư quỹ")
    yield paragraph(
        "Số dư quỹ khuyến học các cấp đến hết {{ ky.ten }} là {{ so_du_quy.so }} triệu đồng{{ so_du_quy.pham_vi }}"
        + changed("so_du_quy")
        + levels_of("so_du_quy", "triệu đồng")
        + also(
            "so_du_quy.tiep_nhan",
            "; số tiếp nhận từ quỹ cấp huyện đã giải thể là ",
            " triệu đồng{{ so_du_quy.pham_vi_tiep_nhan }}",
        )
        + "."
        + also("danh_sach.dan_dau.so_du_quy", " Đơn vị có số dư cao: ", "{{ chu_thich.so_du_cao }}.")
    )
    yield from own_words("van_dong")
    yield from own_words("tai_chinh")


def _emulation() -> Iterator[str]:
    yield item("10. Công tác thi đua, khen thưởng")
    yield paragraph(
        "- Số lượt tập thể, cá nhân được các cấp hội khen thưởng là "
        + counted("luot_khen_thuong", "lượt")
        + levels_of("luot_khen_thuong", "lượt")
        + "."
    )
    yield paragraph(
        "- Số tiền khen thưởng là {{ chi_khen_thuong.so }} triệu đồng{{ chi_khen_thuong.pham_vi }}"
        + changed("chi_khen_thuong")
        + levels_of("chi_khen_thuong", "triệu đồng")
        + "."
    )
    yield paragraph(
        f"- Hình thức khen thưởng: {told('ky_niem_chuong', 'kỷ niệm chương được tặng hoặc đề nghị tặng')}, "
        f"{told('bang_khen', 'bằng khen của Trung ương Hội Khuyến học Việt Nam')}, {told('giay_khen', 'giấy khen')}."
    )
    yield from own_words("thi_dua")


_TEN_FIELDS = (
    _advice,
    _publicity,
    _organisation,
    _models,
    _cooperation,
    _inspection,
    _research,
    _training,
    _funds,
    _emulation,
)
