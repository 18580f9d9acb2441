"""Content controls: the elements around generated text that let a refresh find it again by its key.

An inline control, as Word writes it:

    <w:sdt>
      <w:sdtPr>
        <w:rPr>…the run's formatting…</w:rPr>
        <w:alias w:val="HV01"/><w:tag w:val="HV01"/><w:id w:val="1"/>
        <w15:appearance w15:val="hidden"/>
        <w:text/>
      </w:sdtPr>
      <w:sdtContent><w:r>…</w:r></w:sdtContent>
    </w:sdt>
"""

from collections.abc import Iterable
from copy import deepcopy
from itertools import count

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.word.runs import text_run
from khuyenhoc_cli.report.word.stories import W15

# The key stands twice, since LibreOffice 7.4 drops w:tag; hidden, or Word frames every figure while an officer types.
_VALUE, _RUN_PROPERTIES, _ID = qn("w:val"), qn("w:rPr"), qn("w:id")
_CONTROL = parse_xml(
    f'<w:sdt {nsdecls("w")} xmlns:w15="{W15}"><w:sdtPr><w:alias/><w:tag/><w:id/>'
    '<w15:appearance w15:val="hidden"/><w:text/></w:sdtPr><w:sdtContent/></w:sdt>'
)


def inline_control(key: str, text: str, format_of: BaseOxmlElement | None = None) -> BaseOxmlElement:
    """A control within a paragraph, around one run of `text` formatted like the run `format_of`."""
    run, control = text_run(text, format_of), deepcopy(_CONTROL)
    properties, content = control
    alias, tag, *_, plain_text = properties
    alias.set(_VALUE, key)
    tag.set(_VALUE, key)
    if "\n" in text:
        plain_text.set(qn("w:multiLine"), "1")
    if run[0].tag == _RUN_PROPERTIES:
        properties.insert(0, deepcopy(run[0]))
    content.append(run)
    return control


def number_elements(roots: Iterable[BaseOxmlElement]) -> None:
    """Nothing; controls and drawings of all stories are numbered anew, as a loop may have copied the template's."""
    controls, drawings = count(1), count(1)
    for root in roots:
        for properties in root.iter(qn("w:sdtPr")):
            for number in properties.iterchildren(_ID):
                number.set(_VALUE, str(next(controls)))
        for drawing in root.iter(qn("wp:docPr")):
            drawing.set("id", str(next(drawings)))
