"""`khuyenhoc validate --explain-layout`: each file read once more, for what was recognised in it."""

from collections.abc import Iterator

from khuyenhoc_cli.checks.inbox import FileCheck
from khuyenhoc_cli.cli.opening import content_of
from khuyenhoc_cli.forms.editions import newest_edition
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.intake.layout import Table
from khuyenhoc_cli.intake.reader import read_return
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.output.validation import Validation


def layouts_of(desk: Desk, validation: Validation) -> Iterator[tuple[FileCheck, tuple[Table, ...], Edition]]:
    """Each file with the tables recognised in it, top to bottom."""
    for file in validation.files:
        edition = desk.edition(file.period) if file.period else newest_edition(desk.schemas)
        expected = desk.expected(validation.period or file.period)
        data = content_of(file, desk.workspace) or b""
        yield file, read_return(data, file.path, edition, expected).tables, edition
