"""Writes docs/dev/audit-rules.md, the page of the audit's rules with their examples, from the rules themselves.

python -m scripts.build_audit_rules
"""

from pathlib import Path

from khuyenhoc_cli.audit.model import Example, Rule, Verdict
from khuyenhoc_cli.audit.rules import RULES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "dev" / "audit-rules.md"
_VERDICTS: dict[Verdict, str] = {"ok": "đúng", "wrong": "sai", "doubtful": "xem lại", "format": "sai cách viết"}
_HEAD = """# The rules of `audit`

Written by `make docs` from the rules: what each proves, as the officer reads it, and its examples: its tests.
A rule says `sai` only where the report's own numbers leave no other reading. `[1]` in a text is the mark of a footnote.
"""


def audit_rules_page() -> str:
    """The page, rule by rule."""
    return "".join([_HEAD, *(_section(rule) for rule in RULES)])


def _section(rule: Rule) -> str:
    return f"\n## {rule.name} (`{rule.kind}`)\n\n{rule.about}\n" + "".join(map(_example, rule.examples))


def _example(example: Example) -> str:
    text = "\n".join(f"    {line}" for line in example.text.split("\n"))
    said = "; ".join(f"`{printed}` {_VERDICTS[verdict]}" for printed, verdict in example.said)
    return f"\n{text}\n\n→ {said or 'không nói gì'}\n"


if __name__ == "__main__":
    PAGE.write_text(audit_rules_page(), encoding="utf-8")
