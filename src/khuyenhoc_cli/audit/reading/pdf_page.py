"""The pages of a PDF as lines of text with their places, sizes and raised marks; and the rules drawn on them.

Points are PDF's own, 1/72 inch, y growing upward.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from khuyenhoc_cli.errors import UserError

_GAP = 0.22  # of the size, from where on a gap between letters is a blank
_RAISED, _SMALL = 0.12, 0.85
_MOST_PAGES = 500
_SYMBOLS = frozenset(
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf071\uf06c\uf02d\uf0e8"
)  # points of lists in Symbol, Wingdings


@dataclass(frozen=True)
class Letter:
    """One letter: where it begins, how wide it is, its baseline and its size."""

    text: str
    x: float
    width: float
    base: float
    size: float

    @property
    def end(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class Rule:
    """A straight line across (`y0` = `y1`) or down (`x0` = `x1`)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class PdfLine:
    """A line of text; `raised` are the places (offset, number) of raised digits, which are not in the text."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    raised: list[tuple[int, str]] = field(default_factory=list)
    first_word: float = 0.0


@dataclass
class Page:
    """A page: its letters, its rules, its size."""

    letters: list[Letter]
    rules: list[Rule]
    width: float
    height: float


def read_pages(data: bytes, name: str) -> list[Page]:
    """The pages; UserError (3) where the file is damaged, has a password, or holds pictures of text only."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pages = list(_pages(data))
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        fix = "Lưu lại bản không có mật khẩu, hoặc soát bản .docx."
        raise UserError(f"{name}: tệp PDF có mật khẩu.", fix=fix, exit_code=3) from error
    except Exception as error:  # pdfminer raises whatever a damaged file makes it raise
        raise _damaged(name) from error
    if sum(len(page.letters) for page in pages) < 20 * min(len(pages), 1):
        fix = "Đây có lẽ là bản chụp (scan). Soát bản Word của báo cáo, hoặc bản PDF xuất từ Word."
        raise UserError(f"{name}: tệp PDF không có lớp chữ.", fix=fix, exit_code=3)
    return pages


def _damaged(name: str) -> UserError:
    return UserError(
        f"{name}: tệp PDF hỏng, không đọc được.", fix="Xuất lại từ Word, hoặc soát bản .docx.", exit_code=3
    )


def _pages(data: bytes) -> Iterator[Page]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(data), maxpages=_MOST_PAGES):
        interpreter.process_page(page)
        layout = device.get_result()
        letters: list[Letter] = []
        rules: list[Rule] = []
        for item in _items(layout):
            _take(item, letters, rules)
        yield Page(letters, rules, layout.width, layout.height)


def _items(container: Any) -> Iterator[Any]:
    from pdfminer.layout import LTFigure

    for item in container:
        if isinstance(item, LTFigure):
            yield from _items(item)
        else:
            yield item


def _take(item: Any, letters: list[Letter], rules: list[Rule]) -> None:
    from pdfminer.layout import LTChar, LTCurve

    if isinstance(item, LTChar):
        a, b, _, _, _, base = item.matrix
        text = item.get_text()
        if abs(b) < abs(a) and not text.startswith("(cid:"):
            text = "•" if text in _SYMBOLS else text
            letters += [Letter(text, item.x0, item.width, base, item.size)]
    elif isinstance(item, LTCurve):
        rules += _rules(item)


def _rules(item: Any) -> Iterator[Rule]:
    """The rules that a drawn line or box shows; a thin box is one rule."""
    if item.height < 2.5 and item.width > 4:
        middle = (item.y0 + item.y1) / 2
        yield Rule(item.x0, middle, item.x1, middle)
    elif item.width < 2.5 and item.height > 4:
        middle = (item.x0 + item.x1) / 2
        yield Rule(middle, item.y0, middle, item.y1)
    elif item.stroke and type(item).__name__ == "LTRect":
        yield from (Rule(item.x0, y, item.x1, y) for y in (item.y0, item.y1))
        yield from (Rule(x, item.y0, x, item.y1) for x in (item.x0, item.x1))


def lines_of(letters: Sequence[Letter]) -> list[PdfLine]:
    """The lines that the letters stand in, from the top down."""
    rows: list[list[Letter]] = []
    for letter in sorted((each for each in letters if each.text.strip()), key=lambda each: -each.size):
        row = next((row for row in rows if _in_row(letter, row[0])), None)
        if row is None:
            rows.append([letter])
        else:
            row.append(letter)
    return sorted((_line(row) for row in rows), key=lambda line: -line.base)


def _in_row(letter: Letter, first: Letter) -> bool:
    raised = letter.base - first.base
    return -0.25 * first.size < raised < (0.6 if letter.size < _SMALL * first.size else 0.25) * first.size


def _line(row: Sequence[Letter]) -> PdfLine:
    ordered = sorted(row, key=lambda letter: letter.x)
    size = median(letter.size for letter in ordered)
    base = median(letter.base for letter in ordered if letter.size >= _SMALL * size)
    text, raised, before = "", list[tuple[int, str]](), None
    first_word = ordered[0].x
    for letter in ordered:
        gap = letter.x - before.end if before else 0.0
        if before and gap > _GAP * size:
            text += " "
        elif before and letter.text == before.text and abs(letter.x - before.x) < 0.3:
            continue  # bold that is printed twice
        if letter.text.isdecimal() and letter.size < _SMALL * size and letter.base - base > _RAISED * size:
            if raised and raised[-1][0] == len(text):
                raised[-1] = (len(text), raised[-1][1] + letter.text)
            else:
                raised.append((len(text), letter.text))
        else:
            text += letter.text
        if " " not in text.strip():
            first_word = letter.end
        before = letter
    return PdfLine(text, ordered[0].x, ordered[-1].end, base, size, raised, first_word - ordered[0].x)
