"""A draft of this tool against the figures: each generated text by its key."""

from collections.abc import Iterator, Mapping

from khuyenhoc_cli.audit.expected import Expected
from khuyenhoc_cli.audit.model import Claim, Control, Document, Passage, Verdict
from khuyenhoc_cli.audit.rules.figures.wording import Difference, differences

RULE = "so-lieu-theo-khoa"
_ASPECTS: Mapping[str, str] = {
    "": "", "two_digits": "", "previous": "previous", "delta": "delta", "difference": "delta", "direction": "delta",
    "change": "delta", "change_pct": "delta",
}  # fmt: skip


def claims_by_key(document: Document, expected: Expected) -> Iterator[Claim]:
    """A claim for each generated text that has a number, a direction or units in it; nothing of another period."""
    if not expected.is_about(document):
        return
    for passage in document.everything:
        for control in passage.controls:
            if (text := expected.texts.get(control.key)) is not None:
                yield from _claims(passage, control, text, expected)


def _claims(passage: Passage, control: Control, text: str, expected: Expected) -> Iterator[Claim]:
    printed = passage.text[control.start : control.end]
    found = list(differences(printed, " ".join(text.split("\n")), expected.units))
    for each in found:
        yield _claim(passage, control, each, expected)
    if not found and any(map(str.isdigit, printed)):
        message = _formula(control.key, expected) or f"theo số liệu: {text}"
        yield Claim(RULE, "figure", passage, control.start, control.end, printed, "ok", message)


def _claim(passage: Passage, control: Control, found: Difference, expected: Expected) -> Claim:
    start, end = control.start + found.start, control.start + found.end
    said, verdict = passage.text[start:end], "format" if found.is_format else "wrong"
    formula = _formula(control.key, expected)
    should = found.expected or "không có tên này"
    message = f"theo số liệu: {formula or should}, in: {said}"
    if formula and should not in formula:
        message = f"theo số liệu: {should} ({formula}), in: {said}"
    kind = found.kind
    checked: Verdict = "format" if verdict == "format" else "wrong"
    return Claim(RULE, kind, passage, start, end, found.expected, checked, message)


def _formula(key: str, expected: Expected) -> str:
    """How the figure of a key comes about: "533.903/2.026.150 = 26,35%"."""
    body, _, unit = key.partition("@")
    figure, _, aspect = body.partition(":")
    return expected.formula(figure, _ASPECTS[aspect], unit) if aspect in _ASPECTS else ""
