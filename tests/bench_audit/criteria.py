"""What the audit has to reach on drafts with one change."""

FOUND_WITH_DATA = 0.95
"""The share of changes that are found against a workspace."""

FOUND_WITHOUT_DATA = 0.60
"""The share of changes that are found in the report alone."""

PRECISION = 0.98
"""The share of figures called wrong that are the changed ones, or depend on them."""

CHANGES = 1000
"""How many changes at least a full run makes."""
