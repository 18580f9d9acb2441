"""The styles of a workbook, to which marked ones and those of the list are added."""

from copy import deepcopy

from lxml import etree
from lxml.etree import _Element as Element

from khuyenhoc_cli.findings.catalogue import Severity
from khuyenhoc_cli.output.annotation.package import MAIN, NotPatchableError
from khuyenhoc_cli.output.annotation.tasks import ERROR_BORDER, FILLS

_SIDES = ("left", "right", "top", "bottom")


class StyleSheet:
    """A workbook's styles, open for additions; nothing there is changed."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._marked: dict[tuple[int, Severity], int] = {}
        self._fills: dict[Severity, int] = {}
        self._border: int | None = None

    def marked(self, style: int, severity: Severity) -> int:
        """The style that looks like this one in all but the fill, and for errors the border."""
        key = (style, severity)
        if key not in self._marked:
            formats = self._list("cellXfs")
            format_ = deepcopy(formats[style if style < len(formats) else 0])
            format_.set("fillId", str(self._fill(severity)))
            format_.set("applyFill", "1")
            if severity is Severity.ERROR:
                format_.set("borderId", str(self._error_border()))
                format_.set("applyBorder", "1")
            self._marked[key] = _added(formats, format_)
        return self._marked[key]

    def transplanted(self, donor: Element) -> list[int]:
        """The style here for each one of another workbook, whose number formats are built in."""
        firsts = {}
        for kind in ("font", "fill", "border"):
            own = self._list(f"{kind}s")
            firsts[kind] = len(own)
            for each in _items(donor, f"{kind}s"):
                _added(own, deepcopy(each))
        return [self._adopted(format_, firsts) for format_ in _items(donor, "cellXfs")]

    def _adopted(self, donor: Element, firsts: dict[str, int]) -> int:
        format_ = deepcopy(donor)
        for kind, first in firsts.items():
            format_.set(f"{kind}Id", str(first + int(format_.get(f"{kind}Id") or 0)))
            format_.set(f"apply{kind.capitalize()}", "1")
        format_.set("xfId", "0")
        return _added(self._list("cellXfs"), format_)

    def _fill(self, severity: Severity) -> int:
        if severity not in self._fills:
            fill = etree.Element(f"{MAIN}fill")
            pattern = etree.SubElement(fill, f"{MAIN}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{MAIN}fgColor", rgb=f"FF{FILLS[severity]}")
            etree.SubElement(pattern, f"{MAIN}bgColor", indexed="64")
            self._fills[severity] = _added(self._list("fills"), fill)
        return self._fills[severity]

    def _error_border(self) -> int:
        if self._border is None:
            border = etree.Element(f"{MAIN}border")
            for side in _SIDES:
                line = etree.SubElement(border, f"{MAIN}{side}", style="medium")
                etree.SubElement(line, f"{MAIN}color", rgb=f"FF{ERROR_BORDER}")
            etree.SubElement(border, f"{MAIN}diagonal")
            self._border = _added(self._list("borders"), border)
        return self._border

    def _list(self, name: str) -> Element:
        return _items(self._root, name)


def _items(root: Element, name: str) -> Element:
    found = root.find(f"{MAIN}{name}")
    if found is None:
        raise NotPatchableError(f"styles without {name}")
    return found


def _added(items: Element, item: Element) -> int:
    """The index of the item, now the last of its list."""
    items.append(item)
    items.set("count", str(len(items)))
    return len(items) - 1
