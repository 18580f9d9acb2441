"""`python -m tests.bench_intake`: the figures of the intake; `--layouts` for clean returns alone."""

import argparse
import sys

from tests.bench_intake.clean_run import HEADING, examples, score_clean
from tests.bench_intake.layouts import LAYOUTS


def main() -> int:
    """0 where every criterion is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_intake", description=__doc__)
    parser.add_argument("--layouts", action="store_true", help="clean returns only")
    parser.add_argument("--layout", choices=LAYOUTS)
    parser.add_argument("--seeds", type=int, default=6)
    arguments = parser.parse_args()
    wanted = [arguments.layout] if arguments.layout else list(LAYOUTS)
    print(HEADING)
    for layout in wanted:
        score = score_clean(layout, range(arguments.seeds))
        print(score.line)
        print(*examples(score.errors), *examples(score.warnings), sep="\n", end="\n" if score.errors else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
