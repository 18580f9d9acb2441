"""What the intake has to reach."""

RECALL = 0.98
"""The share of planted faults that are found at their cells."""

SAID_ONCE = 0.95
"""The share of returns with one fault about which at most one error is said."""
