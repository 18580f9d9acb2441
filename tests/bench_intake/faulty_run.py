"""Returns with one fault each: is it found, at its cell, and said once?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from khuyenhoc_cli.findings.model import Finding, Severity
from tests.bench_intake.all_kinds import KINDS, layouts_of
from tests.bench_intake.cases import Checked, check
from tests.bench_intake.kinds import Hand, NotHereError, Truth
from tests.bench_intake.layouts import LAYOUTS
from tests.bench_intake.plan import random_plan
from tests.bench_intake.world import random_world, units

_TRIES = 40


@dataclass(frozen=True)
class Case:
    """One return with one fault, named so that it can be made again."""

    seed: int
    layout: str
    kind: str
    hand: Hand
    truth: Truth


@dataclass(frozen=True)
class Outcome:
    """What became of a case: "at" the cell, only "beside" it, or "missed"; how many errors were said.

    `silent` is how many values were read that are not the unit's, with no finding about them.
    """

    case: Case
    where: str
    errors: int
    silent: int
    checked: Checked

    @property
    def is_found(self) -> bool:
        """Whether it counts as found: at the cell, or beside it where the fault lies between cells."""
        return self.where == "at" or (self.where == "beside" and self.case.truth.between)

    @property
    def replay(self) -> str:
        """What makes the case again."""
        return f'--seed {self.case.seed} --layout {self.case.layout} --kind "{self.case.kind}"'


def make(seed: int, layout: str, kind: str) -> Case:
    """The case; NotHereError where no return of many tries has room for the fault."""
    for attempt in range(_TRIES):
        rng = Random(f"{seed}/{layout}/{kind}/{attempt}")
        world = random_world(rng, LAYOUTS[layout].province)
        hand = Hand(rng, world, random_plan(rng, world, KINDS[kind].typed_totals))
        try:
            if before := KINDS[kind].before:
                before(hand)
            hand.book = LAYOUTS[layout].draw(hand.plan)
            return Case(seed, layout, kind, hand, KINDS[kind].plant(hand))
        except NotHereError:
            continue
    raise NotHereError(f"{kind} in {layout}")


def judge(case: Case) -> Outcome:
    """What the product made of the case."""
    checked = check(case.hand.book, case.hand.world)
    findings = checked.file.findings
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    where = _where(case.truth, checked)
    return Outcome(case, where, errors, _silently_wrong(case, where, checked), checked)


def _where(truth: Truth, checked: Checked) -> str:
    findings = checked.file.findings
    if any(finding.at in truth.cells or _says(finding, truth) for finding in findings):
        return "at"
    if truth.healed and _is_healed(truth, checked):
        return "at"
    return "beside" if any(truth.cells & set(finding.also) for finding in findings) else "missed"


def _silently_wrong(case: Case, where: str, checked: Checked) -> int:
    """How many values are wrong and not spoken of; where the fault was found, its own cells are spoken of."""
    spoken = {ref for finding in checked.file.findings for ref in (finding.at, *finding.also)}
    spoken |= set(case.truth.cells) if where != "missed" else set()
    submission, now = checked.file.submission, case.hand.world.now
    return sum(
        value.amount != now.get(unit, {}).get(code) and value.at not in spoken
        for (unit, code), value in (submission.values.items() if submission else ())
    )


def _says(finding: Finding, truth: Truth) -> bool:
    """Whether it says of the file, the unit or the column what is wrong."""
    if finding.code not in truth.codes:
        return False
    unit = units().get(truth.unit)
    return (unit is None or finding.unit == unit.name) and truth.indicator in ("", finding.indicator)


def _is_healed(truth: Truth, checked: Checked) -> bool:
    submission = checked.file.submission
    return submission is not None and truth.healed <= set(submission.values)


def cases(number: int, first_seed: int = 0) -> Iterator[Case]:
    """So many cases: every kind in turn, in layouts of its own drawn at random."""
    names = list(KINDS)
    for count in range(number):
        seed = first_seed + count // len(names)
        kind = names[count % len(names)]
        layout = Random(f"{seed}/{kind}").choice(layouts_of(KINDS[kind]))
        yield make(seed, layout, kind)


@dataclass(frozen=True)
class Score:
    """Many outcomes together."""

    outcomes: tuple[Outcome, ...]

    @property
    def recall(self) -> float:
        """The share of faults that were found."""
        return sum(outcome.is_found for outcome in self.outcomes) / len(self.outcomes)

    @property
    def said_once(self) -> float:
        """The share of faulty files with at most one error."""
        return sum(outcome.errors <= 1 for outcome in self.outcomes) / len(self.outcomes)

    @property
    def misses(self) -> list[Outcome]:
        """What was not found."""
        return [outcome for outcome in self.outcomes if not outcome.is_found]

    @property
    def said_often(self) -> list[Outcome]:
        """What was said by several errors."""
        return [outcome for outcome in self.outcomes if outcome.errors > 1]

    def table(self, what: str) -> Iterator[str]:
        """One line for each kind or layout: cases, found at the cell, beside it, missed, said by several errors."""
        groups: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            groups.setdefault(getattr(outcome.case, what), []).append(outcome)
        yield f"{what:<28} {'cases':>6} {'at':>5} {'beside':>7} {'missed':>7} {'>1 error':>9}"
        for name in sorted(groups, key=lambda name: int(name[1:])) if what == "layout" else groups:
            counts = Counter(outcome.where for outcome in groups[name])
            often = sum(outcome.errors > 1 for outcome in groups[name])
            yield (
                f"{name:<28} {len(groups[name]):>6} {counts['at']:>5} {counts['beside']:>7} "
                f"{len(groups[name]) - sum(o.is_found for o in groups[name]):>7} {often:>9}"
            )
