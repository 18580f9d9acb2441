"""`khuyenhoc schema`."""

import json
from pathlib import Path

from khuyenhoc_cli.cli.console import put_json
from khuyenhoc_cli.cli.opening import parse_period
from khuyenhoc_cli.forms.editions import edition_for, newest_edition
from khuyenhoc_cli.resources import data_root


def print_schema(name: str, period_text: str | None) -> None:
    """Prints the JSON Schema of a return under the edition in force, or of a command's output."""
    schemas = data_root() / "schemas"
    if name != "return":
        text = (schemas / "output" / f"{name}.schema.json").read_text(encoding="utf-8")
        put_json(json.loads(text), None, Path.cwd())
        return
    edition = edition_for(parse_period(period_text), schemas) if period_text else newest_edition(schemas)
    put_json(edition.json_schema, None, Path.cwd())
