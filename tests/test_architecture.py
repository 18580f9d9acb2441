"""The shape of the package: imports go one way, heavy ones stand inside the commands that need them."""

import ast
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from khuyenhoc_cli.findings.catalogue import CATALOGUE

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "khuyenhoc_cli"
# A layer imports itself and what stands in an earlier set.
LAYERS = (
    {"errors", "resources"},
    {"text"},
    {"periods", "findings"},
    {"forms", "units"},
    {"workspace"},
    {"rebase"},
    {"intake"},
    {"checks"},
    {"ledger"},
    {"figures"},
    {"report", "audit"},
    {"output"},
    {"cli"},
    {"__main__"},
)
HEAVY = {"pandas", "openpyxl", "docx", "docxtpl", "pptx", "xlsxwriter", "rich", "jinja2", "lxml", "python_calamine"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(module: str) -> int:
    name = module.split(".")[1]
    return next(number for number, names in enumerate(LAYERS) if name in names)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every imported module and whether the import stands at the top level."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        at_top = node in tree.body
        if isinstance(node, ast.Import):
            yield from ((alias.name, at_top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, at_top


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_go_one_way(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    own = layer(module_name(path))
    later = [name for name, _ in imports(path) if name.startswith("khuyenhoc_cli.") and layer(name) > own]
    assert not later, f"{module_name(path)} imports what stands above it: {later}"


def test_only_figures_use_pandas() -> None:
    users = {
        module_name(path).split(".")[1] for path in MODULES for name, _ in imports(path) if name.startswith("pandas")
    }
    assert users == {"figures"}


def test_the_command_line_imports_nothing_heavy_at_its_top() -> None:
    code = "import sys, khuyenhoc_cli.cli.app; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & (HEAVY | {"pydantic"})


def test_validating_needs_no_pandas() -> None:
    code = "import sys, khuyenhoc_cli.cli.validating; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"pandas", "docx", "openpyxl", "pptx"}


@pytest.mark.timed
def test_help_takes_at_most_two_and_a_half_times_importing_typer() -> None:
    def seconds(*arguments: str) -> float:
        times = []
        for _ in range(7):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
            times.append(time.perf_counter() - start)
        return min(times)

    assert seconds("-m", "khuyenhoc_cli", "--help") <= 2.5 * seconds("-c", "import typer")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_say_what_they_are_for_and_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no module docstring"
    if path.parent.name != "catalogue":
        assert len(text.splitlines()) <= 300


def test_finding_codes_are_written_only_in_families() -> None:
    assert all(re.fullmatch(r"KH[1-7]\d\d", code) for code in CATALOGUE)


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    raised = {code for path in MODULES for code in re.findall(r'"(KH\d{3})"', path.read_text(encoding="utf-8"))}
    assert raised == set(CATALOGUE)


def test_no_accented_domain_word_is_a_name() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert node.name.isascii(), f"{module_name(path)}: {node.name}"
