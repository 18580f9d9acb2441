"""What a document of the Party has in place of the decree's parts: letterhead, title, signature; by the same styles."""

from collections.abc import Iterator

from templates.build.base import size
from templates.build.parts import TEXT_MM, TITLE_RULE_MM, for_each, paragraph, rule
from templates.build.tables import cell, row, table

ISSUER_MM = 84
PARTY_MM = 67  # "ĐẢNG CỘNG SẢN VIỆT NAM" in 15 point bold Times New Roman
SIGNATURE_MM = 82
NUMBER = "{{ hoi.so_dang }}"
_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


def letterhead() -> str:
    """The issuer with its star and number on the left, the Party's name, place and date on the right."""
    right = TEXT_MM - ISSUER_MM
    issuer = (
        paragraph("{{ hoi.cap_tren | upper }}", "Letterhead", look=size(14))
        + paragraph("{{ hoi.ten | upper }}", "Letterhead", look=_BOLD + size(14))
        + paragraph("*", "Letterhead", look=size(14))
        + paragraph(f"Số {NUMBER}", "Letterhead", look=size(14))
    )
    spaced = '<w:spacing w:before="120"/>'
    party = (
        paragraph("ĐẢNG CỘNG SẢN VIỆT NAM", "Letterhead", look=_BOLD + size(15))
        + rule(PARTY_MM, right)
        + paragraph("{{ hoi.dia_danh }}, {{ hoi.ngay }}", "Letterhead", layout=spaced, look=_ITALIC + size(14))
    )
    return table((ISSUER_MM, right), row(cell(issuer, ISSUER_MM), cell(party, right)), style="TableNormal")


def title(summary: str) -> Iterator[str]:
    """ "BÁO CÁO" and what it is about; whom it is sent to stands among the recipients."""
    yield paragraph("BÁO CÁO", "Title", look=size(16))
    yield paragraph(summary, "Subtitle")
    yield rule(TITLE_RULE_MM, TEXT_MM)
    yield paragraph("", "Rule", layout='<w:spacing w:before="160"/>')


def signature() -> str:
    """Recipients under an underlined label on the left, "T/M" with the signature on the right, kept together."""
    left = TEXT_MM - SIGNATURE_MM
    label = paragraph("Nơi nhận:", "Recipients", look=size(14) + '<w:u w:val="single"/>')
    listed = for_each("noi", "hoi.noi_nhan_dang", paragraph("{{ noi }}", "Recipients", look=size(12)))
    signed = (
        paragraph("{{ hoi.thay_mat_dang | upper }}", "Centred", look=_BOLD)
        + paragraph("{{ hoi.chuc_vu | upper }}", "Centred")
        + paragraph("{{ hoi.nguoi_ky }}", "Centred", layout='<w:spacing w:before="1500"/>', look=_BOLD)
    )
    before = paragraph("", "Rule", layout='<w:keepNext/><w:spacing w:before="240"/>')
    cells = row(cell(label + "".join(listed), left), cell(signed, SIGNATURE_MM))
    return before + table((left, SIGNATURE_MM), cells, style="TableNormal")
