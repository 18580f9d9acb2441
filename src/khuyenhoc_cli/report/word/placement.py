"""Placement: a printed value's mark gives way to the element that shows it, where such an element may stand."""

from functools import cached_property

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.charts import add_chart
from khuyenhoc_cli.report.word.controls import inline_control
from khuyenhoc_cli.report.word.footnotes import NoteStyles, note_element, note_styles, reference_run
from khuyenhoc_cli.report.word.headings import sections_of
from khuyenhoc_cli.report.word.marks import Marks
from khuyenhoc_cli.report.word.repeats import repeat_field
from khuyenhoc_cli.report.word.runs import runs_to_split, split_run, text_run
from khuyenhoc_cli.report.word.stories import Story
from khuyenhoc_cli.report.word.values import Chart, Contents, Generated, Note, Placed, TemplateError

_PARAGRAPH, _CONTROL = qn("w:p"), qn("w:sdt")
_NAMED_ONCE_IN = 3  # down to headings of this level a phrase is said in full once,
_NOTED_ONCE_IN = 2  # and to this one a note has its text once: it is found by its number, a page or two back


class Placement:
    """What has been placed so far: the text per key, the controls counted, the notes their story still has to take."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self.texts: dict[str, str] = {}
        self.controls = 0
        self.notes: list[BaseOxmlElement] = []
        self.repeats: list[tuple[BaseOxmlElement, BaseOxmlElement]] = []  # a field, the run with the mark it repeats
        self.contents: list[BaseOxmlElement] = []  # the paragraphs where a table of contents shall stand
        self._noted: dict[tuple[int, str], BaseOxmlElement] = {}
        self._document = document
        self._marks = marks

    def place(self, story: Story) -> None:
        """Nothing; the marks of `story` are gone."""
        sections = sections_of(self._document, story.root, (_NAMED_ONCE_IN, _NOTED_ONCE_IN))
        said: set[tuple[int, str]] = set()
        for run in runs_to_split(story.root, self._marks.nonce):
            item, section = sections[next(run.iterancestors(_PARAGRAPH))]

            def make(
                value: Placed, run: BaseOxmlElement = run, item: int = item, section: int = section
            ) -> BaseOxmlElement:
                if isinstance(value, Generated) and value.again is not None:
                    value = _say(value, value.again, item, said)
                return self._element(value, story, run, section)

            split_run(run, self._marks, make)

    def _element(self, value: Placed, story: Story, run: BaseOxmlElement, section: int) -> BaseOxmlElement:
        _require_no_plain_control(run, value.key)
        match value:
            case Generated():
                self._record(value)
                return inline_control(value.key, value.text, format_of=run)
            case Note():
                _require_body(story, run, f"chú thích “{value.key}”")
                return self._mark(value, run, section)
            case Chart():
                _require_body(story, run, f"biểu đồ “{value.key}”")
                _require_alone(value, run, self._marks)
                drawing_run = text_run("")
                drawing_run.append(add_chart(self._document, value))
                return drawing_run
            case Contents():
                _require_body(story, run, "mục lục")
                _require_alone(value, run, self._marks)
                self.contents.append(next(run.iterancestors(_PARAGRAPH)))
                return text_run("")

    def _mark(self, note: Note, run: BaseOxmlElement, section: int) -> BaseOxmlElement:
        """The note's mark; where it has a mark under this heading, a field that repeats that."""
        if (section, note.key) in self._noted:
            self._remember(note)
            field = repeat_field(self._styles, format_of=run)
            self.repeats.append((field, self._noted[section, note.key]))
            return field
        self._record(note)
        self.notes.append(note_element(note, self._styles))
        mark = reference_run(f"+{len(self.notes) - 1}", self._styles, format_of=run)
        self._noted[section, note.key] = mark
        return mark

    def _record(self, value: Generated | Note) -> None:
        self._remember(value)
        self.controls += 1

    def _remember(self, value: Generated | Note) -> None:
        text = self.texts.setdefault(value.key, value.text)
        if text != value.text:
            raise TemplateError(f"Khóa “{value.key}” mang hai nội dung khác nhau: “{text}” và “{value.text}”")

    @cached_property
    def _styles(self) -> NoteStyles:
        return note_styles(self._document)


def _say(value: Generated, again: Generated, section: int, said: set[tuple[int, str]]) -> Generated:
    """The value, or what is said of it where its text has stood under this heading."""
    if (section, value.text) in said:
        return again
    said.add((section, value.text))
    return value


def _require_body(story: Story, run: BaseOxmlElement, what: str) -> None:
    if story.part.content_type != CT.WML_DOCUMENT_MAIN:
        raise TemplateError(f"Mẫu Word, {story.name}: không đặt được {what} ở đây, chỉ đặt được trong thân văn bản")
    if next(run.iterancestors(qn("w:txbxContent")), None) is not None:
        raise TemplateError(f"Mẫu Word: không đặt được {what} trong hộp văn bản (text box)")


def _require_no_plain_control(run: BaseOxmlElement, key: str) -> None:
    for control in run.iterancestors(_CONTROL):
        if control.find(f"{qn('w:sdtPr')}/{qn('w:text')}") is not None:  # which may hold nothing but text
            raise TemplateError(f"Mẫu Word: “{key}” đứng trong một ô điền chữ (content control); hãy bỏ ô đó trong mẫu")


def _require_alone(value: Chart | Contents, run: BaseOxmlElement, marks: Marks) -> None:
    paragraph = next(run.iterancestors(qn("w:p")))
    text = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
    if [piece for piece in marks.split(text) if piece is not value and str(piece).strip()]:
        what = f"biểu đồ “{value.key}”" if isinstance(value, Chart) else "mục lục"
        raise TemplateError(f"Mẫu Word: {what} phải đứng một mình trong đoạn của nó")
