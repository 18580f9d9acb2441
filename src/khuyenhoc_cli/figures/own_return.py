"""A scope's figures as the content of its own return to the level above: a row for each child, one for itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khuyenhoc_cli.figures.gathering import Gathered
from khuyenhoc_cli.figures.model import State
from khuyenhoc_cli.forms.model import Edition, Indicator, Measure
from khuyenhoc_cli.intake.submission import Place
from khuyenhoc_cli.units.model import Unit


@dataclass(frozen=True)
class OwnReturn:
    """The cells of the return, by row and indicator; `unanswered` are the flags that nobody answered for the scope.

    `blank` are the indicators that nobody gave a figure for, by row, in rows that have others.
    """

    values: Mapping[Place, int]
    unanswered: tuple[str, ...]
    blank: Mapping[Unit, Sequence[str]] = field(default_factory=dict)


def own_return(scope: Unit, gathered: Gathered, edition: Edition, answers: Mapping[str, int]) -> OwnReturn:
    """Forms of rows hold what each child said; a form asked of the scope itself what all of them and itself come to.

    A flag is the scope's own answer, from `answers` (1 for Có): it does not follow from those of its children.
    """
    values: dict[Place, int] = {}
    unanswered: list[str] = []
    blank: dict[Unit, list[str]] = {}
    for code, form in edition.form_of.items():
        if form.rows == "children":
            values.update(
                {(entry.unit.code, code): entry.values[code] for entry in gathered.entries if code in entry.values}
            )
            for unit in _silent_on(edition.indicators[code], gathered):
                blank.setdefault(unit, []).append(code)
        elif edition.indicators[code].measure is Measure.FLAG:
            if code in answers:
                values[scope.code, code] = answers[code]
            else:
                unanswered.append(code)
        elif (amount := _whole(code, gathered)) is not None:
            values[scope.code, code] = amount
        else:
            blank.setdefault(scope, []).append(code)
    return OwnReturn(values, tuple(unanswered), blank)


def _silent_on(indicator: Indicator, gathered: Gathered) -> Iterator[Unit]:
    """The children that gave figures, but none of an indicator that they are asked for."""
    for entry in gathered.entries:
        if entry.values and indicator.code not in entry.values and indicator.is_asked_of(entry.unit.kind):
            yield entry.unit


def _whole(code: str, gathered: Gathered) -> int | None:
    """What the children and the scope itself said together; None where nobody said anything."""
    said = [entry.values[code] for entry in gathered.entries if code in entry.values]
    said += [gathered.own[code]] if code in gathered.own else []
    return sum(said) if said else None


def without_figures(gathered: Gathered) -> Sequence[Unit]:
    """The children that owe figures and have none: their rows stay blank."""
    return [entry.unit for entry in gathered.entries if entry.state in (State.REJECTED, State.NOT_RECEIVED)]
