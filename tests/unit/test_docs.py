"""What is generated is current, and what the README shows is what the commands print."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.build_audit_rules import PAGE as AUDIT_PAGE
from scripts.build_audit_rules import audit_rules_page
from scripts.build_handbook import PAGE, handbook_page

ROOT = Path(__file__).parents[2]


def test_the_page_of_codes_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == handbook_page(), "run: make docs"


def test_the_page_of_the_audits_rules_is_current() -> None:
    assert AUDIT_PAGE.read_text(encoding="utf-8") == audit_rules_page(), "run: make docs"


def console_blocks() -> list[tuple[str, list[str]]]:
    """Every command that the README shows, with the lines it shows of the output."""
    blocks = re.findall(r"```console\n\$ khuyenhoc (.*?)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return [(command, [line for line in shown.splitlines() if line != "…"]) for command, shown in blocks]


def test_the_readme_shows_what_the_commands_print(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_returns", tmp_path / "sample_returns")
    shutil.copyfile(ROOT / "khuyenhoc.toml", tmp_path / "khuyenhoc.toml")
    blocks = console_blocks()
    assert [command.split()[0] for command, _ in blocks] == ["validate", "aggregate", "render", "validate", "aggregate"]
    for command, shown in blocks:
        arguments = [sys.executable, "-m", "khuyenhoc_cli", *command.split()]
        done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        printed = (done.stdout + done.stderr).replace(f"{tmp_path}/", "").splitlines()
        lines = [line.rstrip() for line in printed]
        missing = [line for line in shown if line.rstrip() not in lines]
        assert not missing, f"khuyenhoc {command} does not print: {missing}"
