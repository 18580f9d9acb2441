"""The report `kl49`: several years of carrying out Kết luận số 49-KL/TW, in the layout of the Party's documents."""

from collections.abc import Iterator

from khuyenhoc_cli.report.series_tables import (
    BY_YEAR,
    FUNDS_BY_YEAR,
    LEARNING_BY_YEAR,
    MODELS_BY_YEAR,
    ORGANISATION_BY_YEAR,
)
from templates.build import party, year_tables
from templates.build.appendices import in_sections, with_heading
from templates.build.body_tables import Column, captioned
from templates.build.parts import (
    also,
    chart,
    closing,
    for_each,
    item,
    of_units,
    only_if,
    own_words,
    paragraph,
    rate,
    section,
    told,
)

TITLE = "Báo cáo sơ kết thực hiện Kết luận số 49-KL/TW"
_CONCLUSION = (
    "Kết luận số 49-KL/TW, ngày 10/5/2019 của Ban Bí thư về tiếp tục thực hiện Chỉ thị số 11-CT/TW của Bộ Chính trị "
    "khóa X về tăng cường sự lãnh đạo của Đảng đối với công tác khuyến học, khuyến tài, xây dựng xã hội học tập"
)
_AFTER = "{% if nhieu_nam.thoi_gian %}{{ nhieu_nam.thoi_gian }}{% else %}việc{% endif %}"
# point, name, what is counted, key of the model
_MODELS = (
    ("a) Công dân học tập", "công dân", "cong_dan"),
    ("b) Gia đình học tập", "hộ", "gia_dinh"),
    ("c) Dòng họ học tập", "dòng họ", "dong_ho"),
    ("d) Cộng đồng học tập", "thôn, buôn, tổ dân phố", "cong_dong"),
    ("đ) Đơn vị học tập", "cơ quan, trường học, đơn vị", "don_vi"),
)


def blocks() -> Iterator[str]:
    """The whole report."""
    yield party.letterhead()
    yield from party.title(f"Sơ kết {_AFTER} thực hiện Kết luận số 49-KL/TW,\nngày 10/5/2019 của Ban Bí thư")
    yield from _opening()
    yield section("I. Công tác quán triệt, lãnh đạo, chỉ đạo")
    yield from _leadership()
    yield section("II. Kết quả thực hiện {{ nhieu_nam.khoang }}")
    yield from _organisation()
    yield from _models()
    yield from _learning()
    yield from _funds()
    yield from _working_together()
    yield section("III. Đánh giá chung")
    yield item("1. Ưu điểm")
    yield from for_each("cau", "danh_gia_nam.tien_bo", paragraph("- {{ cau }}"))
    yield from own_words("uu_diem")
    yield item("2. Hạn chế, khuyết điểm")
    yield from for_each("cau", "danh_gia_nam.ton_tai", paragraph("- {{ cau }}"))
    yield from own_words("khuyet_diem")
    yield item("3. Nguyên nhân")
    yield from own_words("nguyen_nhan")
    yield item("4. Bài học kinh nghiệm")
    yield from own_words("bai_hoc")
    yield section("IV. Phương hướng, nhiệm vụ thời gian tới")
    yield item("1. Phương hướng")
    yield from own_words("phuong_huong")
    yield item("2. Nhiệm vụ, giải pháp")
    yield from own_words("nhiem_vu")
    yield item("3. Kiến nghị")
    yield from own_words("kien_nghi")
    yield closing(f"Trên đây là báo cáo sơ kết {_AFTER} thực hiện Kết luận số 49-KL/TW của {{{{ hoi.ten }}}}.")
    yield party.signature()
    yield from in_sections(
        with_heading(number, name, party.NUMBER, shown)
        for number, name, shown in (
            ("I", BY_YEAR.title, year_tables.by_year(BY_YEAR)),
            ("II", "Kết quả của từng đơn vị, năm cuối so với năm đầu", year_tables.first_and_last()),
            ("III", "Các mô hình học tập của từng đơn vị so với chỉ tiêu giao", year_tables.against_assigned()),
        )
    )


def _opening() -> Iterator[str]:
    yield paragraph(
        f"{{{{ hoi.ten }}}} sơ kết {_AFTER} thực hiện {_CONCLUSION} (sau đây gọi tắt là Kết luận số 49), như sau:"
    )
    yield paragraph(
        "Số liệu {{ ky.ten }} được tổng hợp từ báo cáo của {{ bao_cao.da_nhan }} đơn vị{{ chu_thich.ghep_ky }}"
        "{{ chu_thich.chua_gui_bao_cao }}{{ chu_thich.bao_cao_chua_dat }}{{ chu_thich.chua_co_hoi }}"
        "{{ chu_thich.thieu_so_lieu }}; "
        "{% if nhieu_nam.mot_nam %}các năm khác chưa có số liệu nên báo cáo chưa so sánh được qua các năm"
        "{% else %}số liệu từng năm được nêu tại Phụ lục I{% endif %}."
    )


def _leadership() -> Iterator[str]:
    yield item("1. Công tác quán triệt, tuyên truyền")
    yield from own_words("quan_triet")
    yield paragraph(f"Số tin, bài tuyên truyền {{{{ nhieu_nam.khoang }}}}: {_summed('tin_bai')}.")
    yield from own_words("tuyen_truyen")
    yield item("2. Ban hành văn bản lãnh đạo, chỉ đạo")
    yield paragraph(
        f"Đến hết {{{{ ky.ten }}}}, {of_units('cap_uy_ban_hanh')} có kế hoạch của cấp ủy thực hiện Kết luận số 49"
        f"{{{{ chu_thich.cap_uy_chua_ban_hanh }}}}; {of_units('uy_ban_ban_hanh')} có kế hoạch của Ủy ban nhân dân"
        f"{{{{ chu_thich.uy_ban_chua_ban_hanh }}}}; {of_units('trien_khai_quyet_dinh_324')} đã triển khai đầy đủ Quyết "
        "định số 324/QĐ-KHVN của Hội Khuyến học Việt Nam đến cơ sở{{ chu_thich.chua_trien_khai_324 }}."
    )
    yield paragraph("Văn bản theo từng năm:", layout="<w:keepNext/>")
    yield from own_words("van_ban_theo_nam")
    yield from own_words("tham_muu")


def _organisation() -> Iterator[str]:
    yield item("1. Xây dựng tổ chức Hội, phát triển hội viên")
    yield paragraph(
        "- Tổ chức hội: đến hết {{ ky.ten }}, {{ hoi_cap_xa.so }}/{{ don_vi_cap_xa.so }} đơn vị hành chính cấp xã có "
        "Hội Khuyến học{{ hoi_cap_xa.pham_vi }}; có "
        + _over_years("chi_hoi", "chi hội")
        + "; có "
        + _over_years("ban_khuyen_hoc", "ban khuyến học")
        + "."
    )
    yield paragraph("- Hội viên: có " + _over_years("hoi_vien", "hội viên") + ".")
    yield from only_if(
        "ty_le_hoi_vien.co",
        paragraph(
            "- Tỷ lệ hội viên trên dân số đạt {{ ty_le_hoi_vien.so }}{{ ty_le_hoi_vien.pham_vi }}"
            + also("nhieu_nam.ty_le_hoi_vien.phat_trien")
            + also("ty_le_hoi_vien.chi_tieu", "{{ '; ' if nhieu_nam.ty_le_hoi_vien.phat_trien else ', ' }}")
            + "."
        ),
    )
    yield from year_tables.in_the_body(1, ORGANISATION_BY_YEAR)
    yield from chart("bieu_do_nam.hoi_vien")
    yield from chart("bieu_do_nam.ty_le_hoi_vien")
    yield from own_words("to_chuc")


def _over_years(key: str, unit: str) -> str:
    """ "533.903 hội viên, tăng 24.239 người (4,76%) so với năm 2019, bình quân mỗi năm tăng 0,93%"."""
    return told(key, unit) + also(f"nhieu_nam.{key}.phat_trien")


def _summed(key: str) -> str:
    """What all years come to, with the note on those that are not in it: "4.210 suất"."""
    return f"{{{{ nhieu_nam.{key}.cong_don }}}}{{{{ nhieu_nam.{key}.chu_thich }}}}"


def _models() -> Iterator[str]:
    yield item("2. Xây dựng các mô hình học tập")
    for heading, unit, key in _MODELS:
        yield paragraph(heading, "Heading4")
        yield _model(unit, key)
    yield from year_tables.in_the_body(2, MODELS_BY_YEAR)
    columns = (
        Column("Mô hình", 40, "left"),
        Column("Đạt {{ ky.ten }}", 25),
        Column("Số được giao", 25),
        Column("So với số giao", 23),
        Column("Đạt/ tổng số", 26),
        Column("Chỉ tiêu", 26),
    )
    rows = (
        (
            heading.partition(" ")[2],
            f"{{{{ {key}_dat.so }}}}",
            f"{{{{ giao.{key}_dat.giao }}}}",
            f"{{{{ giao.{key}_dat.ty_le }}}}{{{{ giao.{key}_dat.chu_thich }}}}",
            f"{{{{ ty_le_{key}_dat.so }}}}",
            f"{{{{ ty_le_{key}_dat.muc }}}}",
        )
        for heading, _, key in _MODELS
    )
    yield from captioned("Bảng 3. Các mô hình học tập so với chỉ tiêu, {{ ky.ten }}", columns, rows)
    yield from chart("bieu_do_nam.mo_hinh")
    yield from own_words("mo_hinh")


def _model(unit: str, key: str) -> str:
    """What was achieved, its share and how that grew; then against the number assigned and against the target."""
    text = (
        "{{ ky.ten | capitalize }} có {{ KEY_dat.so_02 }} UNIT {{ ky.dat }} danh hiệu{{ KEY_dat.pham_vi }}"
        + rate("ty_le_KEY_dat", ", bằng ", " {{ KEY.so_voi }}")
        + also("nhieu_nam.ty_le_KEY_dat.phat_trien")
        + "."
        + also("giao.KEY_dat.danh_gia", " So với số được giao: ", "{{ giao.KEY_dat.chu_thich }}.")
        + also("ty_le_KEY_dat.chi_tieu", " Tỷ lệ {{ ky.dat }} trên tổng số ", ".")
    )
    return paragraph(text.replace("KEY", key).replace("UNIT", unit))


def _learning() -> Iterator[str]:
    yield item("3. Trung tâm học tập cộng đồng, hoạt động khuyến học, khuyến tài")
    yield paragraph(
        "- Trung tâm học tập cộng đồng: có "
        + _over_years("trung_tam", "trung tâm")
        + "; {{ ky.ten }} có "
        + _over_years("luot_nguoi_hoc", "lượt người học")
        + "."
    )
    yield paragraph(
        "- {{ nhieu_nam.khoang | capitalize }}, các cấp hội đã vận động được "
        f"{_summed('hoc_sinh_tro_lai_truong')} bỏ học trở lại trường, {_summed('hoc_vien_xoa_mu_chu')} ra lớp xóa mù "
        f"chữ, phổ cập giáo dục; trao {_summed('suat_hoc_bong')} học bổng; khen thưởng {_summed('luot_khen_thuong')} "
        "tập thể, cá nhân."
    )
    yield from year_tables.in_the_body(4, LEARNING_BY_YEAR)
    yield from own_words("trung_tam")
    yield from own_words("van_dong")


def _funds() -> Iterator[str]:
    yield item("4. Xây dựng, quản lý, sử dụng Quỹ Khuyến học")
    yield paragraph(
        "- Quỹ Khuyến học và nguồn vận động {{ ky.ten }} là "
        + _over_years("quy_khuyen_hoc", "triệu đồng")
        + "{% if not nhieu_nam.mot_nam %}; cộng dồn {{ nhieu_nam.khoang }} là "
        + _summed("quy_khuyen_hoc")
        + "{% endif %}."
    )
    yield from only_if(
        "quy_binh_quan.co",
        paragraph(
            "- Tính bình quân, {{ ky.ten }} đạt {{ quy_binh_quan.so }} đồng/người dân{{ quy_binh_quan.pham_vi }}"
            + also("nhieu_nam.quy_binh_quan.phat_trien")
            + "."
        ),
    )
    yield paragraph("- Số dư quỹ các cấp đến hết {{ ky.ten }} là " + _over_years("so_du_quy", "triệu đồng") + ".")
    yield from year_tables.in_the_body(5, FUNDS_BY_YEAR)
    yield from chart("bieu_do_nam.quy_khuyen_hoc")
    yield from own_words("tai_chinh")


def _working_together() -> Iterator[str]:
    yield item("5. Công tác phối hợp, kiểm tra, thi đua, khen thưởng")
    yield paragraph(
        f"- Đang thực hiện {told('chuong_trinh_phoi_hop', 'chương trình phối hợp')} với các cơ quan, đoàn thể."
    )
    yield from own_words("phoi_hop")
    yield paragraph(f"- Số cuộc kiểm tra đã tổ chức {{{{ nhieu_nam.khoang }}}}: {_summed('cuoc_kiem_tra')}.")
    yield from own_words("kiem_tra")
    yield paragraph(
        f"- Khen thưởng {{{{ nhieu_nam.khoang }}}}: kỷ niệm chương {_summed('ky_niem_chuong')}; bằng khen của Trung "
        f"ương Hội Khuyến học Việt Nam {_summed('bang_khen')}; giấy khen {_summed('giay_khen')}."
    )
    yield from own_words("thi_dua")
