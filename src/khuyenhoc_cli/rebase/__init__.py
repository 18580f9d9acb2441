"""Carrying amounts that the units of one list collected over to those of a later one: docs/dev/figures-over-time.md."""
