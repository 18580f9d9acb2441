"""Reading in a process of its own, which may take only so long, use only so much and end however it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from khuyenhoc_cli.findings.model import Finding
from khuyenhoc_cli.intake.grid import ErrorCell, Sheet, UnreadableWorkbookError, damaged, too_large

SECONDS = 9
MEMORY = 900 << 20
_SOURCES = Path(__file__).parents[2]


def read_apart(module: str, data: bytes) -> list[Sheet]:
    """The sheets that `module`, run as a program, reads from a workbook; UnreadableWorkbookError where it does not."""
    path = os.pathsep.join(filter(None, (str(_SOURCES), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise too_large() from error
    if done.returncode != 0:
        raise damaged()
    answer = json.loads(done.stdout)
    if "code" in answer:
        raise UnreadableWorkbookError(Finding(answer["code"], detail=answer["detail"]))
    return [_sheet(each) for each in answer["sheets"]]


def serve(read: Callable[[bytes], list[Sheet]]) -> None:
    """The child's side: reads the workbook from standard input and writes the answer, within its limits."""
    _limit()
    try:
        answer: dict[str, Any] = {"sheets": [_plain_sheet(sheet) for sheet in read(sys.stdin.buffer.read())]}
        text = json.dumps(answer)
    except UnreadableWorkbookError as error:
        text = json.dumps({"code": error.finding.code, "detail": error.finding.detail})
    except MemoryError:
        finding = too_large().finding
        text = json.dumps({"code": finding.code, "detail": finding.detail})
    sys.stdout.write(text)


def _limit() -> None:
    """Asks the system to end this process beyond its limits; Windows has none to ask for but the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, 2 * SECONDS)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _plain_sheet(sheet: Sheet) -> dict[str, Any]:
    """A sheet as JSON can say it."""
    return {
        "name": sheet.name,
        "is_hidden": sheet.is_hidden,
        "cells": [[row, column, _plain(value)] for (row, column), value in sheet.cells.items()],
        "formulas": [[row, column, formula] for (row, column), formula in sheet.formulas.items()],
        "external": sorted(sheet.external),
        "hidden_rows": [[rows.start, rows.stop] for rows in sheet.hidden_rows],
        "hidden_columns": [[columns.start, columns.stop] for columns in sheet.hidden_columns],
    }


def _sheet(plain: dict[str, Any]) -> Sheet:
    return Sheet(
        plain["name"],
        plain["is_hidden"],
        {(row, column): _value(value) for row, column, value in plain["cells"]},
        formulas={(row, column): formula for row, column, formula in plain["formulas"]},
        external={(row, column) for row, column in plain["external"]},
        hidden_rows=[range(*ends) for ends in plain["hidden_rows"]],
        hidden_columns=[range(*ends) for ends in plain["hidden_columns"]],
    )


def _plain(value: object) -> object:
    match value:
        case ErrorCell():
            return {"error": value.text}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case timedelta():
            return {"span": value.total_seconds()}
        case _:
            return value


_KINDS: dict[str, Callable[[Any], object]] = {
    "error": ErrorCell,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "span": lambda seconds: timedelta(seconds=seconds),
}


def _value(plain: object) -> object:
    if not isinstance(plain, dict):
        return plain
    ((kind, value),) = plain.items()
    return _KINDS[kind](value)
