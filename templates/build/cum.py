"""The report `cum`: a cluster of provinces, for half a year or a year; every total is one of provinces."""

from collections.abc import Iterator

from khuyenhoc_cli.report.unit_tables import CLUSTER_APPENDICES
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
)

TITLE = "Báo cáo công tác khuyến học của cụm thi đua"
# name, key of the whole, of the model, what it counts
_MODELS = (
    ("Công dân học tập", "cong_dan", "cong_dan", "công dân"),
    ("Gia đình học tập", "ho_gia_dinh", "gia_dinh", "hộ"),
    ("Dòng họ học tập", "dong_ho", "dong_ho", "dòng họ"),
    ("Cộng đồng học tập", "cong_dong", "cong_dong", "cộng đồng"),
    ("Đơn vị học tập", "don_vi", "don_vi", "đơn vị"),
)
_MODEL_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Mô hình", 43, "left"),
    Column("Tổng số", 25),
    Column("Đăng ký", 24),
    Column("Tỷ lệ", 20),
    Column("Cùng kỳ", 20),
    Column("Tăng (+), giảm (-)", 23),
)
_CAPTION = "Đăng ký các mô hình học tập; tỷ lệ so với tổng số, mức tăng, giảm tính bằng điểm phần trăm"


def blocks() -> Iterator[str]:
    """The whole report."""
    yield letterhead()
    yield from title(
        "{{ ky.viec | capitalize }} công tác khuyến học {{ ky.ten }},\nphương hướng, nhiệm vụ {{ ky.ky_sau }}"
    )
    yield from _opening()
    yield part("Phần thứ nhất", "Kết quả công tác khuyến học\n{{ ky.ten }}")
    yield section("I. Đặc điểm, tình hình")
    yield from own_words("dac_diem")
    yield section("II. Kết quả các mặt công tác")
    yield from sections.advice()
    yield from _cooperation()
    yield from sections.publicity()
    yield from _organisation()
    yield from _models()
    yield from _centres()
    yield from _support()
    yield from _funds()
    yield from _inspection()
    yield section("III. Đánh giá chung")
    yield from sections.assessment()
    yield part("Phần thứ hai", "Phương hướng, nhiệm vụ\n{{ ky.ky_sau }}")
    yield from sections.tasks()
    yield closing(
        "Trên đây là báo cáo {{ ky.viec }} công tác khuyến học {{ ky.ten }} và phương hướng, nhiệm vụ {{ ky.ky_sau }} "
        "của {{ hoi.ten }}./."
    )
    yield signature()
    yield from appendices(CLUSTER_APPENDICES, "Tỉnh, thành phố")


def _opening() -> Iterator[str]:
    yield from sections.opening()
    yield from only_if("tung_don_vi.ten", paragraph("{{ hoi.ten }} gồm {{ tung_don_vi.ten }}."))


def _cooperation() -> Iterator[str]:
    yield item("2. Công tác phối hợp")
    programmes = counted("chuong_trinh_phoi_hop", "chương trình phối hợp với các ngành, đoàn thể đang còn hiệu lực")
    yield paragraph(
        f"Các tỉnh, thành phố trong cụm có {programmes}"
        + also("tung_don_vi.gom.chuong_trinh_phoi_hop", "; cụ thể: ")
        + "."
    )
    yield from own_words("phoi_hop")


def _organisation() -> Iterator[str]:
    yield item("4. Tổ chức hội, hội viên (Phụ lục I)")
    yield point("a) Tổ chức hội")
    yield paragraph(
        "- Hội cơ sở: {{ hoi_cap_xa.so }}/{{ don_vi_cap_xa.so }} đơn vị hành chính cấp xã có Hội Khuyến học"
        "{{ hoi_cap_xa.pham_vi }}"
        + rate("ty_le_hoi_cap_xa", ", đạt ", "")
        + "{{ chu_thich.xa_chua_co_hoi }}"
        + "{% if hoi_co_so_khac.co %}; "
        + told("hoi_co_so_khac", "hội cơ sở khác ở trường, cơ quan, đơn vị")
        + "{% endif %}."
    )
    yield paragraph(f"- Chi hội: {counted('chi_hoi', 'chi hội')}{parts_of('chi_hoi', '; gồm ')}.")
    yield paragraph(f"- Ban khuyến học: {counted('ban_khuyen_hoc', 'ban')}{parts_of('ban_khuyen_hoc', '; gồm ')}.")
    yield point("b) Hội viên")
    yield paragraph(
        "- {{ dia_ban.Toan }} có {{ hoi_vien.so }} hội viên{{ hoi_vien.pham_vi }}"
        + changed("hoi_vien")
        + "{{ chu_thich.hoi_vien_giam }}; trong kỳ kết nạp {{ hoi_vien_moi.so_02 }} hội viên mới"
        "{{ hoi_vien_moi.pham_vi }}{{ chu_thich.hoi_vien_moi }}." + also("tung_don_vi.hoi_vien", " ")
    )
    share = paragraph(
        "- Tỷ lệ hội viên trên dân số là {{ ty_le_hoi_vien.so }}{{ ty_le_hoi_vien.pham_vi }}{{ chu_thich.dan_so }}"
        + changed("ty_le_hoi_vien")
        + also("ty_le_hoi_vien.chi_tieu", "; ")
        + _extremes("ty_le_hoi_vien")
        + "{{ chu_thich.ty_le_hoi_vien_thap }}."
    )
    yield from only_if("ty_le_hoi_vien.co", share)
    yield from chart("bieu_do.ty_le_hoi_vien")
    yield from own_words("to_chuc")


def _models() -> Iterator[str]:
    yield item("5. Xây dựng các mô hình học tập (Phụ lục II)")
    registered = (
        (str(number), name, *_registration(whole, key)) for number, (name, whole, key, _) in enumerate(_MODELS, 1)
    )
    yield from captioned(_CAPTION, _MODEL_COLUMNS, registered)
    yield paragraph("", "Rule")
    for name, _, key, unit in _MODELS:
        yield paragraph(_registered(key, name, unit))
    yield from chart("bieu_do.mo_hinh_hoc_tap")
    yield from own_words("mo_hinh")


def _registration(whole: str, key: str) -> tuple[str, ...]:
    share = f"ty_le_{key}_dang_ky"
    tags = (f"{whole}.so", f"{key}_dang_ky.so", f"{share}.so", f"{share}.cung_ky", f"{share}.co_dau")
    *shown, moved = (f"{{{{ {tag} }}}}" for tag in tags)
    return *shown, f"{moved}{{{{ {share}.quy_doi }}}}"


def _registered(key: str, name: str, unit: str) -> str:
    """How the share of those registered moved, where it is high and low, and how many have achieved the title."""
    text = (
        f"- {name}: tỷ lệ đăng ký là {{{{ ty_le_KEY_dang_ky.so }}}}{{{{ ty_le_KEY_dang_ky.pham_vi }}}}"
        + changed("ty_le_KEY_dang_ky")
        + _extremes("ty_le_KEY_dang_ky")
        + f". Có {{{{ KEY_dat.so_02 }}}} {unit} {{{{ ky.dat }}}} danh hiệu{{{{ KEY_dat.pham_vi }}}}"
        + rate("ty_le_KEY_dat", ", bằng ")
        + changed("ty_le_KEY_dat", " (", ")")
        + "."
    )
    return text.replace("KEY", key)


def _extremes(key: str) -> str:
    """The provinces with the highest and the lowest values of a ratio."""
    return also(f"tung_don_vi.cao.{key}", "; cao nhất là ") + also(f"tung_don_vi.thap.{key}", "; thấp nhất là ")


def _centres() -> Iterator[str]:
    yield item("6. Trung tâm học tập cộng đồng (Phụ lục IV)")
    yield paragraph(
        f"{{{{ dia_ban.Toan }}}} có {told('trung_tam', 'trung tâm học tập cộng đồng')}"
        + rate("ty_le_trung_tam", ", đạt ")
        + ". Trong kỳ, các trung tâm đã mở {{ chuyen_de.so_02 }} chuyên đề, lớp{{ chuyen_de.pham_vi }} với "
        + counted("luot_nguoi_hoc", "lượt người học")
        + "{{ chu_thich.luot_nguoi_hoc }}; có "
        + told("can_bo_quan_ly_trung_tam", "cán bộ Hội tham gia quản lý")
        + "."
    )
    yield from own_words("trung_tam")


def _support() -> Iterator[str]:
    yield item("7. Hoạt động khuyến học, khuyến tài")
    yield paragraph(
        f"Các cấp hội trong cụm đã trao {counted('suat_hoc_bong', 'suất học bổng')}{{{{ chu_thich.suat_hoc_bong }}}}; "
        f"khen thưởng {counted('luot_khen_thuong', 'lượt tập thể, cá nhân')}. Số học sinh bỏ học được vận động trở lại "
        f"trường là {counted('hoc_sinh_tro_lai_truong', 'học sinh')}; số học viên được vận động ra lớp xóa mù chữ, phổ "
        f"cập giáo dục là {counted('hoc_vien_xoa_mu_chu', 'người')}."
    )
    yield from own_words("van_dong")


def _funds() -> Iterator[str]:
    yield item("8. Quỹ Khuyến học (Phụ lục III)")
    yield paragraph(
        "Tổng Quỹ Khuyến học và nguồn vận động trong kỳ là {{ quy_khuyen_hoc.so }} triệu đồng"
        "{{ quy_khuyen_hoc.pham_vi }}"
        + changed("quy_khuyen_hoc", phrase="tang_giam_pct")
        + parts_of("quy_khuyen_hoc", "; gồm ")
        + "."
        + rate("quy_binh_quan", " Bình quân đạt ", " đồng/người dân" + changed("quy_binh_quan"))
        + "{% if quy_binh_quan.co %}"
        + _extremes("quy_binh_quan")
        + ".{% endif %}"
    )
    yield paragraph(
        "Số dư quỹ các cấp đến cuối kỳ là {{ so_du_quy.so }} triệu đồng{{ so_du_quy.pham_vi }}"
        + changed("so_du_quy")
        + "{{ chu_thich.so_du_cao }}."
    )
    yield from own_words("tai_chinh")


def _inspection() -> Iterator[str]:
    yield item("9. Kiểm tra, thi đua, khen thưởng")
    yield paragraph(
        f"Các cấp hội đã tổ chức {counted('cuoc_kiem_tra', 'cuộc kiểm tra')}{{{{ chu_thich.da_kiem_tra }}}}. Kết quả "
        f"khen thưởng trong kỳ: {told('ky_niem_chuong', 'kỷ niệm chương')}, "
        f"{told('bang_khen', 'bằng khen của Trung ương Hội')}, {told('giay_khen', 'giấy khen')}."
    )
    yield paragraph("Thứ tự của từng tỉnh, thành phố theo một số tỷ lệ có ở Phụ lục V.")
    yield from own_words("kiem_tra")
    yield from own_words("thi_dua")
