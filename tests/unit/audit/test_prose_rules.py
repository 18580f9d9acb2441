"""Every example of a rule over prose is a test; and what must hold over a whole clean draft."""

from pathlib import Path

import pytest

from khuyenhoc_cli.audit.examples import example_document, said_of
from khuyenhoc_cli.audit.model import Example, Rule
from khuyenhoc_cli.audit.rules.prose import PROSE_RULES
from khuyenhoc_cli.audit.rules.prose.names import names_in
from khuyenhoc_cli.audit.rules.prose.reading import lines_of

GOLDEN = Path(__file__).parents[2] / "golden"
EXAMPLES = [(rule, example) for rule in PROSE_RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}-{e.text[:40]}" for r, e in EXAMPLES])
def test_the_rule_says_of_its_example_what_it_promises(rule: Rule, example: Example) -> None:
    assert said_of(example.text, rule.check) == list(example.said)


@pytest.mark.parametrize("rule", PROSE_RULES, ids=lambda rule: rule.name)
def test_each_rule_shows_a_piece_that_it_complains_of_and_one_that_it_does_not(rule: Rule) -> None:
    complains = [any(verdict != "ok" for _, verdict in example.said) for example in rule.examples]
    assert any(complains)
    assert not all(complains)


@pytest.mark.parametrize("name", ["soket-2024H1.txt"])
def test_a_clean_draft_is_called_neither_wrong_nor_doubtful(name: str) -> None:
    text = (GOLDEN / name).read_text(encoding="utf-8")
    document = example_document("\n".join(line for line in text.split("\n") if not line.startswith(("[", "|"))))
    said = [(claim.rule, claim.printed, claim.verdict) for rule in PROSE_RULES for claim in rule.check(document)]
    assert [each for each in said if each[2] != "ok"] == []
    assert sum(rule == "ti-le" for rule, _, _ in said) > 15


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("các huyện Buôn Đôn, Ea Súp và Krông Năng", ["huyện Buôn Đôn", "Ea Súp", "Krông Năng"]),
        ("Quỹ Khuyến học thành phố Buôn Ma Thuột, các huyện Ea Kar", ["thành phố Buôn Ma Thuột", "huyện Ea Kar"]),
        ("Huyện Ea Súp (10 hội); Krông Bú k (07 hội).", ["Huyện Ea Súp", "Krông Bú k"]),
        ("Ea H’Leo, M’Drắk", ["Ea H'Leo", "M'Drắk"]),
        ("của Sở Nội vụ, Ban Tuyên giáo", []),
        ("công tác KH,KT,XDXHHT", []),
    ],
)
def test_names_of_places_are_told_from_those_of_offices(text: str, listed: list[str]) -> None:
    line = lines_of(example_document(text))[0]
    assert [name for names in names_in(line) for name in names.printed] == listed


def test_of_a_list_by_lines_the_total_may_stand_two_paragraphs_before() -> None:
    text = (
        "Toàn huyện có 1.000 công dân; có 400 công dân đăng ký.\nPhân tích theo 02 nhóm:\n"
        "a) Người học: 450 công dân;\nb) Người lao động: 550 công dân."
    )
    said = [claim.message for rule in PROSE_RULES for claim in rule.check(example_document(text))]
    assert said == ["450 + 550 = 1.000, in: 1.000"]


def test_the_computation_stands_in_one_line() -> None:
    text = "Toàn tỉnh có 257 cơ sở; trong đó có 184 cơ sở đăng ký (đạt 70,43% so với tổng số cơ sở)."
    claims = [claim for rule in PROSE_RULES for claim in rule.check(example_document(text))]
    assert [(claim.message, claim.computed) for claim in claims] == [("184/257 = 71,60%, in: 70,43%", "71,60%")]
