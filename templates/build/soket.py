"""The report `soket`: sơ kết 6 tháng. Its text from top to bottom; tags print what `report/context.py` offers."""

from collections.abc import Iterator

from khuyenhoc_cli.report.appendices import APPENDICES
from templates.build import sections
from templates.build.appendices import appendices
from templates.build.parts import closing, letterhead, own_words, part, section, signature, title

TITLE = "Báo cáo sơ kết công tác khuyến học"


def blocks() -> Iterator[str]:
    """The whole report."""
    yield letterhead()
    yield from title(
        "Sơ kết công tác khuyến học {{ ky.ten }},\nphương hướng, nhiệm vụ {{ ky.ky_sau }}",
    )
    yield from sections.opening()
    yield part("Phần thứ nhất", "Tình hình, kết quả công tác khuyến học\n{{ ky.ten }}")
    yield section("I. Đặc điểm, tình hình")
    yield from own_words("dac_diem")
    yield section("II. Kết quả các mặt công tác")
    yield from sections.advice()
    yield from sections.cooperation()
    yield from sections.publicity()
    yield from sections.organisation()
    yield from sections.models()
    yield from sections.support()
    yield from sections.funds()
    yield from sections.inspection()
    yield from sections.emulation()
    yield from sections.centres()
    yield section("III. Đánh giá chung")
    yield from sections.assessment()
    yield part("Phần thứ hai", "Phương hướng, nhiệm vụ\n{{ ky.ky_sau }}")
    yield from sections.tasks()
    yield closing(
        "Trên đây là báo cáo sơ kết công tác khuyến học {{ ky.ten }} và phương hướng, nhiệm vụ {{ ky.ky_sau }} của "
        "{{ hoi.ten }}./."
    )
    yield signature()
    yield from appendices(APPENDICES)
