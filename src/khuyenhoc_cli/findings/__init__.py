"""Findings are values: what is wrong with the data, where, and what to do. Collected and sorted, never raised."""
