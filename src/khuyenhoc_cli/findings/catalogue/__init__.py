"""Every message about the data, once: code, severity, what is wrong, what to do; Vietnamese and English.

Families: KH1xx the file, KH2xx a cell, KH3xx cells together, KH4xx between sheets, KH5xx against other periods, KH6xx
against other units, KH7xx the unit or the period. Doubt is a warning, a note is info: refusing good data is worse than
passing bad.
"""

from collections.abc import Mapping

from khuyenhoc_cli.findings.catalogue import cells, comparisons, files, sums, tables, units
from khuyenhoc_cli.findings.catalogue.entry import Entry, Language, Severity

__all__ = ["CATALOGUE", "Entry", "Language", "Severity"]

_FAMILIES = (files.ENTRIES, tables.ENTRIES, cells.ENTRIES, sums.ENTRIES, comparisons.ENTRIES, units.ENTRIES)

CATALOGUE: Mapping[str, Entry] = {entry.code: entry for entries in _FAMILIES for entry in entries}
