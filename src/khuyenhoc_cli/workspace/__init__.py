"""The workspace: `khuyenhoc.toml`, the list of units, and where things lie."""
