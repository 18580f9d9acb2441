"""The forms as data: editions of indicators, rules and ratios, loaded from `schemas/` and checked."""
