"""Names that come close to a unit's name: found, and why they may be meant. They are proposed, never taken."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from khuyenhoc_cli.findings.catalogue import Language
from khuyenhoc_cli.text.labels import split_note
from khuyenhoc_cli.text.names import fold, name_key, split_prefix
from khuyenhoc_cli.units.aliases import all_names
from khuyenhoc_cli.units.model import Unit

Because = Mapping[Language, str]
_LIKENESS = 0.75
_SHORTEST = 3
# Telex types tones as letters, right after the vowel or at the end: "Nawng", "Phuwowngf", where the f is seen only once
# the w is gone. A name may end in an r of its own: "Ea Kar".
_TELEX_LETTERS = [
    re.compile(
        rf"(?<=[aeiouy])[{letters}]+|(?<=[aeiouy][cghklmnpt])[{letters}]+\b|(?<=[aeiouy](?:ng|nh|ch))[{letters}]+\b"
    )
    for letters in ("wsfxjr", "wsfxj")
]
_DOUBLED = re.compile(r"(aa|ee|oo|dd)")
_TYPED_DIGIT = re.compile(r"(?<=[a-z])[1-9]+")
_VNI_KEYS: Because = {
    "vi": "Dấu gõ kiểu VNI còn nguyên chữ số vì bộ gõ chưa bật.",
    "en": "Digits typed for marks (VNI) have stayed.",
}
_TELEX_KEYS: Because = {
    "vi": "Dấu gõ kiểu Telex còn nguyên chữ cái vì bộ gõ chưa bật.",
    "en": "Letters typed for marks (Telex) have stayed.",
}


def core(name: str) -> str:
    """What likeness is measured on: the key of the bare name, or of the whole where the bare name is a number."""
    _, bare = split_prefix(name)
    return name_key(name if bare.isdecimal() else bare)


def close_cores(text: str, known: Iterable[str], most: int) -> list[str]:
    """The cores that typing turns into the text, all but for a mark; where there is none, the most similar."""
    known = list(known)
    written = core(text)
    sound, meant = _sounded(written), {typed for typed, _ in _typings(text)}
    explained = [key for key in known if key in meant or _sounded(key) == sound]
    return explained[:most] or get_close_matches(written, known, n=most, cutoff=_LIKENESS)


def why_alike(text: str, unit: Unit) -> Because:
    """Why the text may mean the unit, in both languages; empty where it is only similar."""
    cores = {core(name) for name in all_names(unit)}
    written = core(text)
    if written in cores:
        return _other_kind(text, unit)
    for typed, because in _typings(text):
        if typed in cores:
            return because
    if _sounded(written) in map(_sounded, cores):
        return {"vi": "Hai tên chỉ khác nhau i và y.", "en": "The names differ in i and y only."}
    name, note = split_note(text)
    if note and core(name) in cores:
        return {
            "vi": f"Tên thì đúng, nhưng phần ghi thêm “{note}” làm cho không chắc là đơn vị này.",
            "en": f"The name is right, but “{note}” beside it leaves a doubt.",
        }
    if any(_is_one_slip(written, known) for known in cores):
        return {
            "vi": "Hai tên chỉ khác một chữ cái (thiếu, thừa, gõ nhầm hoặc đảo chỗ).",
            "en": "The names differ in one letter that is missing, added, mistaken or swapped.",
        }
    return {}


def _other_kind(text: str, unit: Unit) -> Because:
    """The reason where the bare name is right and what stands before it is not."""
    written, known = split_prefix(text)[0], split_prefix(unit.name)[0]
    if not written or not known or written == known:
        return {}
    return {
        "vi": f"Tên giống nhau, nhưng dòng ghi “{written}” còn trong danh sách là “{known}”.",
        "en": f"The name is the same, but it says “{written}” where the list says “{known}”.",
    }


def _typings(text: str) -> Iterator[tuple[str, Because]]:
    """The cores that the text may mean where the keys typed for marks have stayed in it, each with the reason."""
    folded = fold(text)
    undoubled = _DOUBLED.sub(lambda found: found[0][0], folded)
    typed = [(_TYPED_DIGIT.sub("", folded), _VNI_KEYS)]
    typed += [(letters.sub("", letters.sub("", undoubled)), _TELEX_KEYS) for letters in _TELEX_LETTERS]
    for meant, because in typed:
        if meant != folded:
            yield from ((key, because) for key in (core(meant), name_key(meant)))


def _sounded(key: str) -> str:
    """The key with i and y as one letter."""
    return key.replace("y", "i")


def _is_one_slip(one: str, other: str) -> bool:
    """Whether one letter added, left out, mistaken or two neighbours swapped make one key of the other."""
    if min(len(one), len(other)) < _SHORTEST:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    if one[1:] == other[1:] or one[1:] == other or one == other[1:]:
        return True
    return one[:2] == other[:2][::-1] and one[2:] == other[2:]
