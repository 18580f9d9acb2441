"""The wheel carries everything: installed into a new environment outside the checkout, it runs the whole sample."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel and its dependencies, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "env", with_pip=True)
    interpreter = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    (wheel,) = folder.glob("*.whl")
    subprocess.run([interpreter, "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    return interpreter


@pytest.mark.slow
def test_the_installed_wheel_runs_the_sample_from_demo_to_draft(python: Path, tmp_path: Path) -> None:
    def khuyenhoc(*arguments: str, cwd: Path) -> str:
        command = [str(python), "-P", "-m", "khuyenhoc_cli", *arguments]
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    khuyenhoc("demo", "thu", cwd=tmp_path)
    workspace = tmp_path / "thu"
    assert "102 đạt" in khuyenhoc("validate", cwd=workspace)
    assert "533.903" in khuyenhoc("aggregate", "--period", "2024H1", cwd=workspace)
    draft = Path(khuyenhoc("render", "--template", "soket", cwd=workspace).strip())
    assert draft == workspace / "out" / "soket-2024H1.docx"
    assert draft.stat().st_size > 20_000
    assert "Tỉnh Đắk Lắk" in khuyenhoc("units", "list", cwd=workspace)
    assert "HV01" in khuyenhoc("schema", cwd=workspace)
    for sample, members in {"xa": "6.519", "cum": "5.247.490", "nhieu-nam": "540.997"}.items():
        khuyenhoc("demo", sample, "--sample", sample, cwd=tmp_path)
        period = "2024" if sample == "nhieu-nam" else "2026H1"
        assert members in khuyenhoc("aggregate", "--period", period, cwd=tmp_path / sample)
