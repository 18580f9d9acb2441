"""`khuyenhoc audit`."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from khuyenhoc_cli.audit.examine import examine
from khuyenhoc_cli.audit.model import Document
from khuyenhoc_cli.audit.reading import read_report
from khuyenhoc_cli.cli.console import print_tables, put, put_json, say
from khuyenhoc_cli.cli.opening import open_desk, parse_period, scope_of
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.output.atomic import write_output
from khuyenhoc_cli.output.audit import Audit, audit_json, listed
from khuyenhoc_cli.workspace.workspace import CONFIG_NAME

if TYPE_CHECKING:
    from khuyenhoc_cli.audit.expected import Expected  # type: ignore[import-untyped,unused-ignore]


def audit_report(
    folder: Path | None,
    report: Path,
    period_text: str | None,
    scope_text: str | None,
    output_format: str,
    output: Path | None,
    comment: Path | None,
) -> None:
    """Checks a report and prints what was found; exit code 1 where something in it is wrong."""
    data = _content(report)
    _check_copy(report, data, comment)
    document = read_report(data, report.name)
    desk = _desk(folder, asked=period_text is not None or scope_text is not None)
    expected, period = _expected(desk, document, period_text, scope_text)
    audit = Audit(document, tuple(examine(document, expected)), period)
    home = desk.workspace.folder if desk else Path.cwd()
    _print(audit, output_format, output, home)
    if comment is not None:
        _write_copy(data, audit, comment, home)
    if audit.is_wrong:
        raise typer.Exit(1)


def _content(report: Path) -> bytes:
    if not report.exists():
        raise UserError(f"Không thấy tệp {report}.", fix="Xem lại tên tệp; tên có dấu cách thì để trong dấu ngoặc kép.")
    return report.read_bytes()


def _check_copy(report: Path, data: bytes, comment: Path | None) -> None:
    """Nothing; UserError where no commented copy can be made, or it would be the report itself."""
    if comment is None:
        return
    if comment.suffix.lower() != ".docx":
        raise UserError(f"{comment}: bản có ghi chú là tệp Word, tên phải kết thúc bằng .docx.")
    if not data.startswith(b"PK"):
        fix = "Bỏ --comment, hoặc soát bản .docx của báo cáo; kết quả có thể xem ở trang --format html."
        raise UserError(f"{report}: chỉ tệp Word mới có ghi chú.", fix=fix)
    if comment.exists() and comment.samefile(report):
        raise UserError("Bản có ghi chú trùng với chính báo cáo.", fix="Ghi tên khác sau --comment.")


def _desk(folder: Path | None, *, asked: bool) -> Desk | None:
    """The workspace named or found upward; none where there is none and nothing was asked of it."""
    around = (Path.cwd(), *Path.cwd().parents)
    if folder is None and not asked and not any((each / CONFIG_NAME).is_file() for each in around):
        return None
    return open_desk(folder)


def _expected(
    desk: Desk | None, document: Document, period_text: str | None, scope_text: str | None
) -> "tuple[Expected | None, str | None]":
    """What the workspace knows of the report's period, and the period; None where it knows nothing."""
    text = period_text or document.origin.get("period")
    if desk is None:
        return None, None
    if text is None:
        say("Báo cáo được soát với chính nó. Muốn soát cả với số liệu đã tổng hợp thì thêm --period KỲ.")
        return None, None
    from khuyenhoc_cli.cli.auditing_data import expected_for  # type: ignore[import-untyped,unused-ignore]

    period = parse_period(text)
    scope_text = scope_text or document.origin.get("scope")
    if period_text is None and scope_text and desk.workspace.units_on(period).get(scope_text) is None:
        say("Bản thảo này của nơi khác lập, nên chỉ được soát với chính nó.")
        return None, None
    expected = expected_for(desk, period, scope_of(scope_text, desk.workspace, period))
    if expected is None:
        say(f"Chưa tổng hợp kỳ {period}, nên báo cáo chỉ được soát với chính nó.")
        return None, None
    return expected, str(period)


def _print(audit: Audit, output_format: str, output: Path | None, home: Path) -> None:
    if output_format == "json":
        put_json(audit_json(audit), output, home)
    elif output_format == "html":
        from khuyenhoc_cli.output.audit_page import audit_page

        put(audit_page(audit), output, home)
    else:
        from khuyenhoc_cli.output.audit_table import audit_table

        print_tables(audit_table(audit), output, home)


def _write_copy(data: bytes, audit: Audit, comment: Path, home: Path) -> None:
    from khuyenhoc_cli.output.audit_comments import commented_copy

    if not listed(audit.claims):
        say("Không có điều gì cần xem nên không lập bản có ghi chú.")
        return
    written = write_output(comment, commented_copy(data, audit), home)
    if written.kept:
        say(f"{written.kept} đã được sửa tay nên giữ nguyên.")
    say(f"Đã ghi {written.path}: mở bằng Word, thẻ Xem lại (Review), mỗi ghi chú đứng ở con số của nó.")
