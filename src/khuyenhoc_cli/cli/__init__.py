"""Arguments, printing, exit codes: the thin shell around the core."""
