"""Every kind of fault, and the layouts in which it can be."""

from tests.bench_intake.cell_faults import CELL_KINDS
from tests.bench_intake.kinds import Kind
from tests.bench_intake.layouts import LAYOUTS
from tests.bench_intake.structure_faults import STRUCTURE_KINDS
from tests.bench_intake.sum_faults import SUM_KINDS

KINDS = {kind.name: kind for kind in (*CELL_KINDS, *SUM_KINDS, *STRUCTURE_KINDS)}


def layouts_of(kind: Kind) -> list[str]:
    """The names of the layouts that have what the fault needs."""
    return [name for name, layout in LAYOUTS.items() if kind.needs <= layout.features and name not in kind.not_in]
