"""The audit before its judge, in small: `make bench-audit` runs the same over all templates and more changes."""

import time
from itertools import islice
from random import Random

import pytest

from khuyenhoc_cli.audit.examine import examine
from tests.bench_audit.changes import KINDS, PARTS, Change, changed, changes
from tests.bench_audit.criteria import FOUND_WITH_DATA, FOUND_WITHOUT_DATA, PRECISION
from tests.bench_audit.drafts import Draft, drafts
from tests.bench_audit.judging import Score, judge, wrong
from tests.bench_audit.written import reads_the_same

CHANGES = 120
SECONDS = 3


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    *_, found = islice(drafts(tmp_path_factory.mktemp("bench"), "soket"), 2)
    return found


@pytest.fixture(scope="module")
def planned(draft: Draft) -> list[Change]:
    return changes(draft, CHANGES, Random(7))


def test_nothing_is_called_wrong_in_a_draft_as_it_is(draft: Draft) -> None:
    assert draft.name == "tinh-soket-2024H1"
    assert [claim.message for claim in wrong(examine(draft.document, draft.expected))] == []


@pytest.mark.parametrize(("with_data", "least"), [(True, FOUND_WITH_DATA), (False, FOUND_WITHOUT_DATA)])
def test_changes_are_found_and_nothing_else(draft: Draft, planned: list[Change], with_data: bool, least: float) -> None:
    score = Score(tuple(judge(draft, change, with_data=with_data) for change in planned))
    assert score.recall >= least, [str(o.change) for o in score.outcomes if not o.is_found]
    assert score.precision >= PRECISION, [(str(o.change), c.message) for o in score.outcomes for c in o.other]


def test_changes_are_of_every_kind_and_change_one_paragraph(draft: Draft, planned: list[Change]) -> None:
    assert {change.kind for change in planned} == set(KINDS)
    assert {change.place for change in planned} == set(PARTS)
    for change in planned:
        document, _ = changed(draft.document, change)
        pairs = zip(document.everything, draft.document.everything, strict=True)
        assert sum(new.text != old.text for new, old in pairs) == 1, str(change)


def test_a_change_in_the_word_file_reads_the_same(draft: Draft, planned: list[Change]) -> None:
    assert [str(change) for change in planned[::5] if not reads_the_same(draft, change)] == []


@pytest.mark.timed
def test_a_report_with_its_data_takes_less_than_three_seconds(draft: Draft) -> None:
    start = time.process_time()
    examine(draft.document, draft.expected)
    assert time.process_time() - start < SECONDS
