"""PDF by way of LibreOffice, which lays out the Word file and writes a tagged PDF (PDF/UA).

It gets a copy without content controls: LibreOffice 7.4 drops bold and italic inside them, and later versions turn
each into a form field, which a signed report must not have.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from zipfile import ZipFile

from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FILTER = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
_TIMEOUT_SECONDS = 180


class PdfUnavailable(Exception):  # noqa: N818 - a state of the computer, not of the report
    """No PDF could be made; the message, in Vietnamese, says what to install or do."""


def convert_to_pdf(docx: Path, pdf: Path) -> None:
    """Nothing; `pdf` holds the pages of `docx`, whole or not at all. Raises PdfUnavailable."""
    program = find_program()
    with tempfile.TemporaryDirectory(prefix="khuyenhoc-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "bao-cao.docx")
        _copy_without_controls(docx, source)
        _run([program, *_arguments(Path(folder)), str(source)])
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise PdfUnavailable("LibreOffice không tạo được PDF; hãy mở tệp Word và chọn Lưu thành PDF")
        beside = pdf.with_name(f".{pdf.name}.part")  # on the same disk, so that the last step is one move
        shutil.copyfile(made, beside)
        os.replace(beside, pdf)


def _copy_without_controls(docx: Path, copy: Path) -> None:
    with ZipFile(docx) as original, ZipFile(copy, "w") as target:
        for name in original.namelist():
            data = original.read(name)
            target.writestr(name, _unwrap_controls(data) if b"<w:sdt>" in data and name.endswith(".xml") else data)


def _unwrap_controls(xml: bytes) -> bytes:
    root = parse_xml(xml)
    for control in list(root.iter(qn("w:sdt"))):
        for content in control.findall(qn("w:sdtContent")):
            for child in list(content):
                control.addprevious(child)
        control.getparent().remove(control)
    return bytes(serialize_part_xml(root))


def find_program() -> str:
    """The LibreOffice of this machine; PdfUnavailable where there is none."""
    found = (shutil.which(name) for name in (*_PROGRAMS, *_USUAL_PLACES))
    program = next(filter(None, found), None)
    if program is None:
        raise PdfUnavailable("Chưa có LibreOffice để tạo PDF; hãy cài đặt từ https://www.libreoffice.org")
    return program


def _arguments(folder: Path) -> list[str]:
    """A profile of its own, for LibreOffice refuses a second start on the user's."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [profile, "--headless", "--norestore", "--convert-to", _FILTER, "--outdir", str(folder)]


def _run(command: list[str]) -> None:
    # Its own session, since the launcher leaves the real program behind when it is killed alone.
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired as error:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            raise PdfUnavailable(
                f"LibreOffice không tạo xong PDF trong {_TIMEOUT_SECONDS} giây; hãy đóng LibreOffice rồi thử lại"
            ) from error
