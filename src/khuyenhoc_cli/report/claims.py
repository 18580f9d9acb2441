"""What a sentence claims of the units it names, and by which rules of `khuyenhoc.toml` units may be chosen for it.

The wording is fixed and a rule's `by` is free: units that "bottom" chose need not have fallen. Whatever names units
says which claim it makes, and `Facts.chosen` answers only where the rule bears that claim out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from khuyenhoc_cli.workspace.config import Selection

Side = Literal["leading", "lagging"]


@dataclass(frozen=True)
class Claim:
    """The ways of choosing (`Selection.by`) under which a claim is true; a comparative one takes two units or more."""

    by: frozenset[str]
    comparative: bool = False


NAMED = Claim(frozenset(get_args(Selection.model_fields["by"].annotation)))  # no more than that a rule chose them
LACKING = Claim(frozenset({"flag"}))  # "chưa ban hành"
VALUED = Claim(frozenset({"any", "top", "bottom"}))  # the value chosen by is the figure itself
MOST = Claim(frozenset({"top"}), comparative=True)  # "nhiều nhất là"
HIGH = Claim(frozenset({"top", "target", "whole"}), comparative=True)  # "đơn vị có tỷ lệ cao"
LOW = Claim(frozenset({"bottom", "target", "whole"}), comparative=True)  # "còn thấp"
FALLEN = Claim(frozenset({"change"}))  # "giảm so với cùng kỳ"
BELOW_TARGET = Claim(frozenset({"target"}))  # "còn dưới chỉ tiêu"
UNEVEN = Claim(frozenset({"target"}), comparative=True)  # "chưa đồng đều, còn dưới chỉ tiêu ở"
BELOW_WHOLE = Claim(frozenset({"whole"}), comparative=True)  # "còn thấp so với mức chung"

# what the template says of the lists that it prints as `danh_sach.*`; any other list is only names
LISTS: Mapping[tuple[Side, str], Claim] = {
    ("leading", "HV03"): MOST,
    ("leading", "HV01/DS01"): HIGH,
    ("leading", "Q30"): MOST,
    ("lagging", "HV01/DS01"): BELOW_TARGET,
}
