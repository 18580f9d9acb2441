"""Reports as others wrote them: the bytes of a .docx, .pdf or .txt in, a `Document` out.

Imports run one way: spelling, headings, then building, then the readers (docx, txt, pdf), then this.
"""

from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.intake.guard import MAX_FILE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = "Soát được tệp .docx, .pdf (có lớp chữ) và .txt."


def read_report(data: bytes, name: str) -> Document:
    """The report; what kind of file it is, its bytes say. UserError (3) where it cannot be read."""
    if len(data) > MAX_FILE:
        raise UserError(f"{name}: tệp lớn hơn 32 MB, không phải một báo cáo.", fix=_KINDS, exit_code=3)
    if data.startswith(b"PK"):
        from khuyenhoc_cli.audit.reading.docx import read_docx

        return read_docx(data, name)
    if b"%PDF-" in data[:1024]:
        from khuyenhoc_cli.audit.reading.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith((_OLE, b"{\\rtf")):
        fix = "Mở bằng Word, chọn Lưu thành (Save As) “Word Document (*.docx)”, rồi soát bản vừa lưu."
        raise UserError(f"{name}: văn bản Word kiểu cũ (.doc, .rtf) hoặc có mật khẩu.", fix=fix, exit_code=3)
    from khuyenhoc_cli.audit.reading.txt import read_txt

    return read_txt(data, name)
