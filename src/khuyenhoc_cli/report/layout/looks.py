"""How a paragraph looks in the end: its own properties over its styles, these over those they are based on.

docDefaults → the default paragraph style → … → the paragraph's style → the character style → the run itself
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

_OFF = ("0", "false", "off", "none")
_THEME = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both"}
_TWIPS_PER_MM = 1440 / 25.4
_SINGLE = 240


@dataclass(frozen=True)
class Look:
    """How characters look: `size` in points, `font` by name, `colour` as RRGGBB or "auto"."""

    size: float
    bold: bool
    italic: bool
    underline: bool
    capitals: bool
    font: str
    colour: str


@dataclass(frozen=True)
class Shape:
    """How a paragraph stands: millimetres, points, lines as a multiple of the single one (0 where exact)."""

    align: str
    first_line_mm: float
    before_pt: float
    after_pt: float
    lines: float


class Looks:
    """Resolves the looks of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        styles = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in styles.iterfind(qn("w:style"))}
        self._defaults = styles.find(qn("w:docDefaults"))
        found = (s for s in self._styles.values() if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default")))
        self._normal = next((style.get(qn("w:styleId")) for style in found), None)

    def of_run(self, run: BaseOxmlElement, paragraph: BaseOxmlElement) -> Look:
        """How a run looks."""
        chain = [*self._paragraph_chain(paragraph), *self._chain(_value(run, "w:rPr/w:rStyle")), run]
        layers = [layer for layer in (_find(each, "w:rPr") for each in chain) if layer is not None]
        default = _find(self._defaults, "w:rPrDefault/w:rPr")
        layers = ([default] if default is not None else []) + layers
        return Look(
            size=float(_last(layers, "w:sz") or 20) / 2,
            bold=_is_on(layers, "w:b"),
            italic=_is_on(layers, "w:i"),
            underline=(_last(layers, "w:u") or "none") != "none",
            capitals=_is_on(layers, "w:caps"),
            font=self._font(layers),
            colour=_last(layers, "w:color") or "auto",
        )

    def of_paragraph(self, paragraph: BaseOxmlElement) -> Shape:
        """How a paragraph stands."""
        chain = [*self._paragraph_chain(paragraph), paragraph]
        layers = [layer for layer in (_find(each, "w:pPr") for each in chain) if layer is not None]
        default = _find(self._defaults, "w:pPrDefault/w:pPr")
        layers = ([default] if default is not None else []) + layers
        align = _last(layers, "w:jc") or "left"
        exact = (_last(layers, "w:spacing", "w:lineRule") or "auto") != "auto"
        hanging, first = _last(layers, "w:ind", "w:hanging"), _last(layers, "w:ind", "w:firstLine")
        return Shape(
            align=_ALIGNMENTS.get(align, align),
            first_line_mm=(-float(hanging) if hanging and hanging != "0" else float(first or 0)) / _TWIPS_PER_MM,
            before_pt=float(_last(layers, "w:spacing", "w:before") or 0) / 20,
            after_pt=float(_last(layers, "w:spacing", "w:after") or 0) / 20,
            lines=0 if exact else float(_last(layers, "w:spacing", "w:line") or _SINGLE) / _SINGLE,
        )

    def outline_level(self, paragraph: BaseOxmlElement) -> int:
        """1 to 9 for a heading, 0 for text."""
        layers = [
            layer for layer in (_find(each, "w:pPr") for each in self._paragraph_chain(paragraph)) if layer is not None
        ]
        level = _last(layers, "w:outlineLvl")
        return int(level) + 1 if level is not None and level != "9" else 0

    def _paragraph_chain(self, paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
        return self._chain(_value(paragraph, "w:pPr/w:pStyle") or self._normal)

    def _chain(self, style_id: str | None) -> list[BaseOxmlElement]:
        """The styles from the first base to the one named; a loop among them ends it."""
        chain: list[BaseOxmlElement] = []
        while style_id in self._styles and self._styles[style_id] not in chain:
            chain.insert(0, self._styles[style_id])
            style_id = _value(chain[0], "w:basedOn")
        return chain

    def _font(self, layers: list[BaseOxmlElement]) -> str:
        """The font of Latin text; a theme's font goes before a name in the same place."""
        for layer in reversed(layers):
            fonts = layer.find(qn("w:rFonts"))
            if fonts is not None:
                if theme := fonts.get(qn("w:asciiTheme")):
                    return self._theme_fonts.get("major" if theme.startswith("major") else "minor", "")
                if name := fonts.get(qn("w:ascii")):
                    return str(name)
        return "Times New Roman"

    @cached_property
    def _theme_fonts(self) -> dict[str, str]:
        try:
            root = parse_xml(self._document.part.part_related_by(RT.THEME).blob)
        except KeyError:
            return {}
        found = {kind: root.find(f".//{_THEME}{kind}Font/{_THEME}latin") for kind in ("major", "minor")}
        return {kind: latin.get("typeface", "") for kind, latin in found.items() if latin is not None}


def text_runs(paragraph: BaseOxmlElement) -> Iterator[tuple[BaseOxmlElement, str]]:
    """The runs of a paragraph that show text, those in content controls too."""
    for run in paragraph.iter(qn("w:r")):
        text = "".join(each.text or "" for each in run.findall(qn("w:t")))
        if text.strip():
            yield run, text


def _find(element: BaseOxmlElement | None, path: str) -> BaseOxmlElement | None:
    names = "/".join(qn(name) for name in path.split("/"))
    return None if element is None else element.find(names)


def _value(element: BaseOxmlElement, path: str) -> str | None:
    found = _find(element, path)
    return None if found is None else found.get(qn("w:val"))


def _last(layers: list[BaseOxmlElement], name: str, attribute: str = "w:val") -> str | None:
    """What the innermost layer says that says anything."""
    for layer in reversed(layers):
        found = layer.find(qn(name))
        if found is not None and found.get(qn(attribute)) is not None:
            return str(found.get(qn(attribute)))
    return None


def _is_on(layers: list[BaseOxmlElement], name: str) -> bool:
    for layer in reversed(layers):
        found = layer.find(qn(name))
        if found is not None:
            return found.get(qn("w:val"), "1") not in _OFF
    return False
