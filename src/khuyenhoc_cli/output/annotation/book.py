"""The workbook part: its sheets, and the list of tasks put behind them.

The list stands last, because names, filters and print areas count sheets by their place; the workbook opens on it.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element
from xlsxwriter import Workbook

from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.findings.model import CellRef
from khuyenhoc_cli.forms.cover import COVER_SHEET, MADE_ON
from khuyenhoc_cli.forms.task_sheet import TASK_SHEET
from khuyenhoc_cli.intake.guard import Guarded, guard
from khuyenhoc_cli.intake.opening import read_workbook
from khuyenhoc_cli.output.annotation.cells import insert_in_order
from khuyenhoc_cli.output.annotation.package import (
    MAIN,
    RELATION,
    WORKBOOK,
    NotPatchableError,
    Package,
    parse,
    relations_part,
)
from khuyenhoc_cli.output.annotation.styles import StyleSheet
from khuyenhoc_cli.output.annotation.task_list import OPTIONS, location, write_task_list
from khuyenhoc_cli.output.annotation.tasks import Key, Task, explanations_in, is_task_list

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_VIEWS = ("sheets",)
_MEND_HERE: Mapping[Language, str] = {
    "vi": "Đây là bản chép của tệp đã gửi, mọi số liệu giữ nguyên; xin sửa ngay trên các trang của bản này.",
    "en": "This is a copy of the file that was sent, with all its figures; please mend it on its own sheets.",
}
_DATE_IT: Mapping[Language, str] = {
    "vi": f" Sửa xong, xin ghi lại “{MADE_ON}” ở trang {COVER_SHEET}, để phân biệt với bản đã gửi.",
    "en": f" Then please renew “{MADE_ON}” on the sheet {COVER_SHEET}, which tells it from the file sent before.",
}
_AFTER_NAMES = (
    *("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


class Book:
    """A workbook's sheets by name, and the place of one more."""

    def __init__(self, package: Package) -> None:
        if WORKBOOK not in package.names():
            raise NotPatchableError(f"no part {WORKBOOK}")
        self._package = package
        self._root = package.tree(WORKBOOK)
        sheets = self._root.find(f"{MAIN}sheets")
        styles = package.related(WORKBOOK, "styles")
        if sheets is None or not styles:
            raise NotPatchableError("a workbook without sheets or styles")
        self._sheets = sheets
        self.styles: Element = package.tree(styles[0])

    @property
    def worksheets(self) -> Mapping[str, str]:
        """The part of each worksheet by the sheet's name, without the list of tasks."""
        kinds = set(self._package.related(WORKBOOK, "worksheet"))
        named = {
            sheet.get("name") or "": self._part(sheet)
            for sheet in self._sheets
            if not is_task_list(sheet.get("name") or "")
        }
        return {name: part for name, part in named.items() if part in kinds}

    def put_task_list(self, data: bytes, tasks: Sequence[Task], styles: StyleSheet, language: Language) -> None:
        """Nothing; the list of tasks is there, with the explanations that an earlier one held."""
        before = next((sheet for sheet in self._sheets if is_task_list(sheet.get("name") or "")), None)
        explanations = {} if before is None else _explanations(data)
        donor = _donor(tasks, explanations, self.worksheets.keys(), language)
        root = parse(donor.content("xl/worksheets/sheet1.xml"))
        adopted = styles.transplanted(parse(donor.content("xl/styles.xml")))
        _adopt(root, donor, adopted)
        sheet = self._new_sheet() if before is None else before
        sheet.set("name", TASK_SHEET)
        part = self._part(sheet)
        self._drop_what_belongs_to(part)
        self._put_names(self._sheets.index(sheet), parse(donor.content(WORKBOOK)))
        self._open_on(sheet, root)
        self._package.put(part, etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True), _KIND)

    def _part(self, sheet: Element) -> str:
        return self._package.target(WORKBOOK, sheet.get(RELATION))

    def _new_sheet(self) -> Element:
        """The entry of one more sheet, the last."""
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        number = max((int(sheet.get("sheetId") or 0) for sheet in self._sheets), default=0) + 1
        sheet = etree.SubElement(self._sheets, f"{MAIN}sheet", name=TASK_SHEET, sheetId=str(number))
        sheet.set(RELATION, self._package.relate(WORKBOOK, "worksheet", part))
        return sheet

    def _drop_what_belongs_to(self, part: str) -> None:
        """Nothing; what an earlier list had with it (a printer's settings, comments) is gone."""
        for name in self._package.related(part):
            self._package.remove(name)
        self._package.remove(relations_part(part))

    def _put_names(self, index: int, donor: Element) -> None:
        """Nothing; the list's filter and repeated rows are named, in place of those of an earlier list."""
        names = self._root.find(f"{MAIN}definedNames")
        if names is None:
            names = self._root.makeelement(f"{MAIN}definedNames")
            insert_in_order(self._root, names, _AFTER_NAMES)
        for name in [name for name in names if name.get("localSheetId") == str(index)]:
            names.remove(name)
        for name in donor.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            copy = deepcopy(name)
            copy.set("localSheetId", str(index))
            names.append(copy)

    def _open_on(self, sheet: Element, root: Element) -> None:
        """Nothing; every window shows the list first, and no other sheet is selected with it."""
        views = self._root.find(f"{MAIN}bookViews")
        if views is None:
            views = self._root.makeelement(f"{MAIN}bookViews")
            insert_in_order(self._root, views, _AFTER_VIEWS)
        if not len(views):
            etree.SubElement(views, f"{MAIN}workbookView")
        for view in views:
            view.set("activeTab", str(self._sheets.index(sheet)))
        sheet.attrib.pop("state", None)
        self._deselect(self._part(sheet))
        own = root.find(f"{MAIN}sheetViews")
        assert own is not None
        for number in range(1, len(views)):
            copy = deepcopy(own[0])
            copy.set("workbookViewId", str(number))
            own.append(copy)

    def _deselect(self, task_list: str) -> None:
        """Nothing; no other sheet is selected: what is typed on selected sheets goes into all of them."""
        for kind in ("worksheet", "chartsheet", "dialogsheet"):
            for part in self._package.related(WORKBOOK, kind):
                if part != task_list and b"tabSelected" in self._package.content(part):
                    for view in self._package.tree(part).iter(f"{MAIN}sheetView"):
                        view.attrib.pop("tabSelected", None)


def _explanations(data: bytes) -> dict[Key, str]:
    """What the list in a copy that came back holds."""
    guarded = guard(data)
    return explanations_in(read_workbook(guarded).grids) if isinstance(guarded, Guarded) else {}


def _donor(
    tasks: Sequence[Task], explanations: Mapping[Key, str], sheets: Collection[str], language: Language
) -> Package:
    """A workbook that holds the list alone; its links lead to sheets it does not have."""

    def link(at: CellRef) -> str | None:
        return location(at.sheet, at.cell) if at.sheet in sheets else None

    note = {said: _MEND_HERE[said] + (_DATE_IT[said] if COVER_SHEET in sheets else "") for said in _MEND_HERE}
    stream = BytesIO()
    with Workbook(stream, deepcopy(dict(OPTIONS))) as book:  # XlsxWriter writes into nested options
        write_task_list(book, tasks, explanations, link, note, language)
    return Package(stream.getvalue())


def _adopt(root: Element, donor: Package, styles: Sequence[int]) -> None:
    """Nothing; the donor's sheet stands for itself: its texts are in its cells, its styles are those of the host."""
    texts = [item.findtext(f"{MAIN}t") or "" for item in parse(donor.content("xl/sharedStrings.xml"))]
    for styled in root.iter(f"{MAIN}c", f"{MAIN}row"):
        if styled.get("s"):
            styled.set("s", str(styles[int(styled.get("s") or 0)]))
    for column in root.iter(f"{MAIN}col"):
        column.set("style", str(styles[int(column.get("style") or 0)]))
    for cell in root.iter(f"{MAIN}c"):
        value = cell.find(f"{MAIN}v")
        if cell.get("t") == "s" and value is not None:
            text = texts[int(value.text or 0)]
            cell.remove(value)
            cell.set("t", "inlineStr")
            holder = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
            holder.text = text
            holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
