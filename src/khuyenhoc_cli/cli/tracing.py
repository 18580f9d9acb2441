"""`khuyenhoc explain`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import cast, get_args

from khuyenhoc_cli.cli.console import did_you_mean, print_tables, put_json
from khuyenhoc_cli.cli.figuring import Sources, desk_for, sources_for
from khuyenhoc_cli.cli.opening import named_unit, open_desk, parse_period
from khuyenhoc_cli.cli.since_closing import say_closed
from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.figures.assembly import figures_of, target_of
from khuyenhoc_cli.figures.gathering import gather, sources_of
from khuyenhoc_cli.figures.lineage import Part, earlier_parts, only_of, parts_of
from khuyenhoc_cli.figures.model import Figures
from khuyenhoc_cli.figures.tracing import AskedFigure, AskedSource, asked_figure, asked_source, places_in, printed_as
from khuyenhoc_cli.forms.model import Nature
from khuyenhoc_cli.ledger.books import Book
from khuyenhoc_cli.ledger.inbox import Desk
from khuyenhoc_cli.ledger.records import Accepted
from khuyenhoc_cli.ledger.store import Ledger, read_ledger
from khuyenhoc_cli.output.explanation import (
    Explanation,
    Feeding,
    Traced,
    explanation_json,
    explanation_trees,
    feeding_json,
    feeding_tree,
)
from khuyenhoc_cli.output.formulas import formula_of
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.report.facts import Facts
from khuyenhoc_cli.report.keys import Aspect, figure_key
from khuyenhoc_cli.report.texts import moved, texts_of
from khuyenhoc_cli.units.model import Unit

# see `report/keys.py`: "HV01#2021", "HV01#2019@643"
_OF_A_YEAR = re.compile(r"(?P<figure>[A-Z0-9/]+)#(?P<year>20\d\d)(?P<rest>[:@].*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Trace:
    """A period of a workspace, its books, its figures, and every text that a report makes of them."""

    desk: Desk
    ledger: Ledger
    period: Period
    sources: Sources

    @cached_property
    def scope(self) -> Unit:
        """The unit that reports."""
        return self.desk.workspace.root_on(self.period)

    @cached_property
    def figures(self) -> Figures:
        """What the period comes to."""
        return self.figures_with({})

    def figures_with(self, other: Mapping[Period, Book]) -> Figures:
        """What it would come to with other books in place of some."""
        return figures_of(
            lambda period: other.get(period) or self.sources.books(period),
            self.period,
            self.scope,
            self.sources.config,
            self.sources.succession,
        )

    @cached_property
    def texts(self) -> dict[str, str]:
        """What a report says, by key."""
        return self.texts_of(self.figures)

    def texts_of(self, figures: Figures) -> dict[str, str]:
        """What a report would say of these figures."""
        return texts_of(Facts(figures, self.sources.config))

    @cached_property
    def books(self) -> tuple[Book, ...]:
        """The books that the period is made of, the last part of the year last."""
        return self._books_of(self.period)

    @cached_property
    def books_before(self) -> tuple[Book, ...]:
        """Those of the year before."""
        return self._books_of(self.period.year_before)

    def _books_of(self, period: Period) -> tuple[Book, ...]:
        periods = sources_of(period, lambda each: self.sources.books(each) is not None)
        return tuple(book for each in periods if (book := self.sources.books(each)) is not None)

    def traced(self, books: tuple[Book, ...], code: str, unit: str) -> tuple[Traced, ...]:
        """An indicator down to the returns: a flow in every part of the year, a stock in the last one."""
        known = [book for book in books if code in book.edition.indicators]
        is_stock = bool(known) and known[-1].edition.indicators[code].nature is Nature.STOCK
        counting = known[-1:] if is_stock else known
        return tuple(
            Traced(book.edition.indicators[code], book.period, self._parts(book, code, unit)) for book in counting
        )

    def _parts(self, book: Book, code: str, unit: str) -> tuple[Part, ...]:
        """What a book says of an indicator; by the units of then where these were others than the period's."""
        _, target = target_of(self.sources.books, self.period, self.scope, self.sources.succession)
        if book.units is target.units or book.units == target.units:
            parts = parts_of(book, self.scope, code)
            return only_of(parts, unit) if unit else parts
        carried = gather(self.sources.books, book.period, target).carried
        assert carried is not None
        return tuple(earlier_parts(book, carried, code, unit))


def explain_figure(
    folder: Path | None, text: str, unit_text: str | None, period_text: str | None, output_format: str
) -> None:
    """Prints where a figure comes from, or what a return or a cell feeds."""
    desk = open_desk(folder)
    with read_ledger(desk.workspace.ledger) as ledger:
        period = parse_period(period_text) if period_text else ledger.last_aggregated() if ledger else None
        if ledger is None or period is None:
            raise UserError("Chưa tổng hợp kỳ nào.", fix="Chạy trước: khuyenhoc aggregate --period KỲ.")
        say_closed(ledger, period)
        trace = Trace(desk_for(desk, ledger, period), ledger, period, sources_for(desk, ledger, period))
        unit = named_unit(unit_text, trace.books[-1].units.units) if unit_text and trace.books else None
        asked = _asked(text, trace)
        if isinstance(asked, AskedSource):
            feeding = _feeding(asked, trace)
            answer, tree = feeding_json(feeding), feeding_tree(feeding)
        else:
            explanations = [_explained(each, key, unit, trace) for key, each in asked]
            answer = explanation_json(explanations[0])
            if len(explanations) > 1:
                answer = {**answer, "others": [explanation_json(each) for each in explanations[1:]]}
            tree = None
        trees = [tree] if tree is not None else list(explanation_trees(explanations))
    if output_format == "json":
        put_json(answer, None, desk.workspace.folder)
    else:
        print_tables(trees, None, desk.workspace.folder)


def _asked(text: str, trace: Trace) -> AskedSource | Sequence[tuple[str, AskedFigure | None]]:
    """What the user means: figures with their keys, or a source; UserError where nothing is meant."""
    edition = trace.figures.edition
    _refuse_another_year(text, trace.period)
    figure = asked_figure(text, edition)
    if figure is not None:
        return [(text.strip(), _known(figure, trace))]
    if text.strip() in trace.texts:
        return [(text.strip(), None)]
    for book in (*reversed(trace.books), *reversed(trace.books_before)):
        if (source := asked_source(text, book)) is not None:
            return _checked(source)
    keys = {key: asked_figure(key, edition) for key in printed_as(text, trace.texts)}
    first = {(asked.figure, asked.unit) if asked else (key, ""): key for key, asked in reversed(keys.items())}
    if keys:
        return [(key, asked) for key, asked in keys.items() if key in first.values()]
    labels = [each.label for each in edition.indicators.values()]
    files = [each.file.rpartition("/")[2] for book in trace.books for each in book.accepted.values()]
    units = [unit.name for book in trace.books for unit in book.units.units]
    fix = did_you_mean(text, [*edition.indicators, *edition.ratio_of, *labels, *units, *files]) or (
        'Ghi mã (HV01, HV01/DS01), tên chỉ tiêu, con số in trong báo cáo, hoặc tệp và ô ("2024H1_lak.xlsx!Biểu 1!F9").'
    )
    raise UserError(f"Không rõ “{text}” là số liệu nào của kỳ {trace.period}.", fix=fix)


def _refuse_another_year(text: str, period: Period) -> None:
    """Nothing; UserError for the key of one of several years: each year is explained as the period that it is."""
    if key := _OF_A_YEAR.fullmatch(text.strip()):
        asked = f"{key['year']}{period.part}"
        raise UserError(
            f"“{text.strip()}” là số của kỳ {asked} trong báo cáo nhiều năm.",
            fix=f"Chạy: khuyenhoc explain '{key['figure']}{key['rest'] or ''}' --period {asked}.",
        )


def _known(asked: AskedFigure, trace: Trace) -> AskedFigure:
    """The figure with its unit's code; UserError for an aspect or a unit that there is not."""
    aspects = [each for each in get_args(Aspect) if each]
    if asked.aspect and asked.aspect not in aspects:
        fix = did_you_mean(asked.aspect, aspects)
        raise UserError(f"Khóa “{asked.figure}:{asked.aspect}” không có trong báo cáo nào.", fix=fix)
    if not asked.unit:
        return asked
    return replace(asked, unit=named_unit(asked.unit, trace.books[-1].units.units).code)


def _checked(source: AskedSource) -> AskedSource:
    """The source; UserError where the cell named gives no figure."""
    if source.cell and not places_in(source):
        raise UserError(
            f"Ô {source.sheet}!{source.cell} của {source.source.file} không cho số liệu nào.",
            fix="Ghi tên trang và ô như trong tệp, ví dụ “Biểu 1!F9”; ô của dòng tổng không được đọc vào số liệu.",
        )
    return source


def _explained(asked: AskedFigure | None, key: str, unit: Unit | None, trace: Trace) -> Explanation:
    """One figure, or a note or sentence, explained."""
    if asked is None:
        text = trace.texts[key]
        return Explanation(key, key, "câu, chú thích hoặc biểu đồ của báo cáo", trace.period, None, text, (), (), ())
    figures, only = trace.figures, unit.code if unit else asked.unit
    text = trace.texts.get(figure_key(asked.figure, cast("Aspect", asked.aspect), only), "")
    ratio = figures.edition.ratio_of.get(asked.figure)
    codes = asked.figure.split("/") if ratio else [asked.figure]
    label = ratio.label if ratio else figures.edition.indicators[asked.figure].label
    found = None if only else figures.ratios.get(asked.figure) or figures.totals.get(asked.figure)
    now = tuple(each for code in codes for each in trace.traced(trace.books, code, only))
    before = tuple(each for code in codes for each in trace.traced(trace.books_before, code, only))
    formula, notes = formula_of(figures, asked.figure, only), tuple(_accepted_notes((*now, *before), trace.ledger))
    return Explanation(key, asked.figure, label, trace.period, found, text, formula, now, before, notes, ratio)


def _accepted_notes(traced: Iterable[Traced], ledger: Ledger) -> Iterator[str]:
    """The cells in whose place somebody accepted a proposal."""
    for each in traced:
        for part in each.parts:
            for accepted in ledger.acceptances(each.period, part.source.unit) if part.source else ():
                if part.source and (accepted.version, accepted.indicator) == (part.source.version, each.indicator.code):
                    where = f"{part.source.file}, {accepted.sheet}!{accepted.cell}"
                    value = each.indicator.printed(accepted.value)
                    by = accepted.accepted_by
                    yield f"{where}: lấy {value} theo đề nghị thay “{accepted.found}”, do {by} chấp nhận."


def _feeding(asked: AskedSource, trace: Trace) -> Feeding:
    """What the source feeds, by what would be otherwise without it."""
    places = set(places_in(asked))
    books = (*trace.books, *trace.books_before)
    book = next(each for each in books if each.accepted.get(asked.reporter.code) == asked.source)
    left = {place: value for place, value in asked.source.values.items() if place not in places}
    without = _with(book, asked.reporter, replace(asked.source, values=left) if left else None)
    figures = trace.figures_with({book.period: without})
    shares = [
        (total.indicator, total.value - (figures.totals[code].value or 0), total.value)
        for code, total in trace.figures.totals.items()
        if total.value is not None and total.value != figures.totals[code].value
    ]
    row = book.units.get(asked.row)
    place = f"{asked.source.file}!{asked.sheet}!{asked.cell}" if asked.cell else asked.source.file
    return Feeding(
        place,
        (row or asked.reporter).name,
        trace.period,
        shares,
        moved(trace.texts_of(figures), trace.texts),
        () if asked.cell or row else tuple(_steps(asked, book, trace)),
    )


def _with(book: Book, reporter: Unit, source: Accepted | None) -> Book:
    """The book as if the reporter had sent this; None: as if it had sent nothing."""
    accepted = {code: each for code, each in book.accepted.items() if code != reporter.code}
    return replace(book, accepted=accepted if source is None else {**accepted, reporter.code: source})


def _steps(asked: AskedSource, book: Book, trace: Trace) -> Sequence[tuple[int, int, Mapping[str, tuple[str, str]]]]:
    """For each newer version of the return the texts that it moved, the newest last."""
    versions = trace.ledger.versions(book.period, asked.reporter.code)
    counting = [each for each in versions if each.version <= asked.source.version]

    def texts(version: Accepted) -> dict[str, str]:
        return trace.texts_of(trace.figures_with({book.period: _with(book, asked.reporter, version)}))

    return [(older.version, newer.version, moved(texts(older), texts(newer))) for older, newer in pairwise(counting)]
