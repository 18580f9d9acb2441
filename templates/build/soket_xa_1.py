"""The report `soket-xa-1`: a commune's short report, with the list of its branches and their members.

It leaves out what `report/kinds.py` says: the officer is told which of the own words were not printed.
"""

from collections.abc import Iterator

from templates.build import commune, sections
from templates.build.base import section_properties
from templates.build.parts import (
    changed,
    closing,
    item,
    letterhead,
    only_if,
    own_words,
    paragraph,
    rate,
    section,
    signature,
    title,
)

TITLE = "Báo cáo công tác khuyến học cấp xã (ngắn)"


def blocks() -> Iterator[str]:
    """The whole report."""
    yield letterhead()
    yield from title(
        "{{ ky.viec | capitalize }} công tác khuyến học {{ ky.ten }},\nchương trình công tác {{ ky.ky_sau }}"
    )
    yield from sections.opening("{{ dia_ban.don_vi }}")
    yield section("I. Kết quả công tác {{ ky.ten }}")
    yield item("1. Tổ chức và phát triển Hội")
    yield from _organisation()
    yield item("2. Xây dựng xã hội học tập")
    yield from _models()
    yield item("3. Quỹ Khuyến học, hỗ trợ người học")
    yield paragraph(f"{commune.raised()}. {commune.balance()}.")
    yield paragraph(f"{commune.scholarships()}. {commune.spent()}.")
    yield from commune.if_written("tai_chinh")
    yield item("4. Đánh giá chung")
    yield from own_words("uu_diem")
    yield from only_if("danh_gia.han_che", paragraph("Những mặt còn hạn chế:", layout="<w:keepNext/>"))
    yield from sections.assessed("han_che")
    yield from commune.if_written("khuyet_diem")
    yield item("5. Đề xuất, kiến nghị")
    yield from own_words("kien_nghi")
    yield section("II. Chương trình công tác {{ ky.ky_sau }}")
    yield from commune.aims()
    yield from own_words("nhiem_vu")
    yield closing(
        "Trên đây là báo cáo {{ ky.viec }} công tác khuyến học {{ ky.ten }} và chương trình công tác {{ ky.ky_sau }} "
        "của {{ hoi.ten }}./."
    )
    yield signature()
    yield section_properties()


def _organisation() -> Iterator[str]:
    yield paragraph(
        "Hội Khuyến học {{ dia_ban.loai }} có {{ chi_hoi.so_02 }} chi hội{{ chi_hoi.pham_vi }} với "
        "{{ hoi_vien.so_02 }} hội viên{{ hoi_vien.pham_vi }}"
        + changed("hoi_vien")
        + "{{ chu_thich.hoi_vien_giam }}"
        + rate("ty_le_hoi_vien", "; tỷ lệ hội viên trên dân số đạt ", "")
        + ". "
        + commune.new_members()
    )
    yield from commune.moved_members()
    yield from commune.branches_table()
    yield from commune.if_written("to_chuc")


def _models() -> Iterator[str]:
    yield _model("gia_dinh", "hộ gia đình", "Gia đình học tập", "{{ chu_thich.gia_dinh_dat_thap }}")
    yield _model("dong_ho", "dòng họ", "Dòng họ học tập")
    yield _model("cong_dong", "thôn, buôn, tổ dân phố", "Cộng đồng học tập")
    yield _model("don_vi", "đơn vị", "Đơn vị học tập")
    yield _model("cong_dan", "công dân", "Công dân học tập", "{{ chu_thich.cong_dan_dat_thap }}")
    yield paragraph(f"- {commune.courses()}.")
    yield from commune.if_written("mo_hinh")


def _model(key: str, counted: str, name: str, note: str = "") -> str:
    """A model in one line: registered and achieved, each with its share of the whole."""
    text = (
        f"- {name}: {{{{ KEY_dang_ky.so_02 }}}} {counted} đăng ký{{{{ KEY_dang_ky.pham_vi }}}}"
        + rate("ty_le_KEY_dang_ky", ", bằng ")
        + f"; {{{{ KEY_dat.so_02 }}}} {counted} {{{{ ky.dat }}}}{{{{ KEY_dat.pham_vi }}}}"
        + rate("ty_le_KEY_dat", ", bằng ", "")
        + f"{note}."
    )
    return paragraph(text.replace("KEY", key))
