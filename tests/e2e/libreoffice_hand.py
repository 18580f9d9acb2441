"""A person at a draft in LibreOffice: soffice's port, in, out, edits as JSON. Run by the Python that has `uno`.

Each edit is [what, the beginning of a paragraph, …]; the paragraph is the first one of the body that begins so.
"""

import json
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def main() -> None:
    port, source, target, edits = sys.argv[1:]
    desktop = connected(port)
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (prop("Hidden", True),))
    try:
        for name, start, *more in json.loads(edits):
            EDITS[name](document, paragraph(document, start), *more)
        document.storeToURL(Path(target).as_uri(), (prop("FilterName", "MS Word 2007 XML"),))
    finally:
        document.close(True)
        with suppress(Exception):  # it may be gone before it answers, which is what was asked for
            desktop.terminate()


def connected(port):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:socket,host=localhost,port={port};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("soffice does not answer")


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def paragraph(document, start):
    found = document.Text.createEnumeration()
    while found.hasMoreElements():
        each = found.nextElement()
        if each.supportsService("com.sun.star.text.Paragraph") and each.String.startswith(start):
            return each
    raise SystemExit(f"no paragraph begins with {start!r}")


def put(document, place, text):
    """Types text at the end of a paragraph."""
    document.Text.insertString(place.End, text, False)


def split(document, place, before, text):
    """Presses Enter before some words, and types text there."""
    search = document.createSearchDescriptor()
    search.SearchString = before
    cursor = document.Text.createTextCursorByRange(document.findNext(place.Start, search).Start)
    document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    document.Text.insertString(cursor, text, False)


def delete(document, place):
    """Deletes a paragraph."""
    place.dispose()


def copy(document, place, behind):
    """Copies a paragraph behind another."""
    transfer(document, place, behind)


def move(document, place, behind):
    """Cuts a paragraph and pastes it behind another."""
    transfer(document, place, behind)
    place.dispose()


def transfer(document, place, behind):
    view = document.CurrentController
    cursor = view.ViewCursor
    cursor.gotoRange(place.Start, False)
    cursor.gotoRange(place.End, True)
    content = view.getTransferable()
    target = document.Text.createTextCursorByRange(paragraph(document, behind).End)
    document.Text.insertControlCharacter(target, PARAGRAPH_BREAK, False)
    cursor.gotoRange(target.Start, False)
    view.insertTransferable(content)


def overtype(document, place, number, text):
    """Types over the n-th content control of a paragraph, which LibreOffice 7.4 has as an input field."""
    fields, portions = [], place.createEnumeration()
    while portions.hasMoreElements():
        portion = portions.nextElement()
        if portion.TextPortionType in ("TextField", "ContentControl"):
            fields.append(portion)
    portion = fields[number]
    if portion.TextPortionType == "TextField":
        portion.TextField.Content = text
        return
    cursor = portion.ContentControl.createTextCursor()
    cursor.gotoEnd(True)
    cursor.setString(text)


def bold(document, place):
    """Makes a paragraph bold."""
    cursor = document.Text.createTextCursorByRange(place)
    cursor.CharWeight = 150.0


EDITS = {each.__name__: each for each in (put, split, delete, copy, move, overtype, bold)}

if __name__ == "__main__":
    main()
