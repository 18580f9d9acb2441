"""The rule on totals and parts, with its examples."""

from khuyenhoc_cli.audit.model import Example, Rule
from khuyenhoc_cli.audit.rules.prose.sums import check_sums

SUMS = Rule(
    "tong",
    "sum",
    "Tổng số được cộng lại từ các phần ghi sau “gồm”, “trong đó”, “cụ thể”, trong ngoặc, ở các dòng a) b) c) "
    "hoặc ở chú thích. "
    "Danh sách đầy đủ (“gồm”, “phân tích theo 04 nhóm”) phải bằng tổng; danh sách một phần (“tiêu biểu như”, "
    "“nhiều nhất là”) "
    "không được vượt tổng; các nhóm có thể trùng nhau thì không cộng.",
    check_sums,
    (
        Example(
            "Có 3.313 chi hội, tăng 188 chi hội so với cùng kỳ; gồm 2.203 chi hội thôn; 947 chi hội trường học; "
            "163 chi hội cơ quan.",
            (("3.313", "ok"),),
        ),
        Example(
            "Có 3.313 chi hội, gồm 2.203 chi hội thôn; 974 chi hội trường học; 163 chi hội cơ quan.",
            (("3.313", "wrong"),),
        ),
        Example(
            "Tổng số toàn huyện có 1.000 công dân.\nPhân tích theo 02 nhóm:\na) Người học: 400 công dân;\n"
            "b) Người lao động: 590 công dân.",
            (("1.000", "wrong"),),
        ),
        Example(
            "Kết nạp mới 1.300 hội viên, tiêu biểu: Ea Na, Ea Tar[1].\n[1] Ea Na (800 hv), Ea Tar (700 hv).",
            (("1.300", "wrong"),),
        ),
        Example("Kết nạp mới 1.300 hội viên, tiêu biểu: Ea Na, Ea Tar[1].\n[1] Ea Na (80 hv), Ea Tar (70 hv).", ()),
        Example(
            "Góp ý 08 văn bản của Văn phòng Mặt trận (01), Sở Giáo dục (02), Sở Nội vụ (03), Sở Văn hóa (02).",
            (("08", "ok"),),
        ),
        Example(
            "Tổng số hội viên 5.000 người; trong đó (một hội viên có thể thuộc nhiều nhóm) có 3.000 đảng viên, "
            "4.000 cán bộ.",
            (),
        ),
        Example("Có 36.412 hội viên; trong đó nữ 19.205, đảng viên 8.940, người cao tuổi 11.306.", ()),
        Example("Toàn xã có 500 hộ; trong đó có 400 hộ đăng ký, 300 hộ đạt danh hiệu.", ()),
        Example(
            "Có 11 chi hội (8 chi hội thôn, 5 chi hội trường học); ban hành 06 văn bản: 02 của Tỉnh ủy, 04 của UBND.",
            (("11", "wrong"), ("06", "ok")),
        ),
        Example("Có 40 chi hội (3 chi hội mới thành lập, 2 chi hội mới kiện toàn).", ()),
        Example(
            "Tổng thu: 207.570.000 đồng, gồm:\n- Dư năm trước: 42.350.000 đồng;\n"
            "- Hội phí của 1.186 hội viên: 35.580.000 đồng;\n- Ủng hộ: 129.640.000 đồng.",
            (("207.570.000", "ok"),),
        ),
        Example(
            "Tổng thu 1.300 triệu đồng, trong đó: vận động 800 triệu đồng; hội phí 280 triệu đồng; "
            "thu khác 190 triệu đồng.",
            (("1.300", "wrong"),),
        ),
        Example("Mở 21 lớp, trong đó: kỹ thuật 9 lớp, pháp luật 7 lớp; có 1.470 lượt người dự.", ()),
        Example("Toàn huyện có 13 hội cơ sở (trong đó có 114 chi hội, 51 ban khuyến học).", ()),
        Example(
            "Số thu là 20,5 triệu đồng, bao gồm: 12,25 triệu đồng hội phí; 8,25 triệu đồng tài trợ.", (("20,5", "ok"),)
        ),
    ),
)
