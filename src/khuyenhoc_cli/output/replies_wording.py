"""How a finding is put to the unit that sent the return: the cause, the request, and what is listed of each cell.

The catalogue speaks to the officer who runs the program; the words here are for the one who gets a letter.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from khuyenhoc_cli.findings.catalogue import CATALOGUE
from khuyenhoc_cli.findings.model import Finding

Items = Literal["cell", "said", "message", "unit", "file", "none"]


@dataclass(frozen=True)
class Wording:
    """`cause` begins a sentence, `ask` goes on after "đề nghị"; `ours` is what the unit cannot mend.

    `varies`: each finding asks for something of its own, such as a formula.
    """

    cause: str = ""
    ask: str = ""
    items: Items = "message"
    ours: bool = False
    varies: bool = False


def wording_of(finding: Finding) -> Wording:
    """The words for the finding's code; those of the catalogue where none were written for letters."""
    own = _own_words().get(finding.code, {})
    if "ask" in own or "ours" in own:
        return Wording(**own)
    entry = CATALOGUE[finding.code]
    plain = finding if "{proposed" in entry.fix["vi"] else replace(finding, proposed=None)
    remedy = plain.fix().rstrip(".")
    ask = remedy[:1].lower() + remedy[1:]
    items: Items = "said" if finding.code.startswith("KH2") and finding.found else "message"
    said = {"cause": entry.title, "ask": ask, "items": items, "varies": "{" in entry.fix["vi"]}
    return Wording(**{**said, **own})


def common_wording(findings: Iterable[Finding]) -> Wording:
    """The words for findings of one code together; where each asks for something else, the letter's table says it."""
    first, *others = map(wording_of, findings)
    if all(other.ask == first.ask for other in others):
        return first
    return replace(first, ask="sửa từng ô theo bảng chi tiết trong thư")


@cache
def _own_words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "replies_wording.toml").read_text(encoding="utf-8"))
