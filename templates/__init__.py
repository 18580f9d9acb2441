"""The Word templates and, in `build`, their sources."""
