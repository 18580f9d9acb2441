"""What stands in the parts of an .xlsx: handlers for the events of their XML, and the running of them."""

import re
from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

from khuyenhoc_cli.intake.grid import MAX_FILLED, ErrorCell, Sheet, UncalculatedCell, damaged, too_large
from khuyenhoc_cli.intake.serials import from_serial

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
Attributes = Mapping[str, str]
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_OTHER_FILE = re.compile(r"(?<![\w\]\"])'?\[\d+\]")
# Cells and rows that hold nothing but a style; a table drawn down to the last row has millions of them.
_EMPTY_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*\s)?r=["'][^>]*(?:/>|(?<!/)></(?:\w+:)?c>)""")
_EMPTY_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*\s)?r=["'][^>]*(?:/>|(?<!/)>\s*</(?:\w+:)?row>)""")
TRUE = {"1", "true", "on"}


def without_empty_cells(part: bytes) -> bytes:
    """A sheet's XML without the cells and rows that hold nothing."""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))


class Context(Protocol):
    """What a sheet's cells refer to outside of it."""

    @property
    def strings(self) -> list[str]: ...
    @property
    def from_1904(self) -> bool: ...
    @property
    def date_styles(self) -> Mapping[int, bool]: ...


class StringReader:
    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._phonetic = self._inside = False

    def start(self, tag: str, _attributes: Attributes) -> None:
        tag = bare(tag)
        self._phonetic = tag == "rPh" or (self._phonetic and tag != "si")
        self._inside = tag == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        tag = bare(tag)
        self._phonetic = self._phonetic and tag != "rPh"
        self._inside = False
        if tag == "si":
            self.strings.append("".join(self._pieces))
            self._pieces = []

    def text(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)


class StyleReader:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.numbers: list[int] = []
        self._of_cells = False

    def start(self, tag: str, attributes: Attributes) -> None:
        tag = bare(tag)
        if tag == "numFmt":
            self.codes[number_of(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._of_cells = True
        elif tag == "xf" and self._of_cells:
            self.numbers.append(number_of(attributes.get("numFmtId")))

    def end(self, tag: str) -> None:
        if bare(tag) == "cellXfs":
            self._of_cells = False


class SheetReader:
    """Fills a `Sheet` from the events of its XML; addresses that are left out follow one another."""

    def __init__(self, file: Context, sheet: Sheet) -> None:
        self.sheet = sheet
        self._file = file
        self._row, self._column = -1, -1
        self._attributes: Attributes = {}
        self._pieces: dict[str, list[str]] = {}
        self._inside = ""
        self._seen = 0
        self._formula: Attributes = {}
        self._shared: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        tag = bare(tag)
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in ("v", "f", "t"):
            self._inside = "" if self._inside == "rPh" else tag
            self._pieces.setdefault(tag, [])
            self._formula = attributes if tag == "f" else self._formula
        elif tag == "rPh":
            self._inside = tag
        elif tag == "row":
            self._row = max(number_of(attributes.get("r"), self._row + 2) - 1, 0)
            if self._row >= _MAX_ROWS:
                raise too_large()
            self._column = -1
            if attributes.get("hidden") in TRUE:
                self.sheet.hidden_rows.append(range(self._row, self._row + 1))
        elif tag == "col" and attributes.get("hidden") in TRUE and len(self.sheet.hidden_columns) < _MAX_COLUMNS:
            first, last = number_of(attributes.get("min")), number_of(attributes.get("max"))
            self.sheet.hidden_columns.append(range(first - 1, last))

    def text(self, text: str) -> None:
        if self._inside in self._pieces:
            self._pieces[self._inside].append(text)

    def end(self, tag: str) -> None:
        tag = bare(tag)
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "f", "t", "rPh"):
            self._inside = ""

    def _text(self, tag: str) -> str:
        return "".join(self._pieces.get(tag, ()))

    def _begin_cell(self, attributes: Attributes) -> None:
        self._seen += 1
        if self._seen > MAX_FILLED:
            raise too_large()
        self._attributes, self._pieces, self._formula = attributes, {}, {}
        match = _ADDRESS.fullmatch(attributes.get("r", ""))
        self._column += 1
        if match is not None:
            self._row, self._column = int(match[2]) - 1, _column_number(match[1])

    def _end_cell(self) -> None:
        place, kind = (self._row, self._column), self._attributes.get("t", "n")
        formula = self._read_formula(place)
        text = self._text("v")
        if formula is not None and not text and kind not in ("s", "str", "inlineStr"):
            self.sheet.cells[place] = UncalculatedCell(f"={formula}")
            return
        value = self._value(kind, text)
        if value != "":
            self.sheet.cells[place] = value

    def _read_formula(self, place: tuple[int, int]) -> str | None:
        """The formula of this cell, noted in the sheet; "" where it follows a shared one that is nowhere."""
        if "f" not in self._pieces:
            return None
        text, shared, here = self._text("f").strip(), self._formula.get("si"), self._attributes.get("r", "")
        if text and shared is not None:
            self._shared[shared] = (text, here)
        elif not text and shared in self._shared:
            text = _moved(*self._shared[shared], here)
        if text:
            self.sheet.formulas[place] = text
            if _OTHER_FILE.search(text):
                self.sheet.external.add(place)
        return text

    def _value(self, kind: str, text: str) -> object:
        match kind:
            case "s":
                number = number_of(text, -1)
                if not 0 <= number < len(self._file.strings):
                    raise damaged()
                return self._file.strings[number]
            case "inlineStr":
                return self._text("t")
            case "e":
                return ErrorCell(text.strip())
            case "b":
                return text.strip() in TRUE if text else ""
            case "n":
                return self._number(text.strip())
            case _:
                return text

    def _number(self, text: str) -> object:
        """A number, a date where the style says so; text that is no number stays what it is."""
        try:
            number = float(text)
        except ValueError:
            return text
        style = number_of(self._attributes.get("s"))
        if style not in self._file.date_styles:
            return number
        return from_serial(number, is_span=self._file.date_styles[style], from_1904=self._file.from_1904)


def _moved(formula: str, written_at: str, here: str) -> str:
    """A shared formula as it reads in another cell."""
    from openpyxl.formula.translate import Translator

    try:
        return str(Translator(f"={formula}", origin=written_at).translate_formula(here)).removeprefix("=")
    except Exception:  # openpyxl raises whatever its tokenizer raises; the formula as written says nearly as much
        return formula


def parse(
    content: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> None:
    """Runs the handlers over a part; a document type is refused wherever it stands."""
    parser = expat.ParserCreate("utf-8")  # whatever a part says of itself; spreadsheet programs write no other
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise damaged() from error


def _no_doctype(*_declaration: object) -> None:
    raise damaged()


def bare(tag: str) -> str:
    """A tag without its prefix."""
    return tag.rpartition(":")[2] if ":" in tag else tag


def number_of(text: str | None, otherwise: int = 0) -> int:
    """The whole number; `otherwise` where there is none."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
