"""Sections that the three reports of a commune share: its branches (chi hội) below, its own answers, no other commune.

Each takes its heading, since the reports number and name them their own way.
"""

from collections.abc import Iterator

from khuyenhoc_cli.report.unit_tables import BRANCHES
from templates.build.appendices import figures_table
from templates.build.body_tables import Column, captioned, repeated
from templates.build.parts import (
    TEXT_MM,
    also,
    changed,
    counted,
    for_each,
    item,
    only_if,
    own_words,
    paragraph,
    parts_of,
    rate,
    told,
    unless_none,
)
from templates.build.sections import assessed

UNIT_HEADING = "Chi hội"
APPENDIX_NAME_MM = 52.0
_PLAN = "ban hành kế hoạch thực hiện Kết luận số 49-KL/TW của Ban Bí thư"
_NAME_MM = 58.0  # "Trường Trung học cơ sở Tân Sơn"
_TARGET_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Chỉ tiêu", 62, "left"),
    Column("Chỉ tiêu giao", 20),
    Column("Thực hiện", 25),
    Column("So với chỉ tiêu", 48, "left"),
)
# name, key of the whole, of the model
_MODELS = (
    ("Công dân học tập", "cong_dan", "cong_dan"),
    ("Gia đình học tập", "ho_gia_dinh", "gia_dinh"),
    ("Dòng họ học tập", "dong_ho", "dong_ho"),
    ("Cộng đồng học tập", "cong_dong", "cong_dong"),
    ("Đơn vị học tập", "don_vi", "don_vi"),
)
_MODEL_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Mô hình", 47, "left"),
    Column("Tổng số", 22),
    Column("Đăng ký", 22),
    Column("Tỷ lệ", 21),
    Column("{{ ky.dat | capitalize }}", 22),
    Column("Tỷ lệ", 21),
)


def if_written(*keys: str) -> Iterator[str]:
    """What the officer has written for these sections, which this report does not ask for."""
    for key in keys:
        yield from for_each("doan", f"van_ban.{key}", paragraph("{{ doan }}"))


def some(key: str, done: str, unit: str, nothing: str) -> str:
    """What was done how often, with its change: "trao 05 suất học bổng, tăng …"; known to be none, `nothing`."""
    return unless_none(key, f"{done} {counted(key, unit)}", nothing)


def own_answers() -> Iterator[str]:
    """What the commune's committee, government and association have done; nothing of what is not answered."""
    said = (
        ("cap_uy_ban_hanh", f"- Đảng ủy {{{{ dia_ban.loai }}}} TAG {_PLAN}."),
        ("uy_ban_ban_hanh", f"- Ủy ban nhân dân {{{{ dia_ban.loai }}}} TAG {_PLAN}."),
        (
            "trien_khai_quyet_dinh_324",
            "- Hội Khuyến học {{ dia_ban.loai }} TAG triển khai đầy đủ Quyết định số 324/QĐ-KHVN của Hội Khuyến học "
            "Việt Nam đến các chi hội.",
        ),
    )
    for key, text in said:
        yield from only_if(f"tra_loi.{key}", paragraph(text.replace("TAG", f"{{{{ tra_loi.{key} }}}}")))


def inspected(mark: str = "") -> Iterator[str]:
    """Whether the commune's association itself has inspected how two decisions are carried out."""
    text = (
        mark
        + "Hội Khuyến học {{ dia_ban.loai }} {{ tra_loi.da_kiem_tra_387_677 }} kiểm tra, khảo sát việc thực hiện Quyết "
        "định số 387/QĐ-TTg và Quyết định số 677/QĐ-TTg của Thủ tướng Chính phủ."
    )
    yield from only_if("tra_loi.da_kiem_tra_387_677", paragraph(text))


def programmes() -> str:
    """How many programmes of cooperation there are."""
    partners = "chương trình phối hợp với nhà trường, Mặt trận và các đoàn thể"
    return f"Hội và các chi hội {some('chuong_trinh_phoi_hop', 'đang thực hiện', partners, f'chưa có {partners}')}."


def publicity() -> str:
    """News items and courses."""
    return (
        f"Trong kỳ {some('tin_bai', 'có', 'tin, bài tuyên truyền', 'chưa có tin, bài tuyên truyền')}; "
        f"{some('lop_tap_huan', 'mở', 'lớp tập huấn nghiệp vụ', 'chưa mở lớp tập huấn nghiệp vụ')}"
        "{% if luot_tap_huan.co %}, với {{ luot_tap_huan.so_02 }} lượt người dự{{ luot_tap_huan.pham_vi }}{% endif %}."
    )


def network() -> str:
    """The branches and the boards."""
    return (
        "Hội Khuyến học {{ dia_ban.loai }} có "
        + counted("chi_hoi", "chi hội")
        + parts_of("chi_hoi", "; gồm ")
        + "."
        + "{% if ban_khuyen_hoc.co %} Có "
        + counted("ban_khuyen_hoc", "ban khuyến học")
        + parts_of("ban_khuyen_hoc", ", gồm ")
        + ".{% endif %}"
    )


def members() -> Iterator[str]:
    """The members, the new ones, their share of the population, and in how many branches they grew."""
    yield paragraph(
        "Tổng số hội viên là {{ hoi_vien.so_02 }} người{{ hoi_vien.pham_vi }}"
        + changed("hoi_vien")
        + "{{ chu_thich.hoi_vien_giam }}"
        + parts_of("hoi_vien", "; trong đó (một hội viên có thể thuộc nhiều nhóm) có ")
        + ". "
        + new_members()
    )
    yield from only_if("ty_le_hoi_vien.co", paragraph(member_share()))
    yield from moved_members()


def new_members() -> str:
    """The members admitted in the period."""
    return (
        "Trong kỳ kết nạp {{ hoi_vien_moi.so_02 }} hội viên mới{{ hoi_vien_moi.pham_vi }}"
        + also("danh_sach.dan_dau.hoi_vien_moi", ", nhiều nhất ở ")
        + "{{ chu_thich.hoi_vien_moi }}."
    )


def member_share() -> str:
    """Members per population, against the target, and the branches high and low."""
    return (
        "Tỷ lệ hội viên trên dân số đạt {{ ty_le_hoi_vien.so }}{{ ty_le_hoi_vien.pham_vi }}{{ chu_thich.dan_so }}"
        + changed("ty_le_hoi_vien")
        + also("ty_le_hoi_vien.chi_tieu", "; ")
        + "."
        + also("danh_sach.dan_dau.ty_le_hoi_vien", " Chi hội có tỷ lệ cao: ", "{{ chu_thich.ty_le_hoi_vien_cao }}.")
        + also(
            "danh_sach.han_che.ty_le_hoi_vien", " Chi hội còn dưới chỉ tiêu: ", "{{ chu_thich.ty_le_hoi_vien_thap }}."
        )
    )


def moved_members() -> Iterator[str]:
    """In how many branches the members grew or fell, and where most."""
    yield from only_if("tung_don_vi.hoi_vien", paragraph("{{ tung_don_vi.hoi_vien }}"))


def centre() -> str:
    """The commune's learning centre, and who takes part in it."""
    return (
        f"{courses()}. Có {told('can_bo_quan_ly_trung_tam', 'cán bộ Hội')} tham gia quản lý và "
        f"{told('hoi_vien_trung_tam', 'hội viên')} tham gia hoạt động của trung tâm."
    )


def courses() -> str:
    """What the commune's learning centre has held."""
    return (
        "Trung tâm học tập cộng đồng {{ dia_ban.loai }} đã mở {{ chuyen_de.so_02 }} chuyên đề, lớp"
        f"{{{{ chuyen_de.pham_vi }}}}, với {counted('luot_nguoi_hoc', 'lượt người học')}"
    )


def learners() -> Iterator[str]:
    """Pupils and learners brought back, scholarships, rewards."""
    yield paragraph(
        f"- Số học sinh bỏ học được vận động trở lại trường là {counted('hoc_sinh_tro_lai_truong', 'học sinh')}."
    )
    yield paragraph(
        f"- Số học viên được vận động ra lớp xóa mù chữ, phổ cập giáo dục là {counted('hoc_vien_xoa_mu_chu', 'người')}."
    )
    yield paragraph(f"- {scholarships()}.")
    yield paragraph(f"- {spent()}.")


def scholarships() -> str:
    """Scholarships and rewards."""
    given = some("suat_hoc_bong", "trao", "suất học bổng", "chưa trao học bổng")
    rewarded = some("luot_khen_thuong", "khen thưởng", "lượt tập thể, cá nhân", "chưa khen thưởng")
    return f"Trong kỳ, Hội và các chi hội {given}{{{{ chu_thich.suat_hoc_bong }}}}; {rewarded}"


def spent() -> str:
    """What the money was spent on."""
    return "Kinh phí đã chi: " + those_there_are(
        ("chi_hoc_sinh_kho_khan", "triệu đồng hỗ trợ học sinh khó khăn"),
        ("chi_hoc_bong", "triệu đồng trao học bổng"),
        ("chi_khen_thuong", "triệu đồng khen thưởng học sinh, giáo viên"),
        nothing="chưa có khoản chi",
    )


def fund() -> str:
    """What the fund took in, in parts and per person, and its balance."""
    per_person = rate("quy_binh_quan", " Bình quân đạt ", " đồng/người dân" + changed("quy_binh_quan") + ".")
    return f"{raised()}{parts_of('quy_khuyen_hoc', '; gồm ')}.{per_person} {balance()}."


def raised() -> str:
    """What the fund took in."""
    return (
        "Quỹ Khuyến học và nguồn vận động trong kỳ là {{ quy_khuyen_hoc.so }} triệu đồng{{ quy_khuyen_hoc.pham_vi }}"
        + changed("quy_khuyen_hoc", phrase="tang_giam_pct")
    )


def balance() -> str:
    """What the fund holds."""
    return (
        "Số dư quỹ đến cuối kỳ là {{ so_du_quy.so }} triệu đồng{{ so_du_quy.pham_vi }}"
        + changed("so_du_quy")
        + "{{ chu_thich.so_du_cao }}"
        + also(
            "so_du_quy.tiep_nhan",
            "; số tiếp nhận từ quỹ cấp huyện đã giải thể, cộng dồn đến cuối kỳ, là ",
            " triệu đồng{{ so_du_quy.pham_vi_tiep_nhan }}",
        )
    )


def budget() -> str:
    """What the state's budget gave, where it gave something; nothing where it gave none."""
    return (
        "{% if ngan_sach_cap.co or not ngan_sach_cap.biet %}Ngân sách cấp cho hoạt động của Hội trong năm là "
        "{{ ngan_sach_cap.so }} triệu đồng{{ ngan_sach_cap.pham_vi }}"
        + changed("ngan_sach_cap")
        + "; ước chi trong kỳ là {{ ngan_sach_chi.so }} triệu đồng{{ ngan_sach_chi.pham_vi }}."
        "{% else %}Trong năm, Hội chưa được cấp kinh phí hoạt động từ ngân sách{{ ngan_sach_cap.pham_vi }}.{% endif %}"
    )


def rewards() -> str:
    """Badges and certificates."""
    return "Kết quả khen thưởng trong kỳ: " + those_there_are(
        ("ky_niem_chuong", "kỷ niệm chương được tặng hoặc đề nghị tặng"),
        ("bang_khen", "bằng khen của Trung ương Hội"),
        ("giay_khen", "giấy khen"),
        nothing="chưa có kỷ niệm chương, bằng khen, giấy khen",
    )


def those_there_are(*items: tuple[str, str], nothing: str) -> str:
    """Indicators with their units, those left out that are known to be none; `nothing` where all are."""
    text, before = "", ""
    for key, unit in items:
        there = f"({key}.co or not {key}.biet)"
        comma = f"{{% if {before} %}}, {{% endif %}}" if before else ""
        text += f"{{% if {there} %}}{comma}{told(key, unit)}{{% endif %}}"
        before = f"{before} or {there}" if before else there
    return f"{text}{{% if not ({before}) %}}{nothing}{{% endif %}}"


def branches_table() -> Iterator[str]:
    """The list of branches with their members, in the body."""
    centred = '<w:keepNext/><w:spacing w:before="180"/>'
    yield paragraph(f"{BRANCHES.title}", "Centred", layout=centred, look="<w:b/><w:bCs/>")
    yield paragraph(BRANCHES.measures, "TableNote")
    yield figures_table(BRANCHES, UNIT_HEADING, _NAME_MM, within_mm=TEXT_MM, with_comparison=False)
    yield paragraph("", "Rule")


def models_table(caption: str) -> Iterator[str]:
    """The five models, a row each."""
    rows = (
        (str(number), name, *(f"{{{{ {tag}.so }}}}" for tag in _of_model(whole, key)))
        for number, (name, whole, key) in enumerate(_MODELS, 1)
    )
    yield from captioned(caption, _MODEL_COLUMNS, rows)
    yield paragraph("", "Rule")


def _of_model(whole: str, key: str) -> tuple[str, ...]:
    return whole, f"{key}_dang_ky", f"ty_le_{key}_dang_ky", f"{key}_dat", f"ty_le_{key}_dat"


def targets_table() -> Iterator[str]:
    """Each target, what was achieved, and how that compares; where no target is set, what to write."""
    cells = (
        "{{ hang.tt }}",
        "{{ hang.ten }}{{ hang.can_cu }}",
        "{{ hang.giao }}",
        "{{ hang.dat }}{{ hang.pham_vi }}",
        "{{ hang.so_voi }}",
    )
    listed = repeated(_TARGET_COLUMNS, "tung_don_vi.chi_tieu", cells)
    begin = paragraph(
        "Kết quả {{ ky.ten }} so với các chỉ tiêu được giao như sau:",
        layout='<w:keepNext/><w:spacing w:before="120" w:after="120"/>',
    )
    yield from only_if("tung_don_vi.chi_tieu", begin, listed, paragraph("", "Rule"))
    asked = (
        "[Đơn vị bổ sung: các chỉ tiêu được giao trong năm và kết quả thực hiện; ghi chỉ tiêu vào mục [targets] của "
        "khuyenhoc.toml để chương trình tự so sánh.]"
    )
    yield from only_if("not tung_don_vi.chi_tieu", paragraph(asked, "Placeholder"))


def aims() -> Iterator[str]:
    """What is to be done for each target."""
    yield from for_each("cau", "tung_don_vi.phan_dau", paragraph("- {{ cau }}"))


def general_assessment(strong: str, weak: str, causes: str) -> Iterator[str]:
    """What went well and what did not, under these headings, and why."""
    yield item(strong)
    yield from assessed("uu_diem")
    yield from own_words("uu_diem")
    yield item(weak)
    yield from assessed("han_che")
    yield from own_words("khuyet_diem")
    yield item(causes)
    yield from own_words("nguyen_nhan")
