"""How long reading takes."""

import time

import pytest

from khuyenhoc_cli.audit.reading import read_report
from tests.unit.audit.reading.words import p, r, sdt, tbl, tr, word


@pytest.mark.timed
def test_a_long_report_is_read_within_a_second() -> None:
    prose = [p(r("Tổng số: ") + sdt(r("533.903"), tag="HV01") + r(" người, tăng so với cùng kỳ. ") * 8)] * 400
    appendix = tbl(*[tr(*map(str, range(1000, 1012)))] * 200)
    data = word(*prose, appendix)
    start = time.perf_counter()
    document = read_report(data, "thu.docx")
    assert time.perf_counter() - start < 1
    assert len(document.passages) == 400 + 200 * 12
