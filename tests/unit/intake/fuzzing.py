"""Mutates a real return many times and reads each; run as a program, since a crash would end the process.

Prints how many were read. Mutations are on the zip's own bytes and, re-zipped soundly, inside its parts.
"""

import io
import random
import sys
import zipfile
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from khuyenhoc_cli.checks.submission import check_submission  # noqa: E402
from khuyenhoc_cli.forms.editions import load_edition  # noqa: E402
from khuyenhoc_cli.intake.reader import read_return  # noqa: E402
from khuyenhoc_cli.intake.submission import Expected  # noqa: E402
from khuyenhoc_cli.output.return_workbook import Cover, ReturnContent, write_return  # noqa: E402
from khuyenhoc_cli.periods import Period  # noqa: E402
from khuyenhoc_cli.workspace.config import Checks  # noqa: E402
from khuyenhoc_cli.workspace.units_file import parse_units  # noqa: E402
from tests.cases.case_file import UNITS  # noqa: E402

PERIOD = Period.parse("2024H1")
EDITION = load_edition(ROOT / "schemas" / "2024")
LIST = parse_units(UNITS)
OUTER, INNER = 200, 200


def real_return() -> bytes:
    """A filled return of a district, as the program itself writes it."""
    unit = LIST.units[2]
    rows = LIST.children(unit.code)
    values = {(row.code, code): 1 for row in (unit, *rows) for code in EDITION.indicators}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_return(path, EDITION, Cover("Hội", PERIOD), unit, rows, ReturnContent(values))
        return path.read_bytes()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few flipped, cut out, doubled or put in."""
    body = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(body))
        match chance.randrange(4):
            case 0:
                body[at] ^= 1 << chance.randrange(8)
            case 1:
                del body[at : at + chance.randrange(1, 50)]
            case 2:
                body[at:at] = body[at : at + chance.randrange(1, 50)]
            case 3:
                body[at : at + 1] = chance.choice(
                    (b"<", b">", b'"', b"9", b"XFD1048576", b"<f/>", b"&amp;", b"\x00", b"-1", b't="e"')
                )
    return bytes(body)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """A sound zip with one part mutated."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        victim = chance.choice([n for n in old.namelist() if n.endswith((".xml", ".rels"))])
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, chance) if name == victim else content)
    return out.getvalue()


def main() -> None:
    data, chance = real_return(), random.Random(20240630)
    expected = Expected(LIST.units[0], LIST, PERIOD)
    mutations = [mutated(data, chance) for _ in range(OUTER)] + [mutated_inside(data, chance) for _ in range(INNER)]
    for mutation in mutations:
        reading = read_return(mutation, PurePath("2024H1_doi-thu.xlsx"), EDITION, expected)
        if reading.submission is None:
            assert reading.findings
        else:
            check_submission(reading.submission, reading.findings, EDITION, LIST, Checks(), {})
    sys.stdout.write(str(len(mutations)))


if __name__ == "__main__":
    main()
