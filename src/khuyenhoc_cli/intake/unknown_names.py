"""Findings about names that are no unit's: what may be meant, and why."""

from collections.abc import Iterable, Mapping, Sequence

from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.findings.model import CellRef, Finding
from khuyenhoc_cli.units.former import Former, former_unit
from khuyenhoc_cli.units.likeness import why_alike
from khuyenhoc_cli.units.model import Unit


def names_of(units: Iterable[Unit]) -> str | None:
    """The candidates as a proposal says them: "Xã Ea Tóh hoặc Xã Ea Tam"; None where there is none."""
    return " hoặc ".join(unit.name for unit in units) or None


def unknown_sender(found: str, candidates: Sequence[Unit], at: CellRef | None, among: Sequence[Unit]) -> Finding:
    """The finding that nobody who may report is named so."""
    proposed, because = _meant(found, candidates, former_unit(found, among))
    return Finding("KH701", at, found=found, proposed=proposed, because=because)


def unknown_row(found: str, candidates: Sequence[Unit], at: CellRef, unit: Unit, among: Sequence[Unit]) -> Finding:
    """The finding about a row of a unit's return that names none of its parts, or nothing at all."""
    former = former_unit(found, among) if found else ()
    problem = {
        "problem": f"“{found}” không có trong danh sách đơn vị của {unit.name}",
        "problem_en": f"“{found}” is not among the units of {unit.name}",
    }
    if not found:
        problem["problem"] = "Dòng có số liệu nhưng không ghi tên đơn vị"
        problem["problem_en"] = "The row holds figures but names no unit"
    elif former:
        problem["problem"] += f"; {_history(former, 'vi')}"
        problem["problem_en"] += f"; {_history(former, 'en')}"
    proposed, because = _meant(found, candidates, former)
    return Finding("KH704", at, found=found, proposed=proposed, because=because, detail=problem)


def _meant(
    found: str, candidates: Sequence[Unit], former: Sequence[Former]
) -> tuple[str | None, Mapping[Language, str]]:
    """The proposal and its reason: the successors of a former commune, else the units that come close."""
    if former:
        successors = dict.fromkeys(unit for each in former for unit in each.successors)
        history: dict[Language, str] = {"vi": f"{_history(former, 'vi')}.", "en": f"{_history(former, 'en')}."}
        return names_of(successors), {language: text[0].upper() + text[1:] for language, text in history.items()}
    return names_of(candidates), why_alike(found, candidates[0]) if candidates else {}


def _history(former: Sequence[Former], language: Language) -> str:
    """What became of the communes of that name: "trước đây là Xã Ea Hồ; nay thuộc Xã Krông Năng"."""
    first, *others = former
    if others:
        names = " hoặc ".join(dict.fromkeys(unit.name for each in former for unit in each.successors))
        return {
            "vi": f"trước đây có nhiều xã mang tên này; nay thuộc {names}",
            "en": f"several communes were named so before; they are now part of {names}",
        }[language]
    names = " và ".join(unit.name for unit in first.successors)
    return {
        "vi": f"trước đây là {first.name}; nay thuộc {names}",
        "en": f"this was {first.name}, now part of {names}",
    }[language]
