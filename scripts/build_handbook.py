"""Writes docs/ma-can-xem.md, the officer's page of finding codes, from the one catalogue of messages.

python -m scripts.build_handbook
"""

from pathlib import Path

from khuyenhoc_cli.findings.catalogue import CATALOGUE, Entry, Severity

PAGE = Path(__file__).resolve().parent.parent / "docs" / "ma-can-xem.md"
_SEVERITIES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Ghi chú"}
_FAMILIES = {
    "1": "Tệp",
    "2": "Một ô",
    "3": "Các ô trên một biểu",
    "4": "Giữa các biểu",
    "5": "So với kỳ khác",
    "6": "So với đơn vị khác",
    "7": "Đơn vị và kỳ báo cáo",
}
# What stands for each value that a finding fills in; nothing for what is said only sometimes.
_BLANKS = {
    "as_is": "",
    "cause": "",
    "cell": "ô",
    "change": "gấp mấy lần",
    "columns": "các mã của cột",
    "compared_with": "kỳ trước",
    "copied": "",
    "count": "số ô",
    "difference": "mức lệch",
    "encoding": "TCVN3 (ABC) hoặc VNI",
    "expected": "kỳ đang làm",
    "formula": "=SUM(…)",
    "found": "điều ghi trong ô",
    "indicator": "mã",
    "kind": "loại",
    "label": "tên chỉ tiêu",
    "larger": "mã",
    "larger_label": "tên chỉ tiêu",
    "likely": "",
    "limit": "số",
    "measure": "đơn vị tính của biểu",
    "maximum": "số lớn nhất",
    "minimum": "số nhỏ nhất",
    "money": "đơn vị tiền",
    "other": "nơi kia",
    "other_label": "tên chỉ tiêu",
    "other_sheet": "biểu kia",
    "others": "",
    "parent": "đơn vị cấp trên",
    "parts": "các mã thành phần",
    "place": "Dòng hoặc cột",
    "per_person": "số",
    "previous": "số kỳ trước",
    "problem": "“tên ghi ở dòng” không có trong danh sách đơn vị",
    "proposed": "giá trị đề nghị",
    "read_as": "chữ Unicode",
    "reason": "lý do",
    "sheet": "tên trang tính",
    "row": "Tổng cộng hay dòng cộng nhóm",
    "rows": "tên đơn vị (ô)",
    "sheet_name": "tên biểu",
    "slip": "đảo, sai, thiếu hay thừa chữ số",
    "stale": "đúng bằng số của kỳ trước",
    "subtotals": "dòng cộng nhóm",
    "sum": "tổng các phần",
    "there": "số ở nơi kia",
    "times": "gấp 1.000 lần",
    "title": "tiêu đề biểu",
    "unclear": "0 hay chưa có số liệu, Có hay Chưa",
    "unit": "đơn vị",
    "usual": "số",
    "what": "bản mới hơn, hoặc bản cùng số liệu",
    "written": "đồng, nghìn đồng hay tỷ đồng",
}
_HEAD = """# Các mã trong kết quả kiểm tra

Trang này do chương trình tự lập từ danh mục thông báo. **Lỗi** làm tệp chưa được nhận vào tổng hợp; **Cảnh báo** là
điều nên xem lại, không chặn; **Ghi chú** chỉ để biết. Chỗ *in nghiêng* được thay bằng tên, con số cụ thể của từng
trường hợp.
"""


def handbook_page() -> str:
    """The page, family by family."""
    parts = [_HEAD]
    for digit, family in _FAMILIES.items():
        sections = [_section(entry) for entry in CATALOGUE.values() if entry.code[2] == digit]
        parts += [f"\n## {family}\n", *sections] if sections else []
    return "".join(parts)


def _section(entry: Entry) -> str:
    blanks = {name: f"*{word}*" if word else "" for name, word in _BLANKS.items()}
    return (
        f"\n### {entry.code} · {entry.title}\n\n"
        f"**{_SEVERITIES[entry.severity]}.** {entry.message['vi'].format(**blanks)}\n\n"
        f"Cách sửa: {entry.fix['vi'].format(**blanks)}\n"
    )


if __name__ == "__main__":
    PAGE.write_text(handbook_page(), encoding="utf-8")
