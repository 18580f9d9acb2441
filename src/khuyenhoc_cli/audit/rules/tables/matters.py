"""What lists of units are of: whether two of them tell of the same matter.

They do where the words before them are the same, with the same documents, direction, negation and year.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from khuyenhoc_cli.audit.rules.tables.listings import Listing
from khuyenhoc_cli.audit.rules.tables.units import KIND
from khuyenhoc_cli.text.names import sort_key

_WORD = re.compile(r"[^\W\d_]{2,}")
_DOCUMENT = re.compile(r"\d+\s*[-–/]\s*[a-zđ][\w-]*(?:/[a-zđ]\w*)?")
_SIDE = re.compile(r"dưới|vượt|thấp|cao|chưa|không|trên mức|tăng|giảm|cùng kỳ|năm trước|năm ngoái|\b20\d\d\b")
_ONE_KIND = re.compile(rf"(?i:các)\s+(?P<kind>{KIND})\s+(?=\w)")
_PLANNED = re.compile(
    r"phấn đấu|tập trung|tiếp tục|đẩy mạnh|đề nghị|kiến nghị|phương hướng|nhiệm vụ|mục tiêu|"
    r"\b(?:này|nêu trên|trên đây)\b"
)
# who does it, and what: the party's plan is not the people's committee's, a plan made not one carried out
_ACTS = re.compile(
    r"(?P<party>(?:cấp|huyện|đảng|tỉnh|thị|thành) ủy)|(?P<committee>ủy ban nhân dân|ubnd|chính quyền)|kiểm tra|"
    r"triển khai|đại hội|báo cáo|thành lập|đăng ký"
)
# words that are said of any list: "các đơn vị làm tốt công tác này"
_COMMON = frozenset(
    "các của và có còn là ở đã được cho với theo về trong huyện xã phường tỉnh thành phố thị đơn vị chi hội địa phương "  # noqa: SIM905
    "làm tốt khá công tác việc nhiều một số đạt cao kết quả phong trào thực hiện quan tâm nội dung đó cụ thể".split()
)


@dataclass(frozen=True)
class Matter:
    """A list with the words that say what it is of."""

    listing: Listing

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its sentence before it that mean something."""
        return _words(self.listing.lead)

    @cached_property
    def documents(self) -> frozenset[str]:
        """The numbers of documents among them."""
        return frozenset(_DOCUMENT.findall(self.listing.lead))

    @property
    def is_told(self) -> bool:
        """Whether it says of itself what it is of, and that of what is, not of what is planned."""
        headings = " ".join(self.listing.passage.headings).lower()
        return len(self.words) > 3 and not _PLANNED.search(f"{headings} {self.listing.lead}")

    @property
    def is_exact(self) -> bool:
        """Whether it is of a document or a target, so that the same words mean the same."""
        return bool(self.documents) or "chỉ tiêu" in self.listing.lead

    @cached_property
    def acts(self) -> frozenset[str]:
        """Who does it, and what."""
        return frozenset(match.lastgroup or match[0] for match in _ACTS.finditer(self.listing.lead))

    @property
    def place(self) -> str:
        """Where it stands."""
        part = "chú thích" if self.listing.passage.part == "footnote" else "đoạn"
        return f"{part} {self.listing.passage.paragraph}"

    @cached_property
    def is_counted(self) -> bool:
        """Whether the figure before it says how many they are: "còn 3/15 đơn vị chưa …"."""
        counts = [each for each in self.listing.passage.quantities if each.end <= self.listing.start]
        return bool(counts) and counts[-1].is_share and counts[-1].value == self.listing.size

    @cached_property
    def is_in_order(self) -> bool:
        """Whether the names are in the order of the alphabet, and of the kind that is said: "các huyện" has no town."""
        text, items = self.listing.passage.text, self.listing.items
        keys = [sort_key(item.unit.name) for item in items]
        parts = text[self.listing.start : self.listing.end].count(";")
        said = _ONE_KIND.match(text, self.listing.begin)
        of_it = [item for item in items if ";" not in text[self.listing.start : item.start]]
        is_of_kind = said is None or all(item.unit.kind == said["kind"].lower() for item in of_it)
        return is_of_kind and sum(first > second for first, second in pairwise(keys)) <= parts

    def sides(self, other: "Matter") -> frozenset[str]:
        """Direction, negation and year that it speaks of, clauses before that the other has not left out."""
        parts = self.listing.lead.split(", ")
        while len(parts) > 1 and len(_words(parts[0]) & other.words) * 2 < len(_words(parts[0])):
            parts = parts[1:]
        found = frozenset(_SIDE.findall(", ".join(parts)))
        return found - {"thấp"} if "dưới" in found else found


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_DOCUMENT.sub("", text))) - _COMMON


def same_matter(known: Sequence[Matter], told: Matter) -> Matter | None:
    """The list of the same matter, the likest of them; None where two are as like."""
    liking = sorted(((_likeness(each, told), place) for place, each in enumerate(known)), reverse=True)
    if not liking or (len(liking) > 1 and liking[1][0] == liking[0][0]):
        return None
    best = known[liking[0][1]]
    shared = len(set(best.listing.keys) & set(told.listing.keys))
    most_shared = shared > 2 and shared * 4 >= min(len(best.listing.items), len(told.listing.items)) * 3
    return best if liking[0][0] >= (0.6 if most_shared else 0.75) else None


def _likeness(one: Matter, other: Matter) -> float:
    """The share of words of the shorter that both have, 0 where they speak of other documents, sides or years."""
    common = len(one.words & other.words)
    if common < 4 or one.documents != other.documents or one.acts != other.acts:
        return 0
    if one.sides(other) != other.sides(one):
        return 0
    return common / min(len(one.words), len(other.words))
