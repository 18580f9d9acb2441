"""What the office itself answers to the forms' questions of Có or Chưa: in `[answers]` of `khuyenhoc.toml`.

A commune's flags are its own: those of its branches say nothing of its committee or its government.
"""

from collections.abc import Mapping

from khuyenhoc_cli.report.assessment import STRENGTHS, WEAKNESSES, Sentence
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.keys import named_key
from khuyenhoc_cli.report.phrases import join_and
from khuyenhoc_cli.report.word.values import Generated

_SAID = {"Có": "đã", "Chưa": "chưa"}
_PLAN = "ban hành kế hoạch thực hiện Kết luận số 49-KL/TW"
_DECISION = "triển khai đầy đủ Quyết định số 324/QĐ-KHVN đến các chi hội"
_INSPECTION = "kiểm tra, khảo sát việc thực hiện Quyết định số 387/QĐ-TTg và Quyết định số 677/QĐ-TTg"
# sentences that tell how many of the units below have answered what
_OF_UNITS = frozenset(
    {
        "van_ban_day_du",
        "kiem_tra_day_du",
        "cap_uy_chua_ban_hanh",
        "uy_ban_chua_ban_hanh",
        "chua_trien_khai_324",
        "chua_kiem_tra",
    }
)


def answer_entry(facts: Facts) -> dict[str, Generated]:
    """By the key of every flag "đã" or "chưa", "" where it is not answered."""
    answers = _answers(facts)
    return {
        facts.figures.edition.indicators[code].key: Generated(
            named_key("answer", code), _SAID.get(answers.get(code, ""), "")
        )
        for code in sorted(facts.figures.edition.flags)
    }


def unanswered(facts: Facts) -> list[str]:
    """One Vietnamese sentence where a commune has left flags without an answer."""
    open_flags = sorted(facts.figures.edition.flags - set(_answers(facts))) if facts.over_branches else []
    if not open_flags:
        return []
    where = f"ghi vào khuyenhoc.toml, mục [answers.{facts.figures.period}]"
    return [f"Chưa trả lời Có/Chưa cho chính {facts.whole.removeprefix('toàn ')}: {', '.join(open_flags)}; {where}."]


def strengths(facts: Facts) -> tuple[Sentence, ...]:
    """The rules of what went well, of a commune its own answers instead of those of the units below."""
    return (Sentence("da_ban_hanh", _issued), *_of_itself(STRENGTHS)) if facts.over_branches else STRENGTHS


def weaknesses(facts: Facts) -> tuple[Sentence, ...]:
    """The same of what did not go well."""
    own = (Sentence("chua_ban_hanh", _not_issued), Sentence("chua_lam", _not_done))
    return (*own, *_of_itself(WEAKNESSES)) if facts.over_branches else WEAKNESSES


def _of_itself(rules: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(rule for rule in rules if rule.name not in _OF_UNITS)


def _answers(facts: Facts) -> Mapping[str, str]:
    return facts.config.answers.get(str(facts.figures.period), {})


def _issued(facts: Facts) -> str:
    issuers = _issuers(facts, "Có")
    return f"{issuers} đã {_PLAN}" if issuers else ""


def _not_issued(facts: Facts) -> str:
    issuers = _issuers(facts, "Chưa")
    return f"{issuers} chưa {_PLAN}" if issuers else ""


def _issuers(facts: Facts, answer: str) -> str:
    place, answers = facts.whole.removeprefix("toàn "), _answers(facts)
    pairs = (("VB01", "Đảng ủy"), ("VB02", "Ủy ban nhân dân"))
    issuers = [who for code, who in pairs if answers.get(code) == answer]
    return f"{join_and(issuers)} {place}" if issuers else ""


def _not_done(facts: Facts) -> str:
    answers = _answers(facts)
    todo = [what for code, what in (("VB03", _DECISION), ("KT02", _INSPECTION)) if answers.get(code) == "Chưa"]
    return f"Hội Khuyến học {facts.whole.removeprefix('toàn ')} chưa {'; chưa '.join(todo)}" if todo else ""
