"""A province of two communes and an attached block, whose returns are filled in from numbers of a test's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from khuyenhoc_cli.forms.editions import edition_for
from khuyenhoc_cli.output.return_content import Cover, ReturnContent
from khuyenhoc_cli.output.return_workbook import write_return
from khuyenhoc_cli.periods import Period
from khuyenhoc_cli.workspace.units_file import UnitList, parse_units
from tests.e2e.test_commands import ROOT, Finished, run
from tests.e2e.test_levels import figures_of_a_leaf

UNITS = (
    "ma,ten,cap,thuoc,loai,trang_thai\n"
    "91,Tỉnh Núi Thử,tinh,,lanh-tho,\n"
    "91001,Xã Suối Một,xa,91,lanh-tho,\n"
    "91002,Xã Suối Hai,xa,91,lanh-tho,\n"
    "91K,Khối trực thuộc Tỉnh hội,xa,91,truc-thuoc,\n"
)
LEAVES = ("91001", "91002", "91K")


@dataclass(frozen=True)
class SmallOffice:
    """Its folder; returns lie in `returns/<period>`."""

    folder: Path

    @classmethod
    def founded(cls, folder: Path, settings: str = "") -> "SmallOffice":
        (folder / "returns").mkdir(parents=True)
        (folder / "units.csv").write_text(UNITS, encoding="utf-8")
        (folder / "khuyenhoc.toml").write_text(
            '[association]\nname = "Hội Thử"\nparent_body = "HỘI TRÊN"\nunit = "91"\nplace = "Thử"\n'
            f'[signature]\non_behalf = "TM."\ntitle = "CHỦ TỊCH"\n{settings}',
            encoding="utf-8",
        )
        return cls(folder)

    @property
    def units(self) -> UnitList:
        return parse_units((self.folder / "units.csv").read_text(encoding="utf-8"))

    def values(self, leaf: str, period: str, seed: int) -> dict[str, int]:
        """A leaf's figures, sound by the rules of the forms."""
        edition = edition_for(Period.parse(period), ROOT / "schemas")
        values = figures_of_a_leaf(seed, attached=leaf == "91K")
        return {code: amount for code, amount in values.items() if code in edition.indicators}

    def filled_in(self, period: str, seeds: Mapping[str, int], name: str = "{period}_{leaf}.xlsx") -> dict[str, int]:
        """Lays a return of each leaf into the period's folder; what its members (HV01) come to by leaf."""
        members = {}
        for leaf, seed in seeds.items():
            values = self.values(leaf, period, seed)
            self.write(period, name.format(period=period, leaf=leaf), leaf, {(leaf, c): a for c, a in values.items()})
            members[leaf] = values["HV01"]
        return members

    def write(self, period: str, name: str, unit_code: str, cells: Mapping[tuple[str, str], int]) -> Path:
        """A return with the rows of the cells, in place of one of the same name."""
        parsed, units = Period.parse(period), self.units
        codes = dict.fromkeys(row for row, _ in cells)
        rows = [units.get(code) for code in codes if code != unit_code or len(codes) == 1]
        unit = units.get(unit_code)
        assert unit is not None
        path = self.folder / "returns" / period / name
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        cover = Cover("Hội Thử", parsed, "Người Thử", date(parsed.year, 6, 1))
        edition = edition_for(parsed, ROOT / "schemas")
        write_return(path, edition, cover, unit, [row for row in rows if row], ReturnContent(cells))
        return path

    def run(self, *arguments: object, code: int = 0) -> Finished:
        done = run(*arguments, cwd=self.folder)
        assert done.returncode == code, done.stderr
        return done

    def figures(self, period: str, code: int = 0) -> tuple[dict[str, Any], str, str]:
        """The answer of `aggregate`, the text it is printed as, and what is said beside."""
        done = self.run("aggregate", "--period", period, "--format", "json", code=code)
        return json.loads(done.stdout), done.stdout, done.stderr
