"""The report `soket-xa-3`: part A what was done, with the targets and how they were met, part B what is to be done."""

from collections.abc import Iterator

from khuyenhoc_cli.report.unit_tables import COMMUNE_APPENDICES
from templates.build import commune, sections
from templates.build.appendices import appendices
from templates.build.parts import (
    capitals,
    chart,
    closing,
    item,
    letterhead,
    own_words,
    paragraph,
    section,
    signature,
    title,
)

TITLE = "Báo cáo công tác khuyến học cấp xã (hai phần, có chỉ tiêu)"


def blocks() -> Iterator[str]:
    """The whole report."""
    yield letterhead()
    yield from title(
        "{{ ky.viec | capitalize }} công tác khuyến học {{ ky.ten }}\nvà triển khai nhiệm vụ {{ ky.ky_sau }}"
    )
    yield from sections.opening("{{ dia_ban.don_vi }}")
    yield _part("A. Kết quả công tác khuyến học {{ ky.ten }}")
    yield section("I. Những việc đã làm được")
    yield from commune.if_written("dac_diem")
    yield from _done()
    yield section("II. Kết quả thực hiện các chỉ tiêu")
    yield from commune.targets_table()
    yield section("III. Đánh giá chung")
    yield from commune.general_assessment("1. Những mặt làm tốt", "2. Hạn chế cần khắc phục", "3. Nguyên nhân")
    yield _part("B. Phương hướng, nhiệm vụ {{ ky.ky_sau }}")
    yield section("I. Phương hướng")
    yield from own_words("phuong_huong")
    yield section("II. Chỉ tiêu phấn đấu")
    yield from commune.aims()
    yield paragraph(
        "- Các chi hội thực hiện đủ chỉ tiêu về hội viên, các mô hình học tập và Quỹ Khuyến học theo kế hoạch năm "
        "{{ ky.nam_sau }}."
    )
    yield section("III. Nhiệm vụ cụ thể")
    yield from own_words("nhiem_vu")
    yield section("IV. Đề xuất, kiến nghị")
    yield from own_words("kien_nghi")
    yield closing(
        "Trên đây là báo cáo {{ ky.viec }} công tác khuyến học {{ ky.ten }} và nhiệm vụ {{ ky.ky_sau }} của "
        "{{ hoi.ten }}./."
    )
    yield signature()
    yield from appendices(COMMUNE_APPENDICES, commune.UNIT_HEADING, commune.APPENDIX_NAME_MM)


def _part(heading: str) -> str:
    return paragraph(capitals(heading), "Heading1")


def _done() -> Iterator[str]:
    yield item("1. Tham mưu, tuyên truyền, phối hợp")
    yield from commune.own_answers()
    yield paragraph(f"- {commune.publicity()}")
    yield paragraph(f"- {commune.programmes()}")
    yield from commune.inspected("- ")
    yield from own_words("tham_muu")
    yield from commune.if_written("tuyen_truyen", "phoi_hop", "kiem_tra")
    yield item("2. Tổ chức Hội, hội viên (Phụ lục I)")
    yield paragraph(commune.network())
    yield from commune.members()
    yield from own_words("to_chuc")
    yield item("3. Học tập suốt đời, xây dựng các mô hình học tập (Phụ lục II)")
    yield from commune.models_table("Các mô hình học tập; tỷ lệ so với tổng số của từng mô hình")
    yield paragraph(commune.centre())
    yield from chart("bieu_do.mo_hinh_hoc_tap")
    yield from own_words("mo_hinh")
    yield from commune.if_written("trung_tam")
    yield item("4. Quỹ Khuyến học, hỗ trợ người học, khen thưởng (Phụ lục III)")
    yield paragraph(f"- {commune.fund()}")
    yield from commune.learners()
    yield paragraph(f"- {commune.rewards()}.")
    yield from own_words("tai_chinh")
    yield from commune.if_written("van_dong", "thi_dua")
