"""How a finding is put to the unit that sent the return: the cause, the request, and what is listed of each cell.

The catalogue speaks to the officer who runs the program; the words here are for the one who gets a letter.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from khuyenhoc_cli.findings.catalogue import CATALOGUE
from khuyenhoc_cli.findings.model import Finding

Items = Literal["cell", "said", "message", "unit", "file", "none"]


@dataclass(frozen=True)
class Wording:
    """`cause` begins a sentence, `ask` goes on after "đề nghị"; `ours` is what the unit cannot mend."""

    cause: str = ""
    ask: str = ""
    items: Items = "message"
    ours: bool = False


def wording_of(finding: Finding) -> Wording:
    """The words for the finding's code; those of the catalogue where none were written for letters."""
    own = _own_words().get(finding.code)
    if own is not None:
        return Wording(**own)
    entry = CATALOGUE[finding.code]
    plain = finding if "{proposed" in entry.fix["vi"] else replace(finding, proposed=None)
    remedy = plain.fix().rstrip(".")
    items: Items = "said" if finding.code.startswith("KH2") and finding.found else "message"
    return Wording(entry.title, remedy[:1].lower() + remedy[1:], items)


@cache
def _own_words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "replies_wording.toml").read_text(encoding="utf-8"))
