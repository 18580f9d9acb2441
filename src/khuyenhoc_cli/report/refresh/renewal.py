"""A draft that people have edited, brought up to today's report: the steps, in their order."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.exceptions import OpcError
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import XMLSyntaxError

from khuyenhoc_cli.report.refresh.changes import DOING, Change, Refreshed
from khuyenhoc_cli.report.refresh.charts import drop_unseen, edited_charts, renew_charts
from khuyenhoc_cli.report.refresh.figures import controls_of, renew, without_value
from khuyenhoc_cli.report.refresh.importing import Importer
from khuyenhoc_cli.report.refresh.notes import settle_notes, tie_dangling
from khuyenhoc_cli.report.refresh.paragraphs import Sides
from khuyenhoc_cli.report.refresh.places import Places
from khuyenhoc_cli.report.refresh.stale import old_numbers, stale_prose
from khuyenhoc_cli.report.refresh.structure import Structure
from khuyenhoc_cli.report.word.baseline import Baseline, read_baseline, write_baseline
from khuyenhoc_cli.report.word.controls import number_elements
from khuyenhoc_cli.report.word.footnotes import add_notes_story
from khuyenhoc_cli.report.word.reading import ReadDocument, read_document
from khuyenhoc_cli.report.word.stories import STORY_NAMES, Story
from khuyenhoc_cli.report.word.zipping import repacked

_EARLIER_AT_MOST = 5_000


class DraftError(Exception):
    """The draft cannot be renewed; the message, in Vietnamese, says why."""


@dataclass
class _Draft:
    """An opened document with its stories and its baseline."""

    document: Document
    others: list[Story]
    baseline: Baseline

    @property
    def body(self) -> BaseOxmlElement:
        body: BaseOxmlElement = self.document.element.body
        return body

    @property
    def notes(self) -> Story | None:
        return next((story for story in self.others if story.part.content_type == CT.WML_FOOTNOTES), None)

    @cached_property
    def read(self) -> ReadDocument:
        notes = self.notes
        root = None if notes is None else notes.root
        return read_document(self.document, self.body, root, self.baseline.charts, self.baseline.marks)

    def roots(self) -> list[BaseOxmlElement]:
        """The roots of all that holds text; of the notes those that have a mark."""
        found = [self.body]
        marked = {mark.get(qn("w:id")) for mark in self.body.iter(qn("w:footnoteReference"))}
        for story in self.others:
            if story.part.content_type == CT.WML_FOOTNOTES:
                found += (note for note in story.root if note.get(qn("w:id")) in marked)
            else:
                found.append(story.root)
        return found


def read_origin(data: bytes) -> Mapping[str, str]:
    """What a draft was made from: its template, period and scope; DraftError where it does not say."""
    return _opened(data).baseline.key_values


def refresh_document(draft: bytes, today: bytes) -> Refreshed:
    """The draft brought up to `today`, which is the report as it would be rendered now.

    DraftError where the draft cannot be read, or carries no baseline to compare with.
    """
    mine, fresh = _opened(draft), _opened(today)
    base, texts = mine.baseline, fresh.baseline.texts
    places = Places(mine.document, None if mine.notes is None else mine.notes.root)
    importer = Importer(mine.document, fresh.document, fresh.read, {**base.texts, **texts})
    edited = edited_charts(base.charts, mine.read.charts)
    sides = Sides(base.texts, texts, mine.read, fresh.read, edited, places, importer)
    present = {key for key, _ in controls_of(mine.roots())} | set(mine.read.charts)

    structure = Structure(sides)
    structure.merge(base.body, mine.read.blocks, fresh.read.blocks, mine.body)
    changes = [*structure.changes, *renew(controls_of(mine.roots()), base.texts, texts, places)]
    changes += renew_charts(base.charts, mine.read.charts, fresh.read.charts, places, importer)
    changes += _settle(mine, importer, places)
    changes += _told(mine, fresh, present, places)
    is_changed = any(change.kind in DOING for change in changes)
    if not is_changed and base.key_values == fresh.baseline.key_values:
        return Refreshed(tuple(changes), None)
    return Refreshed(tuple(changes), _packed(mine, fresh))


def _opened(data: bytes) -> _Draft:
    try:
        document = docx.Document(io.BytesIO(data))
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise DraftError("Tệp này không phải tệp Word (.docx) đọc được.") from error
    baseline = read_baseline(document)
    if not baseline.key_values or not baseline.body:
        raise DraftError(
            "Tệp này không mang theo số liệu gốc của bản thảo, nên không biết được chỗ nào đã sửa tay: tệp không do "
            "khuyenhoc lập, hoặc phần số liệu gốc đã bị một chương trình khác xóa khi lưu."
        )
    return _Draft(document, _other_stories(document), baseline)


def _other_stories(document: Document) -> list[Story]:
    related = (relation.target_part for relation in document.part.rels.values() if not relation.is_external)
    parts = dict.fromkeys(part for part in related if part.content_type in STORY_NAMES)
    return [Story(part, _root(part)) for part in parts]


def _root(part: Part) -> BaseOxmlElement:
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


def _settle(mine: _Draft, importer: Importer, places: Places) -> list[Change]:
    """What has been added so that every repeat of a mark has its note; all notes are in order."""
    keys = mine.read.names.notes
    promoted = tie_dangling(mine.body, importer, mine.read.names.bookmarks, keys)
    if (importer.notes or importer.repeats) and mine.notes is None:
        mine.others.append(add_notes_story(mine.document))
    if mine.notes is not None:
        settle_notes(mine.body, mine.notes.root, importer, keys)
    return [Change("added", key, places.of(mark), "", importer.texts[key]) for key, mark in promoted]


def _told(mine: _Draft, fresh: _Draft, present: set[str], places: Places) -> list[Change]:
    """What is left to a person: what was deleted, what has no value any more, old figures in plain text."""
    base, texts = mine.baseline, fresh.baseline.texts
    known = [*base.texts, *(key for key, _ in base.earlier)]
    gone = [
        Change("deleted", key, "", old, texts[key])
        for key, old in base.texts.items()
        if key in texts and key not in present
    ]
    before = [*base.texts.items(), *base.earlier]
    old = old_numbers(before, texts)
    return [
        *gone,
        *without_value(controls_of(mine.roots()), known, texts, places),
        *stale_prose(mine.roots(), old, fresh.read.blocks, mine.read.names, places),
    ]


def _packed(mine: _Draft, fresh: _Draft) -> bytes:
    """The draft as a file, with today's baseline in it."""
    drop_unseen(mine.document, mine.read.charts.values())
    number_elements([mine.document.element, *(story.root for story in mine.others)])
    for story in mine.others:
        story.save()
    base, today = mine.baseline, fresh.baseline
    changed = [(key, text) for key, text in base.texts.items() if today.texts.get(key) != text]
    earlier = dict.fromkeys((*base.earlier, *changed))
    marks = read_document(mine.document, mine.body, mine.notes.root if mine.notes else None).names.bookmarks
    write_baseline(mine.document, replace(today, earlier=tuple(earlier)[-_EARLIER_AT_MOST:], marks=marks))
    file = io.BytesIO()
    mine.document.save(file)
    return repacked(file.getvalue())
