"""Sections that several reports share: each a generator of blocks, in the words of the Association's field.

What differs from report to report is said where the report is put together, see `soket.py`.
"""

from collections.abc import Iterator

from templates.build.parts import (
    also,
    changed,
    chart,
    counted,
    for_each,
    item,
    of_units,
    only_if,
    own_words,
    paragraph,
    parts_of,
    point,
    rate,
    section,
    told,
)


def opening(unit: str = "đơn vị") -> Iterator[str]:
    """What the report rests on: how many returns, of which `unit`, compared with what."""
    yield paragraph(
        "{{ hoi.ten }} báo cáo kết quả công tác khuyến học, khuyến tài, xây dựng xã hội học tập {{ ky.ten }} và phương "
        "hướng, nhiệm vụ {{ ky.ky_sau }} như sau:"
    )
    yield basis(unit)


def basis(unit: str = "đơn vị") -> str:
    """How many returns the figures rest on, which lack, and what they are compared with."""
    return paragraph(
        f"Số liệu được tổng hợp từ báo cáo của {{{{ bao_cao.da_nhan }}}} {unit}{{{{ chu_thich.ghep_ky }}}}"
        "{{ chu_thich.chua_gui_bao_cao }}"
        "{{ chu_thich.bao_cao_chua_dat }}{{ chu_thich.gui_muon }}{{ chu_thich.chua_co_hoi }}"
        "{{ chu_thich.thieu_so_lieu }}"
        "{% if ky.co_so_sanh %}, so sánh với {{ ky.cung_ky }}{{ chu_thich.quy_doi }}{{ chu_thich.so_sanh }}{% endif %}."
    )


def advice() -> Iterator[str]:
    yield item("1. Công tác tham mưu với cấp ủy, chính quyền")
    yield paragraph(
        f"- Cấp ủy ở {of_units('cap_uy_ban_hanh')} đã ban hành kế hoạch thực hiện Kết luận số "
        "49-KL/TW của Ban Bí thư{{ chu_thich.cap_uy_chua_ban_hanh }}."
    )
    yield paragraph(
        f"- Ủy ban nhân dân ở {of_units('uy_ban_ban_hanh')} đã ban hành kế hoạch thực hiện Kết luận "
        "số 49-KL/TW{{ chu_thich.uy_ban_chua_ban_hanh }}."
    )
    yield paragraph(
        f"- Hội Khuyến học ở {of_units('trien_khai_quyet_dinh_324')} đã triển khai đầy đủ Quyết "
        "định số 324/QĐ-KHVN của Hội Khuyến học Việt Nam đến cơ sở{{ chu_thich.chua_trien_khai_324 }}."
    )
    yield from own_words("tham_muu")


def cooperation() -> Iterator[str]:
    yield item("2. Công tác phối hợp")
    programmes = counted("chuong_trinh_phoi_hop", "chương trình")
    yield paragraph(f"Số chương trình phối hợp với các cơ quan, đoàn thể đang còn hiệu lực là {programmes}.")
    yield from own_words("phoi_hop")


def publicity() -> Iterator[str]:
    yield item("3. Công tác tuyên truyền, tập huấn")
    articles, courses = counted("tin_bai", "bài"), counted("lop_tap_huan", "lớp")
    yield paragraph(
        f"Số tin, bài về công tác khuyến học được đăng, phát trong kỳ là {articles}. Số lớp tập huấn nghiệp vụ công "
        f"tác hội đã tổ chức là {courses}"
        "{% if luot_tap_huan.co %}, với {{ luot_tap_huan.so_02 }} lượt người dự{{ luot_tap_huan.pham_vi }}{% endif %}."
    )
    yield from own_words("tuyen_truyen")


def organisation() -> Iterator[str]:
    yield item("4. Củng cố tổ chức hội, phát triển hội viên (Phụ lục I)")
    yield point("a) Tổ chức hội")
    yield paragraph(
        "- Hội Khuyến học cấp xã: {{ hoi_cap_xa.so }}/{{ don_vi_cap_xa.so }} đơn vị hành chính cấp xã có Hội Khuyến học"
        "{{ hoi_cap_xa.pham_vi }}"
        + rate("ty_le_hoi_cap_xa", ", đạt ", "")
        + also("bao_cao.chua_co_hoi", ", không kể ", "{{ chu_thich.chua_co_hoi }}")
        + "{{ chu_thich.xa_chua_co_hoi }}.{% if hoi_co_so_khac.co %} Ngoài ra có "
        + told("hoi_co_so_khac", "hội cơ sở khác trực thuộc")
        + ".{% endif %}"
    )
    branches = counted("chi_hoi", "chi hội") + parts_of("chi_hoi", "; gồm ")
    yield paragraph(f"- Chi hội khuyến học: {branches}.")
    boards = counted("ban_khuyen_hoc", "ban") + parts_of("ban_khuyen_hoc", "; gồm ")
    yield paragraph(f"- Ban khuyến học: {boards}.")
    yield paragraph(
        "- Đại hội nhiệm kỳ: {% if hoi_da_dai_hoi.biet and not hoi_da_dai_hoi.co %}trong kỳ chưa có Hội Khuyến học cấp "
        "xã tổ chức đại hội{% else %}{{ hoi_da_dai_hoi.so }}/{{ hoi_cap_xa.so }} Hội Khuyến học cấp xã đã tổ chức đại "
        "hội trong kỳ{% endif %}{{ hoi_da_dai_hoi.pham_vi }}{{ chu_thich.da_dai_hoi }}."
    )
    yield point("b) Hội viên")
    yield paragraph(
        "- Tổng số hội viên: {{ hoi_vien.so }} người{{ hoi_vien.pham_vi }}"
        + changed("hoi_vien")
        + "{{ chu_thich.hoi_vien_giam }}"
        + parts_of("hoi_vien", "; trong đó (một hội viên có thể thuộc nhiều nhóm) có ")
        + "."
    )
    yield paragraph(
        "- Hội viên kết nạp mới trong kỳ: {{ hoi_vien_moi.so_02 }} người{{ hoi_vien_moi.pham_vi }}"
        + also("danh_sach.dan_dau.hoi_vien_moi", ", nhiều nhất là ")
        + "{{ chu_thich.hoi_vien_moi }}."
    )
    share = paragraph(
        "- Tỷ lệ hội viên trên dân số: {{ ty_le_hoi_vien.so }}{{ ty_le_hoi_vien.pham_vi }}{{ chu_thich.dan_so }}"
        + changed("ty_le_hoi_vien")
        + also("ty_le_hoi_vien.chi_tieu", "; ")
        + "."
        + also("danh_sach.dan_dau.ty_le_hoi_vien", " Đơn vị có tỷ lệ cao: ", "{{ chu_thich.ty_le_hoi_vien_cao }}.")
        + also(
            "danh_sach.han_che.ty_le_hoi_vien", " Đơn vị còn dưới chỉ tiêu: ", "{{ chu_thich.ty_le_hoi_vien_thap }}."
        )
    )
    yield from only_if("ty_le_hoi_vien.co or not (dan_so.biet and hoi_vien.biet)", share)
    yield from chart("bieu_do.ty_le_hoi_vien")
    yield from own_words("to_chuc")


def models() -> Iterator[str]:
    yield item("5. Xây dựng các mô hình học tập (Phụ lục II, Phụ lục III)")
    communes = paragraph(
        "{% if xa_duoc_danh_gia.co %}Ở cấp xã, {{ xa_duoc_danh_gia.so_02 }} đơn vị đã được đánh giá Cộng đồng học tập"
        "{{ xa_duoc_danh_gia.pham_vi }}"
        + parts_of("xa_duoc_danh_gia", ", gồm ")
        + ".{% elif xa_duoc_danh_gia.biet %}Đến hết kỳ báo cáo, chưa có đơn vị cấp xã được đánh giá Cộng đồng học tập."
        "{% else %}Số đơn vị cấp xã được đánh giá Cộng đồng học tập: {{ xa_duoc_danh_gia.so }}.{% endif %}"
    )
    yield from five_models(communes)
    yield from chart("bieu_do.mo_hinh_hoc_tap")
    yield from own_words("mo_hinh")


def five_models(*communes: str) -> Iterator[str]:
    """Each model of learning at length; `communes` are blocks on the communities of whole communes."""
    yield point("a) Công dân học tập")
    yield paragraph(
        "{{ dia_ban.Toan }} có {{ cong_dan.so_02 }} công dân thuộc diện xây dựng danh hiệu Công dân học tập"
        "{{ cong_dan.pham_vi }}" + parts_of("cong_dan", ", gồm ") + "."
    )
    yield model("Có ", "cong_dan", "công dân", "Công dân học tập", "{{ chu_thich.cong_dan_dat_thap }}")
    yield point("b) Gia đình học tập")
    families = "{{ dia_ban.Toan }} có {{ ho_gia_dinh.so_02 }} hộ gia đình{{ ho_gia_dinh.pham_vi }}; "
    yield model(families, "gia_dinh", "hộ", "Gia đình học tập", "{{ chu_thich.gia_dinh_dat_thap }}")
    yield point("c) Dòng họ học tập")
    clans = "{{ dia_ban.Toan }} có {{ dong_ho.so_02 }} dòng họ, hội đồng hương có ban khuyến học{{ dong_ho.pham_vi }}"
    yield model(clans + changed("dong_ho") + "; ", "dong_ho", "dòng họ", "Dòng họ học tập")
    yield point("d) Cộng đồng học tập")
    hamlets = "{{ dia_ban.Toan }} có {{ cong_dong.so_02 }} thôn, buôn, tổ dân phố{{ cong_dong.pham_vi }}; "
    yield model(hamlets, "cong_dong", "cộng đồng", "Cộng đồng học tập")
    yield religious_sites()
    yield from communes
    yield point("đ) Đơn vị học tập")
    bodies = "{{ dia_ban.Toan }} có {{ don_vi.so_02 }} cơ quan, trường học, đơn vị{{ don_vi.pham_vi }}; "
    yield model(bodies, "don_vi", "đơn vị", "Đơn vị học tập")


def religious_sites() -> str:
    """How many have a board, register and achieve; the rest of the text is gone where there are none to speak of."""
    registered, achieved = rate("ty_le_ton_giao_dang_ky", ", đạt ", ""), rate("ty_le_ton_giao_dat", ", bằng ", "")
    return paragraph(
        "{% if co_so_ton_giao.biet and not co_so_ton_giao.co %}{{ dia_ban.Toan }} không có cơ sở tôn giáo"
        "{{ co_so_ton_giao.pham_vi }}.{% else %}"
        "Về cơ sở tôn giáo, có {{ ton_giao_co_ban.so }}/{{ co_so_ton_giao.so }} cơ sở đã thành lập ban khuyến học"
        "{{ ton_giao_co_ban.pham_vi }}" + rate("ty_le_ton_giao_co_ban", ", đạt ") + "."
        "{% if ton_giao_co_ban.co or not ton_giao_co_ban.biet %} Trong số cơ sở có ban khuyến học, "
        + told("ton_giao_dang_ky", "cơ sở đăng ký xây dựng Cộng đồng học tập")
        + f"{registered}; {told('ton_giao_dat', 'cơ sở {{ ky.dat }}')}{achieved}.{{% endif %}}{{% endif %}}"
    )


def model(whole: str, key: str, counted: str, name: str, note: str = "") -> str:
    """How many registered for a model of learning and achieved it, each against a denominator that is said."""
    text = (
        f"{whole}{{{{ KEY_dang_ky.so_02 }}}} {counted} đăng ký xây dựng danh hiệu {name}{{{{ KEY_dang_ky.pham_vi }}}}"
        + rate("ty_le_KEY_dang_ky", ", đạt ")
        + f"; {{{{ KEY_dat.so_02 }}}} {counted} {{{{ ky.dat }}}} danh hiệu{{{{ KEY_dat.pham_vi }}}}"
        + rate("ty_le_KEY_dat", ", bằng ")
        + changed("ty_le_KEY_dat", " (", ")")
        + rate("ty_le_KEY_dat_dang_ky", "{{ ' và' if ty_le_KEY_dat.co else ',' }} bằng ")
        + note
        + "."
        + also("ty_le_KEY_dat.chi_tieu", " Tỷ lệ {{ ky.dat }} trên tổng số ", ".")
    )
    return paragraph(text.replace("KEY", key))


def support() -> Iterator[str]:
    yield item("6. Hoạt động khuyến học, khuyến tài")
    returned = counted("hoc_sinh_tro_lai_truong", "học sinh") + "{{ chu_thich.hoc_sinh_tro_lai }}"
    yield paragraph(f"- Học sinh bỏ học được vận động trở lại trường: {returned}.")
    learners = counted("hoc_vien_xoa_mu_chu", "người") + "{{ chu_thich.hoc_vien_ra_lop }}"
    yield paragraph(f"- Học viên được vận động ra các lớp xóa mù chữ, phổ cập giáo dục: {learners}.")
    scholarships = counted("suat_hoc_bong", "suất") + "{{ chu_thich.suat_hoc_bong }}"
    yield paragraph(f"- Học bổng đã trao: {scholarships}.")
    yield paragraph(f"- Khen thưởng: {counted('luot_khen_thuong', 'lượt tập thể, cá nhân')}.")
    yield paragraph(
        f"- Kinh phí đã chi: {told('chi_hoc_sinh_kho_khan', 'triệu đồng hỗ trợ học sinh có hoàn cảnh khó khăn')}, "
        f"{told('chi_hoc_bong', 'triệu đồng trao học bổng cho học sinh nghèo hiếu học')}, "
        f"{told('chi_khen_thuong', 'triệu đồng khen thưởng học sinh, giáo viên')}."
    )
    yield from own_words("van_dong")


def funds() -> Iterator[str]:
    yield item("7. Quản lý tài chính, phát triển Quỹ Khuyến học (Phụ lục IV)")
    yield point("a) Ngân sách nhà nước")
    yield paragraph(
        "Ngân sách cấp cho hoạt động của Hội các cấp trong năm là {{ ngan_sach_cap.so }} triệu đồng"
        "{{ ngan_sach_cap.pham_vi }}" + changed("ngan_sach_cap") + "; ước chi trong kỳ là {{ ngan_sach_chi.so }} "
        "triệu đồng{{ ngan_sach_chi.pham_vi }}."
    )
    yield point("b) Quỹ Khuyến học và nguồn vận động")
    yield paragraph(
        "Quỹ Khuyến học và nguồn vận động trong kỳ là {{ quy_khuyen_hoc.so }} triệu đồng{{ quy_khuyen_hoc.pham_vi }}"
        + changed("quy_khuyen_hoc", phrase="tang_giam_pct")
        + parts_of("quy_khuyen_hoc", "; gồm ")
        + "."
        + rate("quy_binh_quan", " Bình quân đạt ", " đồng/người dân" + changed("quy_binh_quan") + ".")
    )
    yield paragraph(
        "Số dư quỹ khuyến học các cấp đến cuối kỳ là {{ so_du_quy.so }} triệu đồng{{ so_du_quy.pham_vi }}"
        + changed("so_du_quy")
        + "{{ chu_thich.so_du_cao }}"
        + also(
            "so_du_quy.tiep_nhan",
            "; số tiếp nhận từ quỹ cấp huyện đã giải thể, cộng dồn đến cuối kỳ, là ",
            " triệu đồng{{ so_du_quy.pham_vi_tiep_nhan }}",
        )
        + "."
    )
    yield from own_words("tai_chinh")


def inspection() -> Iterator[str]:
    yield item("8. Công tác kiểm tra")
    inspections = counted("cuoc_kiem_tra", "cuộc") + "{{ chu_thich.da_kiem_tra }}"
    yield paragraph(
        f"Số cuộc kiểm tra các cấp hội đã tổ chức trong kỳ là {inspections}. Hội Khuyến học ở "
        f"{of_units('da_kiem_tra_387_677')} đã kiểm tra, khảo sát việc thực hiện Quyết định số "
        "387/QĐ-TTg và Quyết định số 677/QĐ-TTg của Thủ tướng Chính phủ{{ chu_thich.chua_kiem_tra }}."
    )
    yield from own_words("kiem_tra")


def emulation() -> Iterator[str]:
    yield item("9. Công tác thi đua, khen thưởng")
    yield paragraph(
        f"Kết quả khen thưởng trong kỳ: {told('ky_niem_chuong', 'kỷ niệm chương được tặng hoặc đề nghị tặng')}, "
        f"{told('bang_khen', 'bằng khen của Trung ương Hội Khuyến học Việt Nam')}, {told('giay_khen', 'giấy khen')}."
    )
    yield from own_words("thi_dua")


def centres() -> Iterator[str]:
    yield item("10. Hỗ trợ trung tâm học tập cộng đồng (Phụ lục V)")
    yield paragraph(
        "{{ dia_ban.Toan }} có {{ trung_tam.so_02 }} trung tâm học tập cộng đồng{{ trung_tam.pham_vi }}"
        + rate("ty_le_trung_tam", ", đạt ")
        + f". Số cán bộ Hội tham gia quản lý trung tâm là {told('can_bo_quan_ly_trung_tam', 'người')}; số hội viên "
        f"tham gia hoạt động của trung tâm là {told('hoi_vien_trung_tam', 'người')}."
    )
    topics = "{{ chuyen_de.so_02 }} chuyên đề{{ chuyen_de.pham_vi }}"
    learners = counted("luot_nguoi_hoc", "lượt người học") + "{{ chu_thich.luot_nguoi_hoc }}"
    yield paragraph(f"Trong kỳ, số chuyên đề, lớp đã mở tại trung tâm là {topics}, với {learners}.")
    yield from own_words("trung_tam")


def assessed(side: str) -> Iterator[str]:
    """The sentences that the figures bear out, each with its note where what it tells is re-based."""
    note = f"{{{{ danh_gia.chu_thich_{side}[loop.index0] }}}}"
    yield from for_each("cau", f"danh_gia.{side}", paragraph(f"- {{{{ cau }}}}{note}"))


def assessment() -> Iterator[str]:
    yield item("1. Ưu điểm")
    yield from assessed("uu_diem")
    yield from own_words("uu_diem")
    yield item("2. Khuyết điểm, hạn chế")
    yield from assessed("han_che")
    yield from own_words("khuyet_diem")
    yield item("3. Nguyên nhân")
    yield from own_words("nguyen_nhan")


def tasks() -> Iterator[str]:
    yield section("I. Phương hướng")
    yield from own_words("phuong_huong")
    yield section("II. Nhiệm vụ trọng tâm")
    yield from own_words("nhiem_vu")
    yield section("III. Đề xuất, kiến nghị")
    yield from own_words("kien_nghi")
