"""Loading editions of the forms from `schemas/`."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from khuyenhoc_cli.errors import UserError
from khuyenhoc_cli.forms.model import Edition
from khuyenhoc_cli.forms.rules import Rule
from khuyenhoc_cli.periods import Period

_FIX = "Nếu vừa sửa bộ biểu thì sửa chỗ ấy; không thì cài lại khuyenhoc."


@cache
def load_edition(folder: Path) -> Edition:
    """The edition in one folder (`edition.toml` and the files it names), checked; UserError says what is wrong.

    An edition may be `based_on` another: it has its forms and ratios, the fields in `[changed.CODE]` (a ratio's
    code is "A01/B01"), and each `[[added]]` indicator on its `form`, `after` the code named.
    """
    try:
        edition = Edition.model_validate(_whole(folder))
        faults = list(edition.faults())
    except (OSError, KeyError, ValueError, ValidationError) as error:
        raise UserError(f"Không đọc được bộ biểu ở {folder}: {error}", fix=_FIX, exit_code=3) from error
    if faults:
        raise UserError(f"Bộ biểu ở {folder} có lỗi: {'; '.join(faults)}", fix=_FIX, exit_code=3)
    return edition


def edition_for(period: Period, schemas: Path) -> Edition:
    """The newest edition in `schemas` that is valid in the period."""
    valid = [edition for edition in _editions(schemas) if _begins(edition) <= period.first_day]
    if not valid:
        raise UserError(f"Chưa có bộ biểu nào dùng cho kỳ {period}.", fix="Xem lại năm của kỳ báo cáo.")
    return valid[-1]


def newest_edition(schemas: Path) -> Edition:
    """The edition of the most recent forms."""
    editions = _editions(schemas)
    if not editions:
        raise UserError(f"Không có bộ biểu nào trong {schemas}.", fix="Cài lại khuyenhoc.", exit_code=3)
    return editions[-1]


def _editions(schemas: Path) -> list[Edition]:
    """All editions, oldest first."""
    return sorted((load_edition(path.parent) for path in schemas.glob("*/edition.toml")), key=_begins)


def _begins(edition: Edition) -> date:
    return Period.parse(edition.valid_from).first_day


def _whole(folder: Path) -> dict[str, Any]:
    """The edition with its forms and ratios; of one that is based on another what it changes and adds is put in."""
    own = _read(folder / "edition.toml")
    if "based_on" not in own:
        forms = [_read_form(folder / name) for name in own["forms"]]
        return {**own, "forms": forms, "ratios": _read(folder / own["ratios"])["ratio"]}
    whole = _whole(folder.parent / own.pop("based_on"))
    changed, added = own.pop("changed", {}), own.pop("added", [])
    known = {indicator["code"]: indicator for form in whole["forms"] for indicator in form["indicator"]}
    known |= {f"{ratio['numerator']}/{ratio['denominator']}": ratio for ratio in whole["ratios"]}
    for code, fields in changed.items():
        known[code].update(fields)
    for indicator in added:
        (form,) = (form for form in whole["forms"] if form["number"] == indicator["form"])
        place = form["indicator"].index(known[indicator["after"]]) + 1
        form["indicator"].insert(place, {k: v for k, v in indicator.items() if k not in ("form", "after")})
    return {**whole, **own}


def _read_form(path: Path) -> dict[str, Any]:
    """One form's table, its rules well formed; ValueError names the file."""
    form = _read(path)
    for text in form.get("rules", ()):
        try:
            Rule.parse(text)
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
    return form


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        try:
            return tomllib.load(stream)
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{path.name}: {error}") from error
