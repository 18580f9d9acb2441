"""Clean returns in every layout: every value read right, nothing found."""

from collections import Counter
from dataclasses import dataclass, field

from khuyenhoc_cli.findings.model import Finding, Severity
from tests.bench_intake.cases import Checked, Drawn, check, clean
from tests.bench_intake.layouts import LAYOUTS


@dataclass
class CleanScore:
    """One layout over several seeds."""

    layout: str
    expected: int = 0
    right: int = 0
    wrong: int = 0
    invented: int = 0
    errors: list[tuple[int, Finding]] = field(default_factory=list)
    warnings: list[tuple[int, Finding]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, drawn: Drawn, checked: Checked) -> None:
        """Nothing; one more return is scored."""
        submission = checked.file.submission
        read = {place: value.amount for place, value in submission.values.items()} if submission else {}
        self.expected += len(drawn.values)
        self.right += sum(read.get(place) == amount for place, amount in drawn.values.items())
        self.wrong += sum(read.get(place, amount) != amount for place, amount in drawn.values.items())
        self.invented += len(set(read) - set(drawn.values))
        self.seconds.append(checked.seconds)
        for finding in checked.file.findings:
            if finding.severity is Severity.ERROR:
                self.errors.append((drawn.seed, finding))
            elif finding.severity is Severity.WARNING and not _is_about_what_is_left_out(finding, drawn):
                self.warnings.append((drawn.seed, finding))

    def is_perfect(self) -> bool:
        """Whether every value was read right, nothing else was read, and no error was said."""
        return self.right == self.expected and not self.invented and not self.errors

    @property
    def line(self) -> str:
        """The score as a line of the table."""
        mean = 1000 * sum(self.seconds) / max(1, len(self.seconds))
        what = LAYOUTS[self.layout].what
        return (
            f"{self.layout:<4} {what:<28} {self.expected:>7} {self.right:>7} {self.wrong:>6} {self.invented:>8} "
            f"{len(self.errors):>7} {len(self.warnings):>8} {mean:>7.0f}"
        )


HEADING = "".join(
    (
        f"{'':<4} {'layout':<28} {'values':>7} {'right':>7} {'wrong':>6} {'invented':>8} ",
        f"{'errors':>7} {'warnings':>8} {'ms':>7}",
    )
)


def _is_about_what_is_left_out(finding: Finding, drawn: Drawn) -> bool:
    """Whether it truly says that a column is missing, in a layout that leaves some out."""
    written = {code for _, code in drawn.values}
    return "some left out" in drawn.layout.features and finding.code == "KH108" and finding.indicator not in written


def score_clean(layout: str, seeds: range) -> CleanScore:
    """The score of one layout."""
    score = CleanScore(layout)
    for seed in seeds:
        drawn = clean(seed, layout)
        score.add(drawn, check(drawn.book, drawn.world))
    return score


def examples(findings: list[tuple[int, Finding]], most: int = 4) -> list[str]:
    """The commonest codes, each with one place."""
    counts = Counter(finding.code for _, finding in findings)
    first = {finding.code: (seed, finding) for seed, finding in reversed(findings)}
    lines = []
    for code, times in counts.most_common(most):
        seed, finding = first[code]
        where = f"{finding.at.sheet}!{finding.at.cell}" if finding.at else "(file)"
        lines.append(f"      {code} ×{times}  seed {seed}: {where} {finding.found or ''} {finding.message()[:90]}")
    return lines
