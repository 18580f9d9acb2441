"""Broken and hostile files of every format, made here and read one after the other.

Run as a program, since one of them might end the process. Prints a line of JSON for each: its name, the codes found,
the figures read, the seconds it took.
"""

import io
import json
import random
import re
import struct
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path, PurePath

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from khuyenhoc_cli.intake.reader import read_return  # noqa: E402
from khuyenhoc_cli.intake.submission import Expected  # noqa: E402
from khuyenhoc_cli.periods import Period  # noqa: E402
from khuyenhoc_cli.workspace.units_file import parse_units  # noqa: E402
from tests.cases.case_file import UNITS, small_edition  # noqa: E402
from tests.unit.intake.formats import FORMATS, Drawn, ods, ods_of, record, xls, xlsb, xlsx, zipped  # noqa: E402

UNIT_LIST = parse_units(UNITS)
EDITION = small_edition(["HV01", "HV02"], [])
EXPECTED = Expected(UNIT_LIST.units[0], UNIT_LIST, Period.parse("2024H1"))
RETURN = [
    Drawn("Bìa", [[], [], [], ["Đơn vị", "Huyện Đồi Thử"], ["Kỳ báo cáo", "2024H1"], ["Ngày", date(2024, 6, 30)]]),
    Drawn("Biểu 1", [["TT", "Đơn vị", "HV01", "HV02"], [1, "Xã Hồ Sen", 1200, 120], [2, "Xã Gò Me", 3000, "#REF!"]]),
]
FLIPPED = {"xlsx": 30, "xls": 16, "xlsb": 60, "ods": 60}
VALUED = 150
SHEET = {"xlsx": "xl/worksheets/sheet2.xml", "xlsb": "xl/worksheets/sheet2.bin", "ods": "content.xml"}

Named = Iterator[tuple[str, Callable[[], bytes]]]


def corpus() -> Named:
    yield from _nothing_like_a_workbook()
    for kind, write in FORMATS.items():
        data = write(RETURN)
        yield f"{kind} as it should be", lambda data=data: data  # type: ignore[misc]
        yield from _cut_off(kind, data)
        yield from _flipped(kind, data)
        if kind != "xls":
            yield from _mutated_inside(kind, data)
        if kind in ("xlsx", "ods"):
            yield from _with_other_values(kind, data)
    yield from _xlsx_traps()
    yield from _ods_traps()
    yield from _xlsb_traps()
    yield from _xls_traps()


def _nothing_like_a_workbook() -> Named:
    yield "nothing", lambda: b""
    yield "zeros", lambda: bytes(1 << 20)
    yield "30 MB of text", lambda: b"Bao cao so lieu khuyen hoc\n" * (30 << 20 // 27)
    yield "33 MB", lambda: b"PK" + bytes(33 << 20)
    yield "only a signature", lambda: b"PK\x03\x04"
    yield "only a container", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    yield "a bare old workbook, cut off", lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(40)
    chance = random.Random(1)
    for number in range(5):
        noise = chance.randbytes(5000)
        yield f"noise {number}", lambda noise=noise: noise  # type: ignore[misc]
        yield f"noise in a container {number}", lambda noise=noise: _noisy_container(noise)  # type: ignore[misc]


def _noisy_container(noise: bytes) -> bytes:
    return xls(RETURN)[:512] + "Root EntryWorkbook".encode("utf-16-le") + noise


def _cut_off(kind: str, data: bytes) -> Named:
    for share in range(1, 20):
        part = data[: len(data) * share // 20]
        yield f"{kind} cut off at {share}/20", lambda part=part: part  # type: ignore[misc]


def _flipped(kind: str, data: bytes) -> Named:
    """Bits turned over anywhere; in the formats that are zips this ends mostly in checksums."""
    chance = random.Random(20240630)
    for number in range(FLIPPED[kind]):
        body = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        yield f"{kind} flipped {number}", lambda body=bytes(body): body  # type: ignore[misc]


def _mutated_inside(kind: str, data: bytes) -> Named:
    """Sound zips with one damaged part, so that the readers behind the checksums are reached."""
    chance = random.Random(20231231)
    parts = _parts(data)
    for number in range(FLIPPED[kind] * 2):
        name = chance.choice([name for name in parts if name.endswith((".xml", ".bin", ".rels"))])
        body = bytearray(parts[name])
        for _ in range(chance.choice((1, 2, 10))):
            at = chance.randrange(len(body))
            match chance.randrange(3):
                case 0:
                    body[at] ^= 1 << chance.randrange(8)
                case 1:
                    del body[at : at + min(chance.randrange(1, 40), len(body) // 2)]
                case 2:
                    body[at:at] = body[at : at + chance.randrange(1, 40)]
        changed = {**parts, name: bytes(body)}
        yield f"{kind} mutated {number} {name}", lambda changed=changed: zipped(changed)  # type: ignore[misc]


ODD_VALUES = (
    *("", "0", "-1", "4294967295", "18446744073709551615", "9" * 20, "1048577", "A0", "ZZZZZZZZZZ1", "XFD1", "NaN"),
    *("1e308", "A1:XFD1048576", "e", "s", "str", "inlineStr", "[h]", 'yy"', "&#x0;", "#REF!", "2024-13-45", "PT1S"),
)


def _with_other_values(kind: str, data: bytes) -> Named:
    """Well-formed XML, or nearly, whose attributes and texts say what nobody would write."""
    chance = random.Random(20230630)
    parts = _parts(data)
    for number in range(VALUED):
        name = chance.choice([name for name in parts if name.endswith((".xml", ".rels")) and "theme" not in name])
        body = parts[name]
        for _ in range(chance.choice((1, 1, 2, 4))):
            spots = [match.span(match.lastindex) for match in re.finditer(rb'="([^"]*)"|>([^<>]+)<', body)]
            start, end = chance.choice(spots) if spots else (0, 0)
            body = body[:start] + chance.choice(ODD_VALUES).encode() + body[end:]
        changed = {**parts, name: body}
        yield f"{kind} other values {number} {name}", lambda changed=changed: zipped(changed)  # type: ignore[misc]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _changed(kind: str, old: bytes, new: bytes, part: str = "") -> bytes:
    """The return with one part's bytes replaced."""
    parts = _parts(FORMATS[kind](RETURN))
    name = part or SHEET[kind]
    assert old in parts[name]
    return zipped({**parts, name: parts[name].replace(old, new)})


def _xlsx_traps() -> Named:
    def rows(xml: bytes) -> bytes:
        return _changed("xlsx", b"</sheetData>", xml + b"</sheetData>")

    def cell(xml: bytes) -> bytes:
        return _changed("xlsx", b'<c r="C2"><v>1200</v></c>', xml)

    million = 1_048_576
    yield "xlsx far corner", lambda: rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "xlsx a million styled rows", lambda: rows(_million(b'<row r="%d"><c r="A%d" s="1"/></row>', 5, million))
    yield "xlsx far too many cells", lambda: rows(_million(b'<row r="%d"><c r="ZZ%d"><v>1</v></c></row>', 5, 19_999))
    yield "xlsx full to the edge", lambda: rows(_full(19_000, 16))
    yield (
        "xlsx a dozen wide sheets",
        lambda: xlsx([Drawn(f"T{n}", [[1], *[[]] * 15_000, [None] * 600 + [1]]) for n in range(12)]),
    )
    yield "xlsx inflates", lambda: cell(b" " * (65 << 20))
    yield "xlsx inflates in many parts", lambda: _with_parts({f"xl/media/{n}.xml": b" " * (40 << 20) for n in range(4)})
    yield "xlsx thousands of parts", lambda: _with_parts({f"xl/media/{n}.png": b"" for n in range(3000)})
    yield "xlsx within xlsx", lambda: _with_parts({"xl/embeddings/a.xlsx": xlsx(RETURN), "b.zip": zipped({"c": b"d"})})
    yield "xlsx lies about its sizes", _lying
    yield "xlsx DTD", lambda: _changed("xlsx", b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet')
    yield (
        "xlsx DTD far down",
        lambda: _changed(
            "xlsx",
            b"<worksheet",
            b"<!--" + b"-- ".replace(b"-", b"x") * 3000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><worksheet',
        ),
    )
    yield "xlsx entities", lambda: cell(b'<c r="C2" t="str"><v>&b;&b;</v></c>')
    yield "xlsx two-byte letters", lambda: _changed("xlsx", b"<worksheet", b"\xff\xfe<worksheet")
    for number in (b"NaN", b"12abc", b"1e999", b"", b"-", b"\xc3"):
        xml = b'<c r="C2" t="n"><v>%b</v></c>' % number
        yield f"xlsx {number!r} for a number", lambda xml=xml: cell(xml)  # type: ignore[misc]
    for number in (b"1e300", b"-1e300", b"1e18", b"-5", b"2958466"):
        xml = b'<c r="C2" s="1"><v>%b</v></c>' % number
        yield f"xlsx {number!r} for a day", lambda xml=xml: cell(xml)  # type: ignore[misc]
    yield "xlsx string that is nowhere", lambda: cell(b'<c r="C2" t="s"><v>99999</v></c>')
    yield "xlsx string before the first", lambda: cell(b'<c r="C2" t="s"><v>-1</v></c>')
    yield "xlsx unknown kind of cell", lambda: cell(b'<c r="C2" t="zz"><v>1</v></c>')
    yield "xlsx cell without an address", lambda: cell(b"<c><v>1200</v></c>")
    yield "xlsx address that is none", lambda: cell(b'<c r="2C"><v>1200</v></c>')
    yield "xlsx row zero", lambda: cell(b'<c r="C0"><v>1200</v></c>')
    yield "xlsx shared formula of nobody", lambda: cell(b'<c r="C2"><f t="shared" si="7"/><v/></c>')
    yield "xlsx deep nesting", lambda: cell(b"<a>" * 50_000 + b"</a>" * 50_000)
    yield "xlsx a text of megabytes", lambda: cell(b'<c r="C2" t="str"><f>1</f><v>%b</v></c>' % (b"a&lt;" * (1 << 20)))
    yield "xlsx an attribute of megabytes", lambda: cell(b'<c r="C2" s="%b"><v>1</v></c>' % (b"1" * (5 << 20)))
    for claimed in (b"4000000000", b"18446744073709551615"):
        claim = b'uniqueCount="%b" x="' % claimed
        yield (
            f"xlsx claims {claimed!r} strings",
            lambda claim=claim: _changed("xlsx", b'uniqueCount="', claim, "xl/sharedStrings.xml"),  # type: ignore[misc]
        )
    yield (
        "xlsx thousands of cells without addresses",
        lambda: rows(b"<row/>" * 1_000_000 + b"<row>" + b"<c/>" * 16_000 + b"<c><v>1</v></c></row>"),
    )
    for missing in (
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
        SHEET["xlsx"],
        "[Content_Types].xml",
    ):
        yield f"xlsx without {missing}", lambda missing=missing: _without("xlsx", missing)  # type: ignore[misc]
    yield "xlsx wrong content types", lambda: _changed("xlsx", b"spreadsheetml.sheet", b"word", "[Content_Types].xml")
    yield "xlsx two sheets of one name", lambda: _changed("xlsx", "Bìa".encode(), "Biểu 1".encode(), "xl/workbook.xml")
    yield (
        "xlsx no sheets",
        lambda: zipped({**_parts(xlsx(RETURN)), "xl/workbook.xml": b"<workbook><sheets/></workbook>"}),
    )
    yield (
        "xlsx hidden beyond the edge",
        lambda: _changed("xlsx", b"<sheetData>", b'<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>'),
    )


def _million(row: bytes, first: int, last: int) -> bytes:
    return b"".join(row % (number, number) for number in range(first, last + 1))


def _full(height: int, width: int) -> bytes:
    cells = "".join(f'<c r="{chr(65 + n)}%d"><v>7</v></c>' for n in range(width))
    return b"".join(f'<row r="{row}">{cells.replace("%d", str(row))}</row>'.encode() for row in range(5, height))


def _with_parts(added: dict[str, bytes]) -> bytes:
    return zipped({**_parts(xlsx(RETURN)), **added})


def _without(kind: str, part: str) -> bytes:
    return zipped({name: content for name, content in _parts(FORMATS[kind](RETURN)).items() if name != part})


def _lying() -> bytes:
    content = b"<worksheet><sheetData>" + b" " * (100 << 20)
    data = bytearray(zipped({**_parts(xlsx(RETURN)), SHEET["xlsx"]: content}))
    return bytes(data.replace(struct.pack("<L", len(content)), struct.pack("<L", 1000)))


def _ods_traps() -> Named:
    seven = '<table:table-cell office:value-type="float" office:value="7"{}/>'

    def rows(xml: str) -> bytes:
        return ods_of(f'<table:table table:name="Biểu 1">{xml}</table:table>')

    def row(cell: str, times: object = 1) -> str:
        return f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'

    columns = ' table:number-columns-repeated="{}"'
    yield "ods a row of seven repeated", lambda: rows(row(seven.format(""), 1_048_576))
    yield "ods seven everywhere", lambda: rows(row(seven.format(columns.format(16_384)), 1_048_576))
    yield (
        "ods seven in the far corner",
        lambda: rows(row("", 1_048_575) + row(f"<table:table-cell{columns.format(16_383)}/>" + seven.format(""))),
    )
    for times in ("-5", "0", "9" * 5000, "1e9", "x"):
        name = f"ods repeated {times[:9]} times"
        yield name, lambda times=times: rows(row(seven.format(columns.format(times)), times))  # type: ignore[misc]
    yield "ods millions of empty rows", lambda: rows("<table:table-row/>" * 500_000)
    yield "ods inflates", lambda: rows(" " * (65 << 20))
    spaces = "<table:table-cell><text:p><text:s text:c='999999999'/></text:p></table:table-cell>"
    yield "ods a million spaces", lambda: rows(row(spaces))
    megabytes = "<table:table-cell><text:p>" + "a&lt;" * (1 << 20) + "</text:p></table:table-cell>"
    yield "ods a text of megabytes", lambda: rows(row(megabytes))
    yield "ods tables in tables", lambda: rows('<table:table table:name="x">' * 5000 + "</table:table>" * 5000)
    yield (
        "ods DTD",
        lambda: _changed("ods", b"<office:document-content", b'<!DOCTYPE a [<!ENTITY b "c">]><office:document-content'),
    )
    yield "ods two-byte letters", lambda: _changed("ods", b"<?xml", b"\xff\xfe<?xml")
    for value in ("NaN", "12abc", "1e999", ""):
        yield f"ods {value!r} for a number", lambda value=value: _changed("ods", b'"1200"', f'"{value}"'.encode())  # type: ignore[misc]
    yield "ods a day that never was", lambda: _changed("ods", b"2024-06-30", b"2024-13-45")
    yield "ods no content", lambda: _without("ods", "content.xml")
    yield "ods two sheets of one name", lambda: ods([RETURN[1], RETURN[1]])


def _xlsb_traps() -> Named:
    sheet = _parts(xlsb(RETURN))[SHEET["xlsb"]]

    def content(body: bytes) -> bytes:
        return zipped({**_parts(xlsb(RETURN)), SHEET["xlsb"]: body})

    end = record(146) + record(130)
    far = record(0, struct.pack("<II17x", 1_048_575, 0)) + record(5, struct.pack("<IId", 16_383, 0, 1.0))
    yield "xlsb far corner", lambda: content(sheet.replace(end, far + end))
    beyond = record(0, struct.pack("<II17x", 0xFFFFFFFF, 0)) + record(5, struct.pack("<IId", 0xFFFFFFFF, 0, 1.0))
    yield "xlsb beyond every corner", lambda: content(sheet.replace(end, beyond + end))
    yield "xlsb millions of blanks", lambda: content(sheet.replace(end, record(1, bytes(8)) * 3_000_000 + end))
    yield (
        "xlsb string that is nowhere",
        lambda: content(sheet.replace(end, record(7, struct.pack("<III", 0, 0, 99)) + end)),
    )
    yield (
        "xlsb text longer than its record",
        lambda: content(sheet.replace(end, record(6, struct.pack("<III", 0, 0, 1 << 30)) + end)),
    )
    yield "xlsb record longer than its part", lambda: content(sheet + b"\x05\xff\xff\xff\x7f")
    yield "xlsb empty records", lambda: content(b"".join(record(kind) for kind in range(200)))
    yield (
        "xlsb not a number",
        lambda: content(sheet.replace(end, record(5, struct.pack("<IId", 2, 0, float("nan"))) + end)),
    )
    for missing in ("xl/sharedStrings.bin", "xl/styles.bin", "xl/_rels/workbook.bin.rels", SHEET["xlsb"]):
        yield f"xlsb without {missing}", lambda missing=missing: _without("xlsb", missing)  # type: ignore[misc]
    yield "xlsb two sheets of one name", lambda: xlsb([RETURN[1], RETURN[1]])


def _xls_traps() -> Named:
    whole = xls(RETURN)
    # The workbook's records follow one another: number, length, body.
    strings = re.search(rb"\xfc\x00..", whole, re.DOTALL)
    assert strings is not None
    claims = {"strings": (strings.end() + 4, b"\xff\xff\xff\x7f"), "length": (strings.start() + 2, b"\xff\xff")}
    for name, (at, claim) in claims.items():
        body = whole[:at] + claim + whole[at + len(claim) :]
        yield f"xls lies about its {name}", lambda body=body: body  # type: ignore[misc]
    twin = xls([Drawn("Biểu 1", [[1]]), Drawn("Biểu 2", [[1]])])
    yield "xls two sheets of one name", lambda: twin.replace("Biểu 2".encode("utf-16-le"), "Biểu 1".encode("utf-16-le"))
    yield "xls far corner", lambda: xls([Drawn("Biểu 1", [*[[]] * 65_535, [None] * 255 + [1]])])
    yield "xls many cells", lambda: xls([Drawn("Biểu 1", [[7] * 16] * 19_000)])
    # The allocation table begins in the sector its header names; a chain that bites its tail never ends.
    (first,) = struct.unpack_from("<I", whole, 76)
    at = 512 + 512 * first
    yield "xls a chain without end", lambda: whole[:at] + struct.pack("<128I", *range(128)) + whole[at + 512 :]
    yield (
        "xls a chain that bites its tail",
        lambda: whole[:at] + struct.pack("<128I", *[1, 2, 0] * 42, 0, 0) + whole[at + 512 :],
    )


def main() -> None:
    for name, make in corpus():
        data = make()
        start = time.perf_counter()
        reading = read_return(data, PurePath("2024H1_doi-thu.xlsx"), EDITION, EXPECTED)
        seconds = time.perf_counter() - start
        codes = [finding.code for finding in reading.findings]
        amounts = reading.submission.by_unit() if reading.submission else None
        line = {"name": name, "codes": codes, "amounts": amounts, "seconds": round(seconds, 2)}
        sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.write(json.dumps({"megabytes": _most_megabytes()}))


def _most_megabytes() -> float:
    """What this process, or one it started, took at most; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
