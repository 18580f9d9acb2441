"""What a form is made of. The values come from `schemas/<edition>/*.toml`; nothing here knows an indicator's code."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from khuyenhoc_cli.forms.indicator import Asked, Code, Indicator, Key, Measure, Nature, Strict, Text
from khuyenhoc_cli.forms.rows import row_model
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.forms.vocabulary import Vocabulary
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.text.names import fold

__all__ = ["Asked", "Edition", "Form", "Indicator", "Measure", "Nature", "Ratio"]


def _period(text: str) -> str:
    """The text, which is a period; ValueError where it is none."""
    Period.parse(text)
    return text


class Form(Strict):
    """One sheet of a return: its indicators in column order and the rules their values keep."""

    number: int
    sheet: Text
    title: Text
    rows: Literal["children", "self"]
    rules: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = Field(alias="indicator", min_length=1)

    @cached_property
    def parsed_rules(self) -> tuple[Rule, ...]:
        """The rules, parsed: "TC10 = TC11 + TC12" and "TC02 <= TC01"."""
        return tuple(Rule.parse(text) for text in self.rules)

    @cached_property
    def row_model(self) -> type[BaseModel]:
        """The strict model of one row."""
        return row_model(f"Bieu{self.number}Row", self.title, self.indicators)

    def out_of_bounds(self, values: Mapping[str, int]) -> tuple[str, ...]:
        """The codes whose typed value the form does not allow."""
        try:
            self.row_model.model_validate(dict(values))
        except ValidationError as error:
            return tuple(dict.fromkeys(str(fault["loc"][0]) for fault in error.errors(include_url=False)))
        return ()


class Ratio(Strict):
    """A ratio, which always names its denominator; `of` is what it says after "so với"."""

    numerator: Code
    denominator: Code
    key: Key
    label: Text
    of: Text
    scale: Literal["percent", "dong_per_person"] = "percent"

    @property
    def code(self) -> str:
        """The name users see: "HV01/DS01"."""
        return f"{self.numerator}/{self.denominator}"


class Edition(Strict):
    """One edition of all forms, valid from a period on."""

    id: Text
    title: Text
    valid_from: Annotated[str, AfterValidator(_period)]
    total_names: tuple[Text, ...]
    current_headings: tuple[Text, ...] = ()
    ignored_headings: tuple[Text, ...] = ()
    abbreviations: Mapping[str, str] = {}
    forms: tuple[Form, ...]
    ratios: tuple[Ratio, ...]

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by code, in the order of the forms."""
        return {indicator.code: indicator for form in self.forms for indicator in form.indicators}

    @cached_property
    def form_of(self) -> Mapping[str, Form]:
        """The form each indicator's code stands on."""
        return {indicator.code: form for form in self.forms for indicator in form.indicators}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The headings by which its columns are known."""
        indicators = tuple(self.indicators.values())
        return Vocabulary(indicators, self.current_headings, self.ignored_headings, self.abbreviations)

    @cached_property
    def measure_words(self) -> frozenset[str]:
        """The folded names of what is counted: "nguoi", "chi hoi", "trieu dong"."""
        return frozenset(fold(indicator.unit) for indicator in self.indicators.values())

    @cached_property
    def total_words(self) -> frozenset[str]:
        """The folded names of total rows."""
        return frozenset(map(fold, self.total_names))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of all forms, in order."""
        return tuple(rule for form in self.forms for rule in form.parsed_rules)

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that read each indicator, by its code."""
        return {code: tuple(rule for rule in self.rules if code in rule.codes) for code in self.indicators}

    @cached_property
    def ratio_of(self) -> Mapping[str, Ratio]:
        """Every ratio by its code."""
        return {ratio.code: ratio for ratio in self.ratios}

    @cached_property
    def flags(self) -> frozenset[str]:
        """The codes of indicators that are answered Có or Chưa."""
        return frozenset(code for code, each in self.indicators.items() if each.measure is Measure.FLAG)

    @cached_property
    def population_code(self) -> str | None:
        """The indicator that money is held against per person; None in an edition without such a ratio."""
        return next((ratio.denominator for ratio in self.ratios if ratio.scale == "dong_per_person"), None)

    def faults(self) -> Iterable[str]:
        """What is wrong with the edition as a whole, one English sentence each; empty when it is sound."""
        yield from _repeated("code", [i.code for form in self.forms for i in form.indicators])
        yield from _repeated("key", [i.key for i in self.indicators.values()] + [r.key for r in self.ratios])
        yield from _repeated("sheet", [form.sheet for form in self.forms])
        for form in self.forms:
            unknown = ((rule, code) for rule in form.parsed_rules for code in rule.codes if code not in self.indicators)
            yield from (f"{form.sheet}, rule {rule}: unknown code {code}" for rule, code in unknown)
        for indicator in self.indicators.values():
            if indicator.taken_over and indicator.taken_over not in self.indicators:
                yield f"{indicator.code}: unknown code {indicator.taken_over}"
        for ratio in self.ratios:
            named = (ratio.numerator, ratio.denominator)
            yield from (f"ratio {ratio.code}: unknown code {code}" for code in named if code not in self.indicators)

    @cached_property
    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of a return: one object per sheet, rows keyed by unit; counts, đồng, 1 for Có, 0 for Chưa."""
        sheets = {
            form.sheet: {
                "type": "object",
                "title": form.title,
                "additionalProperties": form.row_model.model_json_schema(),
            }
            for form in self.forms
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title,
            "type": "object",
            "properties": sheets,
            "additionalProperties": False,
        }


def _repeated(what: str, names: list[str]) -> Iterable[str]:
    return (f"{what} {name} stands twice" for name in sorted({n for n in names if names.count(n) > 1}))
