"""A marked-up copy of an .xlsx or .xlsm: its XML is patched, so that what no library knows stays in it."""

from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as Element

from khuyenhoc_cli.findings.catalogue import Language, Severity
from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.output.annotation.book import Book
from khuyenhoc_cli.output.annotation.cells import Position, SheetCells
from khuyenhoc_cli.output.annotation.comments import Comments
from khuyenhoc_cli.output.annotation.package import NotPatchableError, Package
from khuyenhoc_cli.output.annotation.styles import StyleSheet
from khuyenhoc_cli.output.annotation.tasks import Task, gravest, tasks_of

# What the parsers raise over a part that is no XML, is not there, or holds a word where a number belongs.
_ODD = (etree.XMLSyntaxError, LookupError, ValueError)


def annotate(data: bytes, findings: Sequence[Finding], language: Language = "vi") -> bytes:
    """A copy of the workbook with its findings marked and listed; NotPatchableError where it is no such workbook.

    `data` has passed the guard. Explanations in the list of an earlier copy are kept.
    """
    tasks = tasks_of(findings, language)
    try:
        package = Package(data)
        book = Book(package)
        styles = StyleSheet(book.styles)
        for sheet, part in book.worksheets.items():
            own = [task for task in tasks if task.at is not None and task.at.sheet == sheet]
            if own:
                _mark(package, part, styles, own)
        book.put_task_list(data, tasks, styles, language)
        return package.packed()
    except _ODD as error:
        raise NotPatchableError(str(error)) from error


def _mark(package: Package, part: str, styles: StyleSheet, tasks: Sequence[Task]) -> None:
    """Nothing; the cells that the tasks are about have their colour and their comment."""
    root = package.tree(part)
    cells = SheetCells(root)
    comments = Comments(package, part, root, cells)
    for at, own in _by_cell(cells, tasks).items():
        for shown in cells.merged_with(at):
            _paint(cells.cell(shown), styles, gravest(own))
        comments.add(at, [task.note for task in own])


def _paint(cell: Element, styles: StyleSheet, severity: Severity) -> None:
    cell.set("s", str(styles.marked(int(cell.get("s") or 0), severity)))


def _by_cell(cells: SheetCells, tasks: Sequence[Task]) -> dict[Position, list[Task]]:
    """The tasks by the cell that shows them."""
    found: dict[Position, list[Task]] = {}
    for task in tasks:
        assert task.at is not None
        found.setdefault(cells.anchor(task.at.position), []).append(task)
    return found
