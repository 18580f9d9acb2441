"""The figures of the audit on drafts with one change each; exit code 1 below the criteria."""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from khuyenhoc_cli.audit.examine import examine
from tests.bench_audit.changes import changes
from tests.bench_audit.criteria import CHANGES, FOUND_WITH_DATA, FOUND_WITHOUT_DATA, PRECISION
from tests.bench_audit.drafts import Draft, drafts
from tests.bench_audit.judging import Score, judge, wrong
from tests.bench_audit.others import score_of_others
from tests.bench_audit.written import reads_the_same


def main() -> int:
    """0 where every criterion is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_audit", description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES, help="how many drafts with one change")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--template", default="", help="drafts of one template only")
    parser.add_argument("--show", action="store_true", help="print every miss and every false claim")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = list(drafts(Path(folder), given.template))
    print(f"{len(made)} drafts: {', '.join(draft.name for draft in made)}\n")
    met = _clean(made)
    per_draft = -(-given.changes // len(made))
    rngs = {draft.name: Random(f"{given.seed}/{draft.name}") for draft in made}
    planned = [(draft, change) for draft in made for change in changes(draft, per_draft, rngs[draft.name])]
    for with_data, least in ((False, FOUND_WITHOUT_DATA), (True, FOUND_WITH_DATA)):
        started = time.process_time()
        score = Score(tuple(judge(draft, change, with_data=with_data) for draft, change in planned))
        met &= _report(score, least, "with data" if with_data else "without data", time.process_time() - started)
        if given.show:
            _show(score)
    others = score_of_others(given.seed)
    print("reports of other hands, each figure with another digit: found", *others.table, sep="\n")
    print(f"found: {others.recall:.1%}\nprecision: {others.precision:.1%}\n")
    if given.show:
        _show(others)
    same = [reads_the_same(draft, change) for draft, change in planned[:: max(1, len(planned) // 30)]]
    met &= all(same)
    print(f"the same change made in the Word file: {sum(same)} of {len(same)} read the same: {_mark(all(same))}")
    return 0 if met else 1


def _clean(made: list[Draft]) -> bool:
    """Whether nothing is called wrong in the drafts as they are."""
    false = [(draft, claim) for draft in made for claim in wrong(examine(draft.document, draft.expected))]
    for draft, claim in false[:20]:
        print(f"  {draft.name} {claim.rule}: {claim.quote[:100]!r} {claim.message}")
    print(f"called wrong in drafts without a change: {len(false)} (0): {_mark(not false)}\n")
    return not false


def _report(score: Score, least: float, what: str, seconds: float) -> bool:
    print(f"{what}: found of changes", *score.table, sep="\n")
    found, precise = score.recall >= least, score.precision >= PRECISION
    print(f"found: {score.recall:.1%} (at least {least:.0%}): {_mark(found)}")
    print(f"precision: {score.precision:.1%} (at least {PRECISION:.0%}): {_mark(precise)}")
    print(f"{1000 * seconds / max(1, len(score.outcomes)):.0f} ms each\n")
    return found and precise


def _show(score: Score) -> None:
    for outcome in score.outcomes:
        if not outcome.is_found:
            print("  missed", outcome.change)
        for claim in outcome.other:
            print("  false ", outcome.change, "|", claim.rule, claim.passage.part, claim.printed, claim.message)


def _mark(met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    sys.exit(main())
