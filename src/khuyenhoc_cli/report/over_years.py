"""What the template of a report over several years may print beside what every template may.

{{ nhieu_nam.… }} {{ bang_nam.… }}   the years, figures over them and tables with a row for each, see `series.py`
{{ dau_va_cuoi.… }}                  unit by unit the last year against the first, see `first_and_last.py`
{{ giao.… }}                         against the numbers assigned, see `assigned.py`
{{ danh_gia_nam.tien_bo }}           sentences on progress, see `progress.py`; also `danh_gia_nam.ton_tai`
{{ bieu_do_nam.… }}                  charts, "" where fewer than two years are known
"""

from collections.abc import Iterator
from typing import Any

from khuyenhoc_cli.report.assessment import make_sentences
from khuyenhoc_cli.report.assigned import make_assigned
from khuyenhoc_cli.report.charts import by_year_chart, then_and_now_chart
from khuyenhoc_cli.report.facts import UNKNOWN, Facts
from khuyenhoc_cli.report.first_and_last import make_first_and_last
from khuyenhoc_cli.report.progress import PROGRESS, SHORTCOMINGS
from khuyenhoc_cli.report.series import is_known, make_year_tables, years_entry

_CHARTS = (
    ("hoi_vien", "HV01", "Số hội viên qua các năm (người)"),
    ("ty_le_hoi_vien", "HV01/DS01", "Tỷ lệ hội viên trên dân số qua các năm (%)"),
    ("quy_khuyen_hoc", "Q01", "Quỹ Khuyến học và nguồn vận động qua các năm (triệu đồng)"),
)


def over_years(facts: Facts) -> dict[str, Any]:
    """All of the above; of a report of one period as if it were the only year."""
    return {
        "nhieu_nam": years_entry(facts),
        "bang_nam": make_year_tables(facts),
        "dau_va_cuoi": make_first_and_last(facts),
        "giao": make_assigned(facts),
        "danh_gia_nam": {"tien_bo": make_sentences(PROGRESS, facts), "ton_tai": make_sentences(SHORTCOMINGS, facts)},
        "bieu_do_nam": {
            **{name: by_year_chart(facts, figure, title) or "" for name, figure, title in _CHARTS},
            "mo_hinh": then_and_now_chart(facts) or "",
        },
    }


def over_years_warnings(facts: Facts) -> Iterator[str]:
    """What an officer should know of the years; nothing where the report does not ask for them."""
    periods = facts.series.periods
    lacking = [period.name for period in periods if not is_known(period, facts)]
    if facts.years.series is None:
        return
    if len(periods) - len(lacking) < 2:
        yield f"Ngoài {periods[-1].name} chưa có số liệu năm nào: báo cáo chưa so sánh được qua các năm."
    if lacking:
        yield f"Chưa có số liệu {', '.join(lacking)}: báo cáo in “{UNKNOWN}”."
    if not facts.years.assigned:
        yield "Chưa có số giao ([assigned] trong khuyenhoc.toml): báo cáo chưa so sánh được với chỉ tiêu được giao."
