"""Which units count things of one kind, so that one number may be part of the other."""

from khuyenhoc_cli.audit.quantities import Quantity

_CLASSES = (
    "người hội viên học sinh học viên sinh viên công dân cán bộ giáo viên đảng viên người dân người học người "
    "lao động dân em cháu "
    "hs hv đồng chí cá nhân trẻ em viên chức công nhân doanh nhân ủy viên đoàn viên phụ nữ thành viên nhân khẩu "
    "đại biểu",
    "hội chi hội chi ban hội cơ sở hội khuyến học chi hội khuyến học ban khuyến học tổ chức quỹ quỹ khuyến học",
    "đơn vị xã phường thị trấn huyện thị xã thành phố cơ quan trường trường học cơ sở cơ sở tôn giáo thôn buôn "
    "tổ dân phố địa phương "
    "cộng đồng trung tâm doanh nghiệp",
    "văn bản quyết định kế hoạch thông tư",
    "hộ hộ gia đình gia đình hộ dân",
    "cuộc cuốc cuộc kiểm tra",
    "suất suất học bổng suất quà học bổng phần quà phần thưởng",
    "lớp lớp học lớp tập huấn chuyên đề",
    "lượt lượt người lượt học viên lượt người học lượt hội viên lượt học sinh",
)


def is_of_one_kind(whole: Quantity, part: Quantity) -> bool:
    """Whether both count people, or bodies, or money …; a number without a unit is of any kind."""
    money = {"money"}
    if {whole.measure, part.measure} & (money | {"percent", "points", "per_person"}):
        return whole.measure == part.measure and whole.measure in money
    if not whole.unit or not part.unit or whole.unit == part.unit:
        return True
    return any(f" {whole.unit} " in f" {known} " and f" {part.unit} " in f" {known} " for known in _CLASSES)
