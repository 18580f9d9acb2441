"""The workspaces beside the province's, by their folder in sample_returns/khac/."""

from collections.abc import Callable

from .cluster import cluster
from .commune import commune
from .others import Main, Other
from .years import years

WORKSPACES: dict[str, Callable[[Main], Other]] = {"xa": commune, "cum": cluster, "nhieu-nam": years}
