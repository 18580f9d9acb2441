"""What stands around the tables: letterhead, titles, cover, signatures."""

from tests.bench_intake.paper import Book, Page, Role
from tests.bench_intake.plan import Plan, simple
from tests.bench_intake.world import PERIOD


def file_name(plan: Plan) -> str:
    """The name the file is sent under: period and unit."""
    return f"{PERIOD}_{simple(plan.place).replace(' ', '-')}.xlsx"


def cover(book: Book, plan: Plan) -> None:
    """Nothing; a sheet says whose return it is and for which period."""
    page = book.page("Bìa")
    page.put(0, 0, "SỐ LIỆU BÁO CÁO CÔNG TÁC KHUYẾN HỌC", look="caption")
    fields = (("Hội Khuyến học", "Hội Khuyến học tỉnh Đắk Lắk"), ("Đơn vị", plan.world.unit.name))
    for row, (label, text) in enumerate((*fields, ("Kỳ báo cáo", PERIOD.name), ("Người lập biểu", "")), start=3):
        page.put(row, 0, label)
        page.put(row, 1, text or None, Role("cover", code=label))


def title(page: Page, plan: Plan, top: int, left: int, width: int, text: str) -> int:
    """The first row below a short title: whose figures, of what, for which period."""
    page.put(top, left, f"HỘI KHUYẾN HỌC {plan.world.unit.name.upper()}", look="text")
    page.put(top + 1, left, text.upper(), look="title")
    page.merge(top + 1, left, top + 1, left + width)
    page.put(top + 2, left, f"({PERIOD.name[0].upper()}{PERIOD.name[1:]})", look="note")
    page.merge(top + 2, left, top + 2, left + width)
    return top + 3


def letterhead(page: Page, plan: Plan, left: int, width: int, height: int, text: str) -> int:
    """The first row below a letterhead of about this height: two merged halves, number and date, title, basis."""
    if height == 0:
        return 0
    middle = left + width // 2
    rows: list[tuple[tuple[int, int, str], ...]] = [
        (
            (left, middle - 1, "HỘI KHUYẾN HỌC TỈNH ĐẮK LẮK"),
            (middle + 1, left + width, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ),
        (
            (left, middle - 1, f"HỘI KHUYẾN HỌC {plan.world.unit.name.upper()}"),
            (middle + 1, left + width, "Độc lập - Tự do - Hạnh phúc"),
        ),
        (
            (left, middle - 1, "Số: 25/BC-HKH"),
            (middle + 1, left + width, f"{plan.place}, ngày 12 tháng 6 năm {PERIOD.year}"),
        ),
        (),
        ((left, left + width, text.upper()),),
        ((left, left + width, PERIOD.name[0].upper() + PERIOD.name[1:]),),
        ((left, left + width, f"(Kèm theo Báo cáo số 25/BC-HKH ngày 12/6/{PERIOD.year})"),),
    ]
    for row, spans in enumerate(rows[:height]):
        for first, last, words in spans:
            page.put(row, first, words, look="title" if words.isupper() else "note")
            page.merge(row, first, row, last)
    return height


def signature(page: Page, plan: Plan, top: int, left: int, width: int) -> int:
    """The first row below the signatures."""
    right = left + max(3, width - 3)
    page.put(top + 1, right, f"{plan.place}, ngày 12 tháng 6 năm {PERIOD.year}", look="note")
    page.put(top + 2, left + 1, "Người lập biểu", look="caption")
    page.put(top + 2, right, "TM. BAN THƯỜNG VỤ", look="caption")
    page.put(top + 3, right, "CHỦ TỊCH", look="caption")
    page.put(top + 4, left + 1, "(Ký, ghi rõ họ tên)", look="note")
    page.put(top + 4, right, "(Ký tên, đóng dấu)", look="note")
    page.put(top + 6, left + 1, "Ghi chú: số liệu tính đến ngày 31/5/2024; ĐT liên hệ 0262 3999999.", look="text")
    return top + 7
