"""Broken and hostile files end in findings: none in a traceback, a hang, or the end of the process."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("hostile.py")
FORMATS = ("xlsx", "xls", "xlsb", "ods")
SECONDS, MEGABYTES = 10, 1000
WHOLE = {"90201": {"HV01": 1200, "HV02": 120}, "90202": {"HV01": 3000}}
# What these come to is told exactly; of damaged ones, only that something is said.
EXACTLY = {
    "nothing": ["KH103"],
    "zeros": ["KH103"],
    "30 MB of text": ["KH101"],
    "xlsx a million styled rows": ["KH204"],
    "xlsx within xlsx": ["KH204"],
    "xlsx far corner": ["KH105"],
    "xlsx full to the edge": ["KH105"],
    "xlsx DTD far down": ["KH105"],
    "xlsx lies about its sizes": ["KH103"],
    "xlsx string that is nowhere": ["KH103"],
    "xlsx b'NaN' for a number": ["KH204", "KH204"],
    "xlsx b'12abc' for a number": ["KH201", "KH204"],
    # The fast reader ends the process over the next two.
    "xlsx claims b'4000000000' strings": ["KH204"],
    "xlsx thousands of cells without addresses": ["KH105"],
    "xlsx cell without an address": ["KH204"],
    # The fast reader breaks down over such a day.
    "xlsx b'1e300' for a day": ["KH204"],
    "xlsx two sheets of one name": ["KH105"],
    "xls two sheets of one name": ["KH105"],
    "xlsb two sheets of one name": ["KH105"],
    "ods two sheets of one name": ["KH105"],
    "ods seven everywhere": ["KH105"],
    "ods seven in the far corner": ["KH105"],
    "xlsb far corner": ["KH105"],
    "xls many cells": ["KH105"],
    "xls a chain without end": ["KH103"],
}


@dataclass(frozen=True)
class Corpus:
    """What became of each file, and the most memory that reading them took."""

    files: dict[str, dict[str, object]]
    megabytes: float


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    done = subprocess.run([sys.executable, str(PROGRAM)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-3000:]
    *files, last = map(json.loads, done.stdout.splitlines())
    return Corpus({file["name"]: file for file in files}, last["megabytes"])


def test_every_file_ends_in_findings(corpus: Corpus) -> None:
    assert len(corpus.files) > 600
    assert not [name for name, file in corpus.files.items() if not file["codes"] and file["amounts"] is None]


def test_none_takes_long_or_much(corpus: Corpus) -> None:
    assert {name: file["seconds"] for name, file in corpus.files.items() if file["seconds"] > SECONDS} == {}  # type: ignore[operator]
    assert corpus.megabytes < MEGABYTES


@pytest.mark.parametrize("name", EXACTLY)
def test_what_a_trap_comes_to(corpus: Corpus, name: str) -> None:
    assert corpus.files[name]["codes"] == EXACTLY[name]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_corpus_starts_from_a_sound_return(corpus: Corpus, kind: str) -> None:
    assert corpus.files[f"{kind} as it should be"]["amounts"] == WHOLE


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_cut_off_anywhere_is_damaged_or_whole(corpus: Corpus, kind: str) -> None:
    """An old workbook whose end holds nothing of use may be read without it."""
    cut = [file for name, file in corpus.files.items() if name.startswith(f"{kind} cut off")]
    assert len(cut) == 19
    assert all(file["codes"] == ["KH103"] or (kind == "xls" and file["amounts"] == WHOLE) for file in cut)
