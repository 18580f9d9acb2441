"""What is counted in reports of associations: the nouns that stand behind a number as its unit."""

import re

_NOUNS = """
ban|ban khuyến học|bài|bài viết|bản|bản tin|báo cáo viên|bằng khen|bon|buôn|buổi|bộ|cá nhân|cán bộ|cán bộ hội|
câu lạc bộ|cái|căn nhà|cặp|chi|chi hội|chi hội khuyến học|chiếc|chỉ tiêu|chuyên đề|chương trình|chức sắc|
công dân|công nhân|công ty|công trình|cộng đồng|cộng tác viên|cơ quan|cơ sở|cơ sở tôn giáo|cuốc|cuộc|
cuộc kiểm tra|cuộc thi|cuốn|cuốn sách|cụm|cụm thi đua|cháu|danh hiệu|dân|doanh nghiệp|doanh nhân|dòng họ|
đại biểu|đảng viên|đầu sách|đề tài|địa phương|điểm trường|đoàn|đoàn viên|đợt|đơn vị|đồng chí|em|gia đình|giải|
giải thưởng|giáo viên|giảng viên|giấy khen|ha|hoạt động|hộ|hộ dân|hộ gia đình|hội|hội cơ sở|hội đồng hương|
hội khuyến học|hội nghị|hội thảo|hội thi|hội viên|hợp tác xã|huy chương|huyện|học bổng|học sinh|
học sinh, sinh viên|học viên|hs|hv|kế hoạch|khối|km|khóm|khu dân cư|khu phố|kỷ niệm chương|kỳ|kỳ họp|làng|lần|
lớp|lớp học|lớp tập huấn|lượt|lượt học sinh|lượt học viên|lượt hội viên|lượt người|lượt người dự|lượt người học|
máy tính|mô hình|ngày công|nghệ nhân|người|người dân|người học|người lao động|nhà|nhà giáo|nhà tài trợ|
nhà trường|nhân khẩu|nhóm|phần quà|phần thưởng|phòng học|phụ nữ|phường|quận|quỹ|quỹ khuyến học|quyết định|quyển|
quyển vở|sinh viên|suất|suất học bổng|suất quà|tập thể|tập thể, cá nhân|thành phố|thành viên|thầy cô|thị trấn|
thị xã|thôn|thôn, buôn|thông tư|tiêu chí|tin|tin bài|tin, bài|tỉnh|tọa đàm|tổ|tổ chức|tổ dân phố|trẻ|trẻ em|
trung tâm|trung tâm học tập cộng đồng|trường|trường hợp|trường học|tủ sách|ủy viên|văn bản|viên chức|xã|xe đạp|
xe lăn|ý kiến|ấp
"""
NOUN = (
    "(?:" + "|".join(sorted(map(re.escape, "".join(_NOUNS.split("\n")).split("|")), key=len, reverse=True)) + r")(?!\w)"
)
