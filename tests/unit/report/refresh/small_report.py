"""A report of one page with everything that comes and goes: phrases, notes, repeats, loops, rows, a chart."""

import io
from dataclasses import dataclass
from functools import cache

import docx

from khuyenhoc_cli.report.word.document import render_document
from khuyenhoc_cli.report.word.values import Chart, Generated, Note

UNITS = ("Ea Kar", "Krông Ana", "Lắk", "Ea Súp", "Buôn Đôn")


@dataclass(frozen=True)
class World:
    """What the report is made from: the units of its list, their figures where known, and what the office wrote."""

    units: tuple[str, ...] = UNITS[:3]
    values: tuple[int | None, ...] = (1234, 2345, 3456)
    compared: bool = True
    strengths: tuple[str, ...] = ("hoi_vien",)
    prose: str = ""
    charted: bool = True

    @property
    def known(self) -> dict[str, int]:
        return {unit: value for unit, value in zip(self.units, self.values, strict=True) if value is not None}


def rendered(world: World) -> bytes:
    """The report of a world."""
    key_values = {"template": "nho", "period": "2024H1", "scope": "66"}
    return render_document(_template(), _context(world), title="Báo cáo", key_values=key_values).data


@cache
def _template() -> bytes:
    document = docx.Document()
    for text, style in _PARAGRAPHS:
        document.add_paragraph(text, style)
    rows = (
        ("TT", "Đơn vị", "Hội viên", "So cùng kỳ"),
        ("{%tr for d in bang %}", "", "", ""),
        ("{{ d.tt }}", "{{ d.ten }}{{ d.chu_thich }}", "{{ d.so }}", "{{ d.tang }}"),
        ("{%tr endfor %}", "", "", ""),
        ("", "TOÀN TỈNH{{ thieu }}", "{{ tong }}", ""),
    )
    table = document.add_table(rows=len(rows), cols=4)
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    document.add_paragraph("Trên đây là báo cáo của Hội./.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_PARAGRAPHS = (
    ("I. Tình hình", "Heading 1"),
    ("Số liệu của {{ nhan }} đơn vị{{ thieu }}{% if so_sanh %}, so với {{ truoc }}{{ quy_doi }}{% endif %}.", None),
    ("- Tổng số hội viên: {{ tong }} người{{ pham_vi }}{% if tang %}, {{ tang }}{{ quy_doi }}{% endif %}.", None),
    ("- Kinh phí: {{ quy }} triệu đồng{{ thieu }}; bình quân {{ binh_quan }} đồng một người.", None),
    ("{%p if loi %}", None),
    ("{{ loi }}", None),
    ("{%p endif %}", None),
    ("{%p if not loi %}", None),
    ("[Đơn vị bổ sung: nét chính của kỳ.]", None),
    ("{%p endif %}", None),
    ("{%p if bieu_do %}", None),
    ("{{ bieu_do }}", None),
    ("{%p endif %}", None),
    ("II. Đánh giá", "Heading 1"),
    ("1. Ưu điểm", "Heading 2"),
    ("{%p for u in uu_diem %}", None),
    ("- {{ u.cau }}{{ u.chu_thich }}.", None),
    ("{%p endfor %}", None),
    ("2. Hạn chế", "Heading 2"),
    ("Còn {{ thieu_so }} đơn vị chưa gửi báo cáo{{ thieu }}.", None),
    ("III. Phụ lục", "Heading 1"),
    ("Số hội viên của các đơn vị như sau:", None),
)
STRENGTHS = {
    "hoi_vien": ("Số hội viên tăng ở hầu hết các đơn vị", ""),
    "quy": ("Quỹ khuyến học được sử dụng đúng mục đích", "Không tính các khoản chuyển giao."),
    "trung_tam": ("Các trung tâm học tập cộng đồng mở thêm nhiều lớp", "Theo báo cáo của các huyện."),
    "tuyen_truyen": ("Công tác tuyên truyền có chuyển biến", ""),
}


def _context(world: World) -> dict[str, object]:
    known = world.known
    missing = [unit for unit in world.units if unit not in known]
    total = sum(known.values())
    before = total - 100 - len(known)
    so_sanh = world.compared and bool(known)
    charted = world.charted and bool(known)
    return {
        "nhan": Generated("returns:received", f"{len(known)}/{len(world.units)}"),
        "thieu": Note("note:chua_gui", f"Chưa gửi báo cáo: {', '.join(missing)}." if missing else ""),
        "thieu_so": Generated("returns:missing", f"{len(missing):02}"),
        "so_sanh": so_sanh,
        "truoc": "cùng kỳ năm 2023",
        "quy_doi": Note("note:quy_doi", "Quy về các đơn vị hiện nay." if so_sanh and len(known) > 1 else ""),
        "tong": Generated("HV01", number(total)),
        "pham_vi": Generated("HV01:coverage", f" ({len(known)}/{len(world.units)} đơn vị)" if missing else ""),
        "tang": Generated("HV01:change", f"tăng {number(total - before)} người so với cùng kỳ" if so_sanh else ""),
        "quy": Generated("Q01", number(total * 7)),
        "binh_quan": Generated("Q01/DS01", number(total + 11)),
        "loi": world.prose,
        "bieu_do": Chart(
            "chart:hoi_vien",
            "Hội viên",
            "bar",
            tuple(known),
            (("Hội viên", tuple(map(float, known.values()))),),
            "0",
            f"Biểu đồ cột: {', '.join(f'{unit} {number(value)}' for unit, value in known.items())}.",
        )
        if charted
        else "",
        "uu_diem": [
            {
                "cau": Generated(f"eval:{name}", STRENGTHS[name][0]),
                "chu_thich": Note(f"note:eval_{name}", STRENGTHS[name][1]),
            }
            for name in world.strengths
        ],
        "bang": [
            {
                "tt": count,
                "ten": unit,
                "chu_thich": Note("note:dong_chua_gui", "" if unit in known else "Chưa gửi nên chưa có số liệu."),
                "so": Generated(f"HV01@{unit}", number(known[unit]) if unit in known else "…"),
                "tang": Generated(f"HV01:delta@{unit}", "+2" if unit in known and world.compared else "–"),
            }
            for count, unit in enumerate(world.units, 1)
        ],
    }


def number(value: int) -> str:
    """With dots: 12.345."""
    return f"{value:,}".replace(",", ".")
