"""The generated texts of a draft, control by control: renewed where they are as generated, told where they are not."""

from collections.abc import Iterable, Mapping, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khuyenhoc_cli.report.refresh.changes import Change
from khuyenhoc_cli.report.refresh.places import Places
from khuyenhoc_cli.report.refresh.texts import set_text
from khuyenhoc_cli.report.word.inlines import control_key, control_text


def controls_of(roots: Iterable[BaseOxmlElement]) -> list[tuple[str, BaseOxmlElement]]:
    """(key, control) of every control under the roots."""
    return [(key, control) for root in roots for control in root.iter(qn("w:sdt")) if (key := control_key(control))]


def renew(
    controls: Sequence[tuple[str, BaseOxmlElement]],
    base: Mapping[str, str],
    fresh: Mapping[str, str],
    places: Places,
) -> list[Change]:
    """What was renewed, or left as somebody wrote it."""
    changes = []
    for key, control in controls:
        shown, new = control_text(control), fresh.get(key)
        if new is None or shown == new or key not in base:
            continue
        if shown == base[key]:
            changes.append(Change("updated", key, places.of(control), shown, new))
            set_text(control, new)
        else:
            changes.append(Change("kept_by_hand", key, places.of(control), shown, new))
    return changes


def without_value(
    controls: Sequence[tuple[str, BaseOxmlElement]], known: Iterable[str], fresh: Mapping[str, str], places: Places
) -> list[Change]:
    """The controls that still stand in the draft, but of which today's report knows nothing."""
    once_known = set(known)
    return [
        Change("missing_value", key, places.of(control), control_text(control), "")
        for key, control in controls
        if key in once_known and key not in fresh
    ]
