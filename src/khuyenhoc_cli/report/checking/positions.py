"""Rules on where a tag may not stand at all: in a field code, a form's blank, a text that was struck out."""

import re
from collections.abc import Iterator

from khuyenhoc_cli.report.checking.faults import Fault
from khuyenhoc_cli.report.checking.story import Story, fault_at, quoted

_TAG = re.compile(r"\{[{%].*")


def fields(story: Story) -> Iterator[Fault]:
    """Tags in the code of a field, which Word computes anew."""
    for paragraph in story.paragraphs:
        if found := _TAG.search(paragraph.field_code):
            fix = "Xóa trường ấy (Alt+F9 để thấy mã trường), gõ thẻ vào văn bản."
            message = "thẻ nằm trong mã trường của Word, không in ra được"
            yield Fault("misplaced_tag", paragraph.place, quoted(found[0]), message, fix)


def struck_out(story: Story) -> Iterator[Fault]:
    """Tags in text that a tracked change took out: it is still in the file."""
    for paragraph in story.paragraphs:
        if found := _TAG.search(paragraph.deleted):
            message = "thẻ nằm trong phần đã xóa nhưng Word còn giữ vết (Track Changes)"
            fix = "Trong Word: Xem lại → Chấp nhận tất cả thay đổi, tắt Theo dõi thay đổi, rồi lưu."
            yield Fault("misplaced_tag", paragraph.place, quoted(found[0]), message, fix)


def blanks(story: Story) -> Iterator[Fault]:
    """Tags in a blank to be filled in, which may hold nothing but the text typed there."""
    for tag in story.all_tags():
        if any(start < tag.end and tag.start < end for start, end in tag.paragraph.locked):
            fix = "Bấm chuột phải vào ô ấy, chọn Loại bỏ điều khiển nội dung (Remove Content Control)."
            yield fault_at(tag, "misplaced_tag", "thẻ nằm trong một ô điền chữ (content control)", fix)


RULES = (fields, struck_out, blanks)
