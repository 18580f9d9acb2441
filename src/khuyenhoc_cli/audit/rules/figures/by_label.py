"""Anyone's report against the figures: by what the words around a number call it."""

from collections.abc import Iterator

from khuyenhoc_cli.audit.expected import Expected
from khuyenhoc_cli.audit.model import Claim, Document


def claims_by_label(document: Document, expected: Expected) -> Iterator[Claim]:
    """TODO"""
    yield from ()
