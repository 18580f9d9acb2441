"""Names as they are met in returns, matched to units or reported, never guessed."""

import unicodedata
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc_cli.text.names import fold, name_key, split_prefix
from khuyenhoc_cli.units.aliases import all_names
from khuyenhoc_cli.units.matching import Match, NameIndex
from khuyenhoc_cli.units.model import Unit
from khuyenhoc_cli.units.registry import Registry, load_registry
from khuyenhoc_cli.workspace.units_file import parse_units

TABLES = Path(__file__).parents[3] / "schemas" / "units"
MID_2024, EVE, MID_2026 = date(2024, 6, 30), date(2025, 6, 30), date(2026, 6, 30)
ATTACHED = Unit("66TT", "Khối trực thuộc Tỉnh hội", "huyen", "66", kind="attached", aliases=("Trực thuộc tỉnh",))


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(TABLES)


@pytest.fixture(scope="module")
def workspace(registry: Registry) -> NameIndex:
    province = registry.get("66", MID_2024)
    assert province is not None
    return NameIndex([*registry.children("66", MID_2024), ATTACHED], above=[province])


def communes(*names: str) -> NameIndex:
    return NameIndex(Unit(f"{code:05}", name, "xa") for code, name in enumerate(names))


def names(match: Match) -> list[str]:
    return [unit.name for unit in match.candidates]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Krông Búk", "Huyện Krông Búk"),
        ("Krông Bú k", "Huyện Krông Búk"),
        ("Krông Buk", "Huyện Krông Búk"),
        ("Cư M'gar", "Huyện Cư M'gar"),
        ("Cư  M’gar", "Huyện Cư M'gar"),
        ("Cư M’gar", "Huyện Cư M'gar"),
        ("CưM'Gar", "Huyện Cư M'gar"),
        ("Ea H'leo", "Huyện Ea H'leo"),
        ("Ea H’Leo", "Huyện Ea H'leo"),
        ("Ea H’leo", "Huyện Ea H'leo"),
        ("EaHleo", "Huyện Ea H'leo"),
        ("Krông Pắc", "Huyện Krông Pắc"),
        ("Krông Pắk", "Huyện Krông Pắc"),
        ("huyện Krông Pắk", "Huyện Krông Pắc"),
        ("M'Drắk", "Huyện M'Drắk"),
        ("M’Drăk", "Huyện M'Drắk"),
        ("M'Đrắk", "Huyện M'Drắk"),
        ("Krông A Na", "Huyện Krông Ana"),
        ("Buôn Ma Thuột", "Thành phố Buôn Ma Thuột"),
        ("TP. Buôn Ma Thuột", "Thành phố Buôn Ma Thuột"),
        ("Tp Buôn Ma Thuột", "Thành phố Buôn Ma Thuột"),
        ("BMT", "Thành phố Buôn Ma Thuột"),
        ("TP.BMT", "Thành phố Buôn Ma Thuột"),
        ("BUÔN MA THUỘT", "Thành phố Buôn Ma Thuột"),
        ("TX. Buôn Hồ", "Thị xã Buôn Hồ"),
        ("H. Lắk", "Huyện Lắk"),
        ("huyen Lak", "Huyện Lắk"),
        ("HUYỆN BUÔN ÐÔN", "Huyện Buôn Đôn"),
        ("Ea Kar", "Huyện Ea Kar"),
        ("- Huyện Ea Súp:", "Huyện Ea Súp"),
        ("KHỐI TRỰC THUỘC TỈNH HỘI", "Khối trực thuộc Tỉnh hội"),
        ("Trực thuộc tỉnh", "Khối trực thuộc Tỉnh hội"),
        ("1. Huyện Krông Năng", "Huyện Krông Năng"),
        ("12) Krông Năng", "Huyện Krông Năng"),
        ("- Krông Năng", "Huyện Krông Năng"),
        ("IV. Huyện Krông Năng", "Huyện Krông Năng"),
        ("H Krông Năng", "Huyện Krông Năng"),
        ("Hội Khuyến học huyện Krông Năng", "Huyện Krông Năng"),
        ("Krông Năng (12 xã, 1 thị trấn)", "Huyện Krông Năng"),
        ("Krông Năng - 12 xã", "Huyện Krông Năng"),
        ("Krông Năng (huyện)", "Huyện Krông Năng"),
        ("Huyện Krông Năng, tỉnh Đắk Lắk", "Huyện Krông Năng"),
        ("Krông Pắc (Krông Pắk)", "Huyện Krông Pắc"),
        ("Krông_Năng", "Huyện Krông Năng"),
        ("Krông-Năng", "Huyện Krông Năng"),
        ("CưM'gar", "Huyện Cư M'gar"),
        ("B.M.T", "Thành phố Buôn Ma Thuột"),
        ("TP BMT", "Thành phố Buôn Ma Thuột"),
        ("Thành phố B.M.T.", "Thành phố Buôn Ma Thuột"),
        ("T.phố Buôn Ma Thuột", "Thành phố Buôn Ma Thuột"),
        ("T/X Buôn Hồ", "Thị xã Buôn Hồ"),
    ],
)
def test_spellings_met_in_reports(workspace: NameIndex, text: str, name: str) -> None:
    for spelling in (text, unicodedata.normalize("NFD", text), f"  {text}\u00a0"):
        unit = workspace.match(spelling).unit
        assert unit is not None
        assert unit.name == name


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        pytest.param("Krông Năg", ["Huyện Krông Năng", "Huyện Krông Ana"], id="letter missing"),
        pytest.param("Buôn Ma Thuộc", ["Thành phố Buôn Ma Thuột"], id="wrong letter"),
        pytest.param("Thị xã Krông Năng", ["Huyện Krông Năng"], id="wrong prefix"),
        pytest.param("Krong Nawng", ["Huyện Krông Năng"], id="keys of Telex"),
        pytest.param("Kro6ng Na8ng", ["Huyện Krông Năng"], id="keys of VNI"),
        pytest.param("KN", [], id="two initials"),
        pytest.param("TX BMT", ["Thành phố Buôn Ma Thuột"], id="initials with a wrong prefix"),
        pytest.param("Khối trực thuộc", ["Khối trực thuộc Tỉnh hội"], id="half the name"),
        pytest.param("Tổng cộng", [], id="no unit"),
        pytest.param("Huyện", [], id="prefix alone"),
        pytest.param("12", [], id="number"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_other_names_give_candidates_at_most(workspace: NameIndex, text: str, candidates: list[str]) -> None:
    match = workspace.match(text)
    assert match.unit is None
    assert not match.ambiguous
    assert names(match)[: len(candidates)] == candidates
    assert len(match.candidates) <= (3 if candidates else 0)


def test_ea_kar_and_ea_hleo_are_never_confused(registry: Registry) -> None:
    hleo, kar = (registry.get(code, MID_2024) for code in ("645", "651"))
    assert hleo is not None
    assert kar is not None
    assert NameIndex([hleo]).match("Ea Kar") == Match(None)
    assert NameIndex([kar]).match("Ea H'leo") == Match(None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Xã Ea Kar", "Xã Ea Kar"),
        ("xa ea kar", "Xã Ea Kar"),
        ("X. Ea Kar", "Xã Ea Kar"),
        ("Thị trấn Ea Kar", "Thị trấn Ea Kar"),
        ("TT. Ea Kar", "Thị trấn Ea Kar"),
        ("Ea Kar", None),
        ("Phường Ea Kar", None),
    ],
)
def test_the_prefix_decides(text: str, name: str | None) -> None:
    match = communes("Thị trấn Ea Kar", "Xã Ea Kar").match(text)
    assert (match.unit and match.unit.name) == name
    assert names(match) == ([] if name else ["Thị trấn Ea Kar", "Xã Ea Kar"])
    assert match.ambiguous is (text == "Ea Kar")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Xã Hoằng Quỳ", "Xã Hoằng Quỳ", id="exact"),
        pytest.param("HOẰNG QUÝ", "Xã Hoằng Quý", id="capitals"),
        pytest.param("xa Hoằng Quý", "Xã Hoằng Quý", id="prefix without accents"),
        pytest.param("x. Hoằng Quỳ", "Xã Hoằng Quỳ", id="abbreviated prefix"),
        pytest.param("Xã Hoằng Quy", None, id="no tone"),
        pytest.param("xa hoang quy", None, id="no accents"),
        pytest.param("Hoằng Quỵ", None, id="another tone"),
    ],
)
def test_accents_decide_between_names_that_fold_alike(text: str, name: str | None) -> None:
    match = communes("Xã Hoằng Quỳ", "Xã Hoằng Quý").match(text)
    assert (match.unit and match.unit.name) == name
    assert match.ambiguous is (name is None)
    assert names(match) == ([] if name else ["Xã Hoằng Quỳ", "Xã Hoằng Quý"])


def test_a_text_without_accents_does_not_name_the_unit_without_accents() -> None:
    index = communes("Phường Sa Pa", "Phường Sa Pả")
    assert index.match("phuong sa pa").ambiguous
    assert index.match("PHUONG SA PA").ambiguous
    assert index.match("Phường Sa Pa").unit is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Phường 01", "Phường 1"),
        ("P1", "Phường 1"),
        ("P. 11", "Phường 11"),
        ("phường 2", None),
        ("1", None),
        ("Xã Hòa Tú 2", "Xã Hòa Tú 2"),
        ("Hoà Tú II", "Xã Hòa Tú II"),
    ],
)
def test_numbers(text: str, name: str | None) -> None:
    match = communes("Phường 1", "Phường 11", "Xã Hòa Tú II", "Xã Hòa Tú 2").match(text)
    assert (match.unit and match.unit.name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Quan Sơn", "Xã Quan Sơn", id="bare name that begins like a prefix"),
        pytest.param("xa phin", "Xã Xà Phìn", id="unaccented name that begins like a prefix"),
        pytest.param("Phường Đúc", "Phường Phường Đúc", id="prefix within the name"),
    ],
)
def test_names_that_begin_like_a_prefix(text: str, name: str) -> None:
    match = communes("Xã Quan Sơn", "Xã Xà Phìn", "Phường Phường Đúc").match(text)
    assert match.unit is not None
    assert match.unit.name == name


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        pytest.param("Ea Tóh - Ea Hồ", ["Xã Ea Tóh", "Xã Ea Hồ"], id="two units on one row"),
        pytest.param("Ea Tóh, Ea Hồ", ["Xã Ea Tóh", "Xã Ea Hồ"], id="two units, comma"),
        pytest.param("Ea Tóh - Trường THCS Lê Lợi", ["Xã Ea Tóh"], id="a part of it"),
        pytest.param("Xã Ea Tóh, huyện Krông Búk", ["Xã Ea Tóh"], id="of another district"),
        pytest.param("ABC", ["Xã An Bình Cao", "Xã Ấp Bắc Cầu"], id="initials of two"),
    ],
)
def test_a_doubt_is_reported_with_the_units_named(text: str, candidates: list[str]) -> None:
    match = communes("Xã Ea Tóh", "Xã Ea Hồ", "Xã An Bình Cao", "Xã Ấp Bắc Cầu").match(text)
    assert match.ambiguous
    assert names(match) == candidates


@pytest.mark.parametrize(("parent", "name"), [("650", "Xã Ea Tóh"), ("66", None)])
def test_the_old_unit_is_another_where_the_units_are_those_of_the_reform(parent: str, name: str | None) -> None:
    match = NameIndex([Unit("24349", "Xã Ea Tóh", "xa", parent)]).match("Xã Ea Tóh (cũ)")
    assert (match.unit and match.unit.name) == name
    assert match.ambiguous is (name is None)


SHORT = {
    "thành phố": ["TP.", "Tp ", "T.P "],
    "thị xã": ["TX.", "tx "],
    "thị trấn": ["TT.", "TT ", "Tt "],
    "huyện": ["H. ", "H."],
    "xã": ["X. ", "x."],
    "phường": ["P. ", "P."],
}


def harmless_spelling(name: str, chance: Random) -> str:
    """The name as an office may write it without meaning anybody else."""
    prefix, bare = split_prefix(name)
    prefixes = [f"{prefix} ", f"{prefix.upper()} ", f"{prefix.title()}  ", *SHORT.get(prefix, [])] if prefix else [""]
    text = chance.choice(prefixes) + bare.replace("'", chance.choice(["'", "’", "´", ""]))
    text = chance.choice([str, str.upper, str.lower, str.title, fold, without_accents])(text)
    at = chance.randrange(1, len(text))
    if text[at - 1].isalpha() and at > len(prefix) + 3 and chance.random() < 0.5:
        text = f"{text[:at]} {text[at:]}"
    text = chance.choice(["", "- ", "1. ", "12) ", "III. "]) + text
    text += chance.choice(["", " ", ":", ".", " (12 thôn)", " - 9 chi hội"])
    return unicodedata.normalize(chance.choice(["NFC", "NFD"]), text)


def without_accents(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def sample_units() -> list[tuple[Unit, NameIndex]]:
    """The units of the sample and 500 communes of the registry, each with the index it is looked up in."""
    listed = parse_units((TABLES.parents[1] / "sample_returns" / "units.csv").read_text(encoding="utf-8")).units
    country = load_registry(TABLES)
    some = Random(20240630).sample([unit for unit in country.on(MID_2024) if unit.level == "xa"], 500)
    siblings = {parent: [unit for unit in listed if unit.parent == parent] for parent in {u.parent for u in listed}}
    indexes = {parent: NameIndex(units) for parent, units in siblings.items()}
    chosen = [(unit, indexes[unit.parent]) for unit in listed]
    return chosen + [(unit, NameIndex(country.children(unit.parent, MID_2024))) for unit in some]


SAMPLE = sample_units()


@given(st.integers(0, 2**32))
@settings(max_examples=5, deadline=None)
def test_a_harmless_spelling_never_names_another_unit(seed: int) -> None:
    chance = Random(seed)
    for unit, index in SAMPLE:
        text = harmless_spelling(unit.name, chance)
        match = index.match(text)
        assert match.unit == unit or (match.unit is None and match.ambiguous and unit in match.candidates), text


@given(st.integers(0, 2**32))
@settings(max_examples=3, deadline=None)
def test_a_slip_of_the_key_names_no_other_unit(seed: int) -> None:
    chance = Random(seed)
    for unit, index in SAMPLE:
        letters = list(unit.name)
        at = chance.randrange(len(letters) - 1)
        slips = ([], [chance.choice("abdehiknortuvy")], [letters[at], chance.choice("aehnsz19")])
        letters[at : at + 1] = chance.choice(slips)
        named = index.match("".join(letters)).unit
        assert named is None or name_key("".join(letters)) in keys_of(named), letters


@given(st.integers(0, 2**32))
@settings(max_examples=2, deadline=None)
def test_two_units_on_one_row_are_never_one(seed: int) -> None:
    chance = Random(seed)
    for unit, index in SAMPLE[17:]:
        other, _ = chance.choice([entry for entry in SAMPLE[17:] if entry[1] is index])
        link = chance.choice([" - ", ", ", " và ", " + ", "/", " (", ": "])
        if not keys_of(unit) & keys_of(other):
            assert index.match(f"{unit.name}{link}{other.name}{')' if link == ' (' else ''}").unit is None


def keys_of(unit: Unit) -> set[str]:
    """The keys of everything the unit is called, also with an abbreviated prefix."""
    names = [(name, *split_prefix(name)) for name in all_names(unit)]
    lone = {"xã": "x", "huyện": "h", "phường": "p"}
    return {
        name_key(text)
        for name, prefix, bare in names
        for text in (name, bare, f"{lone.get(prefix, '')} {bare}", f"{split_prefix(unit.name)[0]} {bare}")
    }


def test_at_most_three_candidates() -> None:
    assert (
        len(communes("Xã Tân An", "Phường Tân An", "Thị trấn Tân An", "Đặc khu Tân An").match("Tân An").candidates) == 3
    )


@pytest.mark.parametrize("day", [MID_2024, EVE, MID_2026])
def test_every_unit_finds_itself_among_its_siblings(registry: Registry, day: date) -> None:
    for parent in {unit.parent for unit in registry.on(day)}:
        siblings = registry.children(parent, day)
        index = NameIndex(siblings)
        for unit in siblings:
            assert index.match(unit.name).unit == unit
            for text in (split_prefix(unit.name)[1], fold(unit.name), unit.name.upper(), *unit.aliases):
                match = index.match(text)
                assert match.unit == unit or (match.unit is None and text not in unit.aliases), (unit, text)


@pytest.mark.parametrize(
    ("day", "pairs"), [pytest.param(MID_2024, 21, id="2024"), pytest.param(MID_2026, 8, id="2026")]
)
def test_siblings_whose_names_fold_alike_are_ambiguous_without_accents(
    registry: Registry, day: date, pairs: int
) -> None:
    ambiguous = 0
    for parent in {unit.parent for unit in registry.on(day)}:
        siblings = registry.children(parent, day)
        index = NameIndex(siblings)
        ambiguous += sum(index.match(fold(unit.name)).ambiguous for unit in siblings)
    assert ambiguous == 2 * pairs


@given(st.text())
def test_a_match_has_a_unit_or_candidates_but_never_both(workspace: NameIndex, text: str) -> None:
    match = workspace.match(text)
    assert match.unit is None or not (match.candidates or match.ambiguous)
    assert len(match.candidates) <= 3


@given(st.text("aăâêoôơuưáàảãạđeghklmnrty '’", max_size=12))
def test_a_unit_is_matched_only_by_its_folded_name(workspace: NameIndex, text: str) -> None:
    unit = workspace.match(f"Krông {text}").unit
    names = (unit.name, *unit.aliases) if unit else ()
    assert unit is None or name_key(f"Krông {text}") in {name_key(split_prefix(name)[1]) for name in names}


@pytest.mark.parametrize(
    ("code", "name", "matched"),
    [("654", "Huyện Krông Pắc", True), ("654", "Huyện Khác", False), ("900", "Huyện Krông Pắc", False)],
)
def test_a_list_without_other_names_has_those_of_the_registry(code: str, name: str, matched: bool) -> None:
    match = NameIndex([Unit(code, name, "huyen", "66")]).match("H. Krông Pắk")
    assert (match.unit is not None) is matched
