"""The figures of the intake over random returns, clean and with planted faults; exit code 1 below the criteria."""

import argparse
import sys
from pathlib import Path

from tests.bench_intake.all_kinds import KINDS, layouts_of
from tests.bench_intake.clean_run import HEADING, CleanScore, examples, score_clean
from tests.bench_intake.criteria import RECALL, SAID_ONCE
from tests.bench_intake.faulty_run import Outcome, Score, cases, judge, make
from tests.bench_intake.layouts import LAYOUTS
from tests.bench_intake.paper import write


def main() -> int:
    """0 where every criterion is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_intake", description=__doc__)
    parser.add_argument("--layouts", action="store_true", help="clean returns only")
    parser.add_argument("--cases", type=int, default=600, help="how many faulty returns")
    parser.add_argument("--seeds", type=int, default=5, help="how many clean returns in each layout")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--layout", choices=LAYOUTS)
    parser.add_argument("--kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--seed", type=int, help="one case again (with --layout and --kind)")
    parser.add_argument("--show", action="store_true", help="print the case's findings")
    parser.add_argument("--save", type=Path, help="write the case's workbook there")
    given = parser.parse_args()
    if given.seed is not None and given.kind and given.layout:
        return _one(given)
    wanted = [given.layout] if given.layout else list(LAYOUTS)
    met = _clean(wanted, range(given.first, given.first + given.seeds))
    if not given.layouts:
        met &= _faulty(given)
    return 0 if met else 1


def _clean(wanted: list[str], seeds: range) -> bool:
    """Whether clean returns are read right and without an error; prints the table."""
    print(HEADING)
    scores = [score_clean(layout, seeds) for layout in wanted]
    for score in scores:
        print(score.line)
        for line in (*examples(score.errors), *examples(score.warnings)):
            print(line)
    met = all(map(CleanScore.is_perfect, scores))
    wrong = sum(score.expected - score.right + score.invented for score in scores)
    errors = sum(len(score.errors) for score in scores)
    print(f"\nclean returns: {wrong} values not read right (0), {errors} false errors (0): {_mark(met)}\n")
    return met


def _faulty(given: argparse.Namespace) -> bool:
    """Whether planted faults are found and said once; prints the tables and the misses."""
    chosen = [
        case
        for case in cases(given.cases, given.first)
        if given.layout in (None, case.layout) and given.kind in (None, case.kind)
    ]
    score = Score(tuple(map(judge, chosen)))
    for what in ("kind", "layout"):
        print(*score.table(what), sep="\n", end="\n\n")
    _list("missed", score.misses)
    _list("said by several errors", score.said_often)
    _list("read wrong without a word", [outcome for outcome in score.outcomes if outcome.silent and outcome.is_found])
    seconds = sorted(outcome.checked.seconds for outcome in score.outcomes)
    middle = 1000 * seconds[len(seconds) // 2]
    print(f"{len(KINDS)} kinds of faults, {len(score.outcomes)} faulty returns, {middle:.0f} ms each")
    at, beside = (sum(outcome.where == where for outcome in score.outcomes) for where in ("at", "beside"))
    print(f"{at} at the cell, {beside} only beside it, {len(score.misses)} not found")
    silent = [outcome for outcome in score.outcomes if outcome.silent]
    values = sum(outcome.silent for outcome in silent)
    print(f"{values} values read wrong without a word, in {len(silent)} returns")
    found, once = score.recall >= RECALL, score.said_once >= SAID_ONCE
    print(f"found at the cell: {score.recall:.1%} (at least {RECALL:.0%}): {_mark(found)}")
    print(f"at most one error a cause: {score.said_once:.1%} (at least {SAID_ONCE:.0%}): {_mark(once)}")
    return found and once


def _list(title: str, outcomes: list[Outcome]) -> None:
    if outcomes:
        print(f"{title}:")
        for outcome in outcomes:
            print(f"  {outcome.replay}  ({outcome.where}, {outcome.errors} errors, {outcome.silent} silent)")
        print()


def _one(given: argparse.Namespace) -> int:
    """One case, with its truth and what was found; 1 where it was missed."""
    if given.layout not in layouts_of(KINDS[given.kind]):
        print(f"“{given.kind}” cannot be in {given.layout}, only in {', '.join(layouts_of(KINDS[given.kind]))}")
        return 2
    case = make(given.seed, given.layout, given.kind)
    if given.save:
        given.save.write_bytes(write(case.hand.book))
    outcome = judge(case)
    cells = ", ".join(f"{ref.sheet}!{ref.cell}" for ref in sorted(case.truth.cells)[:12])
    print(f"{case.hand.book.file_name}: {case.hand.world.unit.name}; evidence: {KINDS[given.kind].evidence}")
    print(f"planted: {cells} {' '.join(case.truth.codes)} {case.truth.unit} {case.truth.indicator}")
    print(f"{outcome.where}, {outcome.errors} errors, {outcome.silent} values silently wrong")
    for finding in outcome.checked.file.findings if given.show else ():
        where = f"{finding.at.sheet}!{finding.at.cell}" if finding.at else "(file)"
        beside = ", ".join(ref.cell for ref in finding.also)
        print(f"  {finding.code} {finding.severity:<7} {where} [{beside}] {finding.message()} {finding.fix()}")
    return 0 if outcome.is_found else 1


def _mark(met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    sys.exit(main())
