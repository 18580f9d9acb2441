"""The report `soket-xa-2`: a commune's full report, by the ten sides of its work."""

from collections.abc import Iterator

from khuyenhoc_cli.report.unit_tables import COMMUNE_APPENDICES
from templates.build import commune, sections
from templates.build.appendices import appendices
from templates.build.parts import (
    chart,
    closing,
    counted,
    item,
    letterhead,
    own_words,
    paragraph,
    point,
    section,
    signature,
    title,
)

TITLE = "Báo cáo công tác khuyến học cấp xã (mười mặt công tác)"


def blocks() -> Iterator[str]:
    """The whole report."""
    yield letterhead()
    yield from title(
        "{{ ky.viec | capitalize }} công tác khuyến học, khuyến tài {{ ky.ten }},\n"
        "phương hướng, nhiệm vụ {{ ky.ky_sau }}"
    )
    yield from sections.opening("{{ dia_ban.don_vi }}")
    yield section("I. Đặc điểm, tình hình")
    yield from own_words("dac_diem")
    yield section("II. Kết quả thực hiện công tác khuyến học, khuyến tài")
    yield from _results()
    yield section("III. Đánh giá chung")
    yield from commune.general_assessment("1. Ưu điểm", "2. Khuyết điểm, hạn chế", "3. Nguyên nhân")
    yield section("IV. Phương hướng, nhiệm vụ {{ ky.ky_sau }}")
    yield item("1. Phương hướng")
    yield from commune.aims()
    yield from own_words("phuong_huong")
    yield item("2. Nhiệm vụ trọng tâm")
    yield from own_words("nhiem_vu")
    yield section("V. Đề xuất, kiến nghị")
    yield from own_words("kien_nghi")
    yield closing(
        "Trên đây là báo cáo {{ ky.viec }} công tác khuyến học, khuyến tài {{ ky.ten }} và phương hướng, nhiệm vụ "
        "{{ ky.ky_sau }} của {{ hoi.ten }}./."
    )
    yield signature()
    yield from appendices(COMMUNE_APPENDICES, commune.UNIT_HEADING, commune.APPENDIX_NAME_MM)


def _results() -> Iterator[str]:
    yield item("1. Công tác tham mưu với cấp ủy, chính quyền")
    yield from commune.own_answers()
    yield from own_words("tham_muu")
    yield item("2. Công tác tuyên truyền, tập huấn")
    yield paragraph(commune.publicity())
    yield from own_words("tuyen_truyen")
    yield item("3. Công tác phối hợp")
    yield paragraph(commune.programmes())
    yield from own_words("phoi_hop")
    yield item("4. Xây dựng tổ chức Hội, phát triển hội viên (Phụ lục I)")
    yield point("a) Tổ chức Hội")
    yield paragraph(commune.network())
    yield point("b) Hội viên")
    yield from commune.members()
    yield from chart("bieu_do.ty_le_hoi_vien")
    yield from own_words("to_chuc")
    yield item("5. Xây dựng các mô hình học tập (Phụ lục II)")
    yield from sections.five_models()
    yield from own_words("mo_hinh")
    yield item("6. Hoạt động của trung tâm học tập cộng đồng")
    yield paragraph(commune.centre())
    yield from own_words("trung_tam")
    yield item("7. Hoạt động hỗ trợ giáo dục")
    yield from commune.learners()
    yield from own_words("van_dong")
    yield item("8. Xây dựng Quỹ Khuyến học (Phụ lục III)")
    yield paragraph(commune.budget())
    yield paragraph(commune.fund())
    yield from own_words("tai_chinh")
    yield item("9. Công tác kiểm tra")
    yield paragraph(f"Số cuộc kiểm tra đã tổ chức trong kỳ là {counted('cuoc_kiem_tra', 'cuộc')}.")
    yield from commune.inspected()
    yield from own_words("kiem_tra")
    yield item("10. Công tác thi đua, khen thưởng")
    yield paragraph(f"{commune.rewards()}.")
    yield from own_words("thi_dua")
